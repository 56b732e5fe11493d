"""Reads the ID token that says who signed in (OpenID Connect Core, 3.1.3.7); what is not checked is not taken."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hub.signin.providers import Provider
from schema.errors import SignInFailed

#: Signatures that are taken, and the hash that `at_hash` is made with under each; never a shared secret, never none.
ALGORITHMS: Mapping[str, str] = {
    "RS256": "sha256",
    "PS256": "sha256",
    "ES256": "sha256",
    "Ed25519": "sha512",
}
LEEWAY_SECONDS = 30
_LONGEST_CARD = 100


def claims_of(
    token: object,
    keys: KeySet,
    provider: Provider,
    *,
    nonce: str,
    proved_since: int,
    access_token: object,
    now: Callable[[], int],
) -> dict[str, Any]:
    """The claims of an ID token made for this sign-in, of an officer who proved who they are since a second.

    Raises SignInFailed.
    """
    if not isinstance(token, str):
        raise wrong("it has no ID token")
    checks = jwt.JWTClaimsRegistry(
        now=now,
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        decoded = jwt.decode(token, keys, algorithms=list(ALGORITHMS))
        checks.validate(decoded.claims)
    except (JoseError, ValueError, LookupError, TypeError, RecursionError) as problem:
        reason = problem.error if isinstance(problem, JoseError) else "it cannot be read"
        raise wrong(str(reason)) from None
    claims = dict(decoded.claims)
    others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if others else provider.client) != provider.client:
        raise wrong("it was issued to another client")
    _check_proved(claims.get("auth_time"), proved_since)
    _check_access_token(claims.get("at_hash"), access_token, str(decoded.header["alg"]))
    return claims


def card_of(claims: Mapping[str, Any], provider: Provider) -> str:
    """The number of the officer's card; raises SignInFailed."""
    card = claims.get(provider.claim)
    if not isinstance(card, str) or not 0 < len(card.strip()) <= _LONGEST_CARD:
        raise wrong("it names no card")
    return card.strip()


def wrong(why: str) -> SignInFailed:
    """That an ID token is not taken."""
    return SignInFailed(
        f"The provider's ID token is not taken: {why}.",
        hint="Sign in again; if it stays, tell the administrators.",
        reason="token",
    )


def _check_proved(at: object, since: int) -> None:
    # Whoever asks for `max_age` must be told (3.1.2.1); a provider that overlooked it does not say so otherwise.
    if isinstance(at, bool) or not isinstance(at, int | float):
        raise wrong("it does not say when the officer signed in there (auth_time)")
    if at < since - LEEWAY_SECONDS:
        raise wrong("the officer signed in there too long ago")


def _check_access_token(at_hash: object, access_token: object, algorithm: str) -> None:
    if at_hash is None:
        return
    if not isinstance(at_hash, str) or not isinstance(access_token, str):
        raise wrong("at_hash")
    digest = hashlib.new(ALGORITHMS[algorithm], access_token.encode()).digest()
    half = base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=")
    if not hmac.compare_digest(half, at_hash.encode()):
        raise wrong("at_hash")
