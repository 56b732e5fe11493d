"""ID tokens: only one that the provider signed for this hub, this sign-in and this moment says who somebody is."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, OKPKey, RSAKey

from hub.errors import SignInFailed
from hub.signin.id_tokens import ALGORITHMS, card_of, claims_of
from hub.signin.providers import Provider

NOW = 1_800_000_000
PROVIDER = Provider("示0102", "https://id.example", "hub", "sub", "openid")
NONCE, ACCESS = "n" * 43, "an access token"
KEYS: dict[str, Any] = {
    "RS256": RSAKey.generate_key(2048, parameters={"kid": "rsa"}),
    "ES256": ECKey.generate_key("P-256", parameters={"kid": "ec"}),
    "Ed25519": OKPKey.generate_key("Ed25519", parameters={"kid": "okp"}),
}
KEYS["PS256"] = KEYS["RS256"]
PUBLIC = KeySet.import_key_set({"keys": [KEYS[name].as_dict(private=False) for name in ("RS256", "ES256", "Ed25519")]})
GOOD = {
    "iss": PROVIDER.issuer,
    "sub": "J-1",
    "aud": "hub",
    "exp": NOW + 60,
    "iat": NOW,
    "nonce": NONCE,
    "auth_time": NOW - 900,
}


def half(algorithm: str, text: str = ACCESS) -> str:
    """The `at_hash` of an access token."""
    digest = hashlib.new({"Ed25519": "sha512"}.get(algorithm, "sha256"), text.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()


def signed(algorithm: str = "ES256", key: Any = None, **changed: Any) -> str:
    """A token with other claims; None leaves one out."""
    claims = {name: value for name, value in (GOOD | changed).items() if value is not None}
    key = KEYS[algorithm] if key is None else key
    return jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, algorithms=[algorithm])


def read(token: object, access_token: object = ACCESS) -> str:
    """The card that a token names."""
    claims = claims_of(
        token, PUBLIC, PROVIDER, nonce=NONCE, proved_since=NOW - 900, access_token=access_token, now=lambda: NOW
    )
    return card_of(claims, PROVIDER)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_good_token_names_the_card(algorithm: str) -> None:
    assert read(signed(algorithm, at_hash=half(algorithm))) == "J-1"
    assert read(signed(algorithm, aud=["hub"], azp="hub")) == "J-1"
    assert read(signed(algorithm, aud=["hub", "other"], azp="hub")) == "J-1"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"iss": "https://id.example/"},
        {"aud": "other"},
        {"aud": None},
        {"aud": ["other"]},
        {"aud": ["hub", "other"]},
        {"aud": ["hub", "other"], "azp": "other"},
        {"azp": "other"},
        {"azp": 1},
        {"nonce": "m" * 43},
        {"nonce": None},
        {"exp": NOW - 31},
        {"exp": None},
        {"exp": "never"},
        {"iat": NOW + 31},
        {"iat": None},
        {"nbf": NOW + 31},
        {"auth_time": NOW - 931},
        {"auth_time": None},
        {"auth_time": str(NOW)},
        {"auth_time": True},
        {"at_hash": half("ES256", "another token")},
        {"at_hash": 1},
        {"sub": None},
        {"sub": ""},
        {"sub": "  "},
        {"sub": 110101},
        {"sub": "x" * 101},
        {"sub": ["J-1"]},
    ],
    ids=str,
)
def test_a_token_of_another_sign_in_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(SignInFailed) as refused:
        read(signed(**changed))

    assert refused.value.details["reason"] == "token"
    assert "J-1" not in str(refused.value)


def test_an_access_token_must_be_there_for_its_hash() -> None:
    with pytest.raises(SignInFailed):
        read(signed(at_hash=half("ES256")), None)


def test_a_stranger_signs_for_nobody() -> None:
    stranger = ECKey.generate_key("P-256", parameters={"kid": "ec"})
    unknown = ECKey.generate_key("P-256", parameters={"kid": "unknown"})
    shared = OctKey.import_key("a secret that somebody shares with the hub", parameters={"kid": "rsa"})
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    body = base64.urlsafe_b64encode(json.dumps(GOOD).encode()).rstrip(b"=").decode()
    for token in (
        signed(key=stranger),
        signed(key=unknown),
        jwt.encode({"alg": "HS256", "kid": "rsa"}, GOOD, shared, algorithms=["HS256"]),
        jwt.encode({"alg": "RS512", "kid": "rsa"}, GOOD, KEYS["RS256"], algorithms=["RS512"]),
        f"{head}.{body}.",
        signed()[:-6] + "AAAAAA",
        "",
        "a.b.c",
        "é",
        None,
        7,
        "[" * 20_000,
    ):
        with pytest.raises(SignInFailed):
            read(token)
