"""Reads the ID token that says who signed in (OpenID Connect Core, 3.1.3.7); only checked claims are used."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any

from joserfc.jwk import KeySet

from hub.errors import SignInFailed
from hub.signin.provider_tokens import ALGORITHMS, LEEWAY_SECONDS, decoded
from hub.signin.providers import Provider
from hub.support.base64_text import to_url_text

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
        raise refusal("it has no ID token")
    needed = {"sub": {"essential": True}, "exp": {"essential": True}, "nonce": {"essential": True, "value": nonce}}
    found = decoded(token, keys, provider, now=now, refused=refusal, claims=needed)
    claims = dict(found.claims)
    others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if others else provider.client) != provider.client:
        raise refusal("it was issued to another client")
    _check_proved(claims.get("auth_time"), proved_since)
    _check_access_token(claims.get("at_hash"), access_token, str(found.header["alg"]))
    return claims


def card_of(claims: Mapping[str, Any], provider: Provider) -> str:
    """The number of the officer's card; raises SignInFailed."""
    card = claims.get(provider.claim)
    # What is not printable, such as a lone surrogate, no register and no log can hold.
    if not isinstance(card, str) or not 0 < len(card.strip()) <= _LONGEST_CARD or not card.strip().isprintable():
        raise refusal("it does not name the officer's duty card")
    return card.strip()


def refusal(why: str) -> SignInFailed:
    """The error for an ID token that is not accepted."""
    return SignInFailed(
        f"The provider's ID token is not accepted: {why}.",
        hint="Sign in again. If it fails again, tell the administrators of your agency.",
        reason="token",
    )


def _check_proved(at: object, since: int) -> None:
    # A provider must answer `max_age` with `auth_time` (3.1.2.1); one that ignored it shows only by leaving it out.
    if isinstance(at, bool) or not isinstance(at, int | float):
        raise refusal("it does not say when the officer signed in at the provider (auth_time)")
    if at < since - LEEWAY_SECONDS:
        raise refusal("the officer signed in at the provider too long ago")


def _check_access_token(at_hash: object, access_token: object, algorithm: str) -> None:
    if at_hash is None:
        return
    if not isinstance(at_hash, str) or not isinstance(access_token, str):
        raise refusal("at_hash")
    digest = hashlib.new(ALGORITHMS[algorithm], access_token.encode()).digest()
    half = to_url_text(digest[: len(digest) // 2])
    if not hmac.compare_digest(half.encode(), at_hash.encode("utf-8", "surrogatepass")):
        raise refusal("at_hash")
