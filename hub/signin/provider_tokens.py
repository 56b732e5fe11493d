"""Reads the signed tokens of a sign-in provider: what ID tokens and logout tokens have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import Token

from hub.errors import SignInFailed
from hub.signin.providers import Provider

#: Signatures that are taken, and the hash that `at_hash` is made with under each; never a shared secret, never none.
ALGORITHMS: Mapping[str, str] = {
    "RS256": "sha256",
    "PS256": "sha256",
    "ES256": "sha256",
    "Ed25519": "sha512",
}
LEEWAY_SECONDS = 30


def decoded(
    token: str,
    keys: KeySet,
    provider: Provider,
    *,
    now: Callable[[], int],
    refused: Callable[[str], SignInFailed],
    claims: Mapping[str, Any],
) -> Token:
    """A token that the provider signed for this hub; `claims` are the further claims that it must have.

    Raises what `refused` makes of the reason where the token is not taken.
    """
    checks = jwt.JWTClaimsRegistry(
        now=now,
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client},
        iat={"essential": True},
        **claims,
    )
    try:
        found = jwt.decode(token, keys, algorithms=list(ALGORITHMS))
        checks.validate(found.claims)
    except (JoseError, ValueError, LookupError, TypeError, RecursionError) as problem:
        reason = problem.error if isinstance(problem, JoseError) else "it cannot be read"
        raise refused(str(reason)) from None
    return found
