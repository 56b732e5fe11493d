"""The public keys of agencies and of their providers: which sets are taken, and which keys are strong enough."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hub.support.base64_text import of_url_text
from schema.errors import InvalidArgument

#: Below this, a key of RSA is weak (RFC 7518, 3.3 and 3.5).
LEAST_RSA_BITS = 2048
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "k", "oth"})
_LONGEST_NAME = 200


def check(issuer: str, jwks: Mapping[str, Any]) -> None:
    """Raise InvalidArgument for an issuer or a set of keys that cannot be registered."""
    if not issuer or len(issuer) > 300 or not issuer.isprintable():
        raise InvalidArgument("The issuer is empty or too long.", hint="Use a URL of 1 to 300 characters.")
    keys = jwks.get("keys") if isinstance(jwks, Mapping) else None
    if not isinstance(keys, list) or not keys:
        raise _keys_refused("The key set has no keys.", 'Give {"keys": [{"kty": "OKP", …}]}.')
    if any(not isinstance(key, Mapping) or _PRIVATE.intersection(key) or key.get("kty") == "oct" for key in keys):
        raise _keys_refused("The key set holds a private or shared key.", "Give public keys only.")
    if not all(_is_name(key["kid"]) for key in keys if "kid" in key):
        raise _keys_refused(
            "The key set holds a key without a usable name.", "Write 'kid' as 1 to 200 letters, digits and signs."
        )
    if any(is_weak(key) for key in keys):
        raise _keys_refused(
            f"The key set holds an RSA key of fewer than {LEAST_RSA_BITS} bits.",
            f"Make one with {LEAST_RSA_BITS} bits or more, or use Ed25519.",
        )
    try:
        KeySet.import_key_set({"keys": [dict(key) for key in keys]})
    except (JoseError, ValueError, KeyError, TypeError):
        raise _keys_refused("The key set cannot be read.", "Give the public keys as a JWK set (RFC 7517).") from None


def is_weak(key: Mapping[str, Any]) -> bool:
    """Whether what the key (a JWK) has signed cannot be believed."""
    modulus = key.get("n")
    if key.get("kty") != "RSA" or not isinstance(modulus, str):
        return False
    try:
        number = of_url_text(modulus)
    except ValueError:
        return True
    return int.from_bytes(number).bit_length() < LEAST_RSA_BITS


def strong_keys(jwks: str) -> KeySet:
    """The keys of a registered set that are strong enough; it may be older than that rule."""
    return KeySet.import_key_set({"keys": [key for key in _keys(jwks) if not is_weak(key)]})


def names(jwks: str | None) -> list[str]:
    """What the keys of a set are called."""
    return [str(key.get("kid", key["kty"])) for key in _keys(jwks)]


def fingerprints(jwks: str | None) -> list[str]:
    """What the keys of a set are called, each with its thumbprint (RFC 7638), which an agency tells by another way."""
    found = KeySet.import_key_set({"keys": _keys(jwks)}).keys
    return [f"{name} {key.thumbprint()}" for name, key in zip(names(jwks), found, strict=True)]


def _keys(jwks: str | None) -> list[dict[str, Any]]:
    return list(json.loads(jwks)["keys"]) if jwks else []


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME and value.isprintable()


def _keys_refused(what: str, hint: str) -> InvalidArgument:
    return InvalidArgument(what, hint=hint, argument="jwks")
