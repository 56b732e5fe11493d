"""Reads the logout token with which a provider says that somebody signed out there (OpenID Connect Back-Channel Logout
1.0, 2.4 to 2.6), and gives the marks by which the hub's sessions are found again.

No hub remembers its sessions, so each session carries the marks of what its provider calls it: of the subject, and of
the provider's own session where the ID token named one. A sign-out writes a mark into the graph, and each
session is compared with it from then on. Marks are keyed hashes: they do not reveal who signed in where.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc.jwk import KeySet

from hub.errors import SignInFailed
from hub.signin.provider_tokens import LEEWAY_SECONDS, decoded
from hub.signin.providers import Provider

EVENT = "http://schemas.openid.net/event/backchannel-logout"
#: How old a token may be; so long its identifier is remembered.
TOKEN_SECONDS = 300
#: What `typ` may say: that it is a logout token, or nothing in particular.
TYPES = ("logout+jwt", "jwt")
_LONGEST = 255
_BYTES = 16


@dataclass(frozen=True, slots=True)
class Logout:
    """Who signed out at the provider, and in which of its sessions: one of both at least."""

    id: str
    subject: str | None
    session: str | None


def logout_of(token: object, keys: KeySet, provider: Provider, now: Callable[[], int]) -> Logout:
    """What a logout token made for this hub says; raises SignInFailed."""
    if not isinstance(token, str):
        raise _refusal("there is none")
    found = decoded(token, keys, provider, now=now, refused=_refusal, claims={"jti": {"essential": True}})
    claims = found.claims
    if str(found.header.get("typ", TYPES[0])).lower() not in TYPES:
        raise _refusal("it is a token of another kind")
    if now() - claims["iat"] > TOKEN_SECONDS + LEEWAY_SECONDS:
        raise _refusal("it is too old")
    # An ID token has the same issuer, audience and keys; these two tell them apart.
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise _refusal("it does not announce a logout")
    if "nonce" in claims:
        raise _refusal("it has a nonce")
    logout = Logout(_text(claims, "jti") or "", _text(claims, "sub"), _text(claims, "sid"))
    if not logout.id or not (logout.subject or logout.session):
        raise _refusal("it names no session and no officer")
    return logout


class SessionMarks:
    """The marks of sign-ins and logouts, under a key of the graph's."""

    def __init__(self, secret: bytes) -> None:
        """Derive the key from the graph's secret, which all hubs over one graph share."""
        self._key = HKDF(SHA256(), 32, salt=None, info=b"linkage-hub logout marks v1").derive(secret)

    def of_session(self, provider: Provider, claims: Mapping[str, Any]) -> tuple[str, ...]:
        """What a session that rests on these claims of an ID token can be ended by."""
        subject, session = str(claims["sub"]), _text(claims, "sid")
        # A session that the provider gave no name cannot be told apart from the officer's others there.
        named = self._mark(provider, "unnamed", subject) if session is None else self._mark(provider, "sid", session)
        return (self._mark(provider, "sub", subject), named)

    def of_logout(self, provider: Provider, logout: Logout) -> tuple[str, ...]:
        """What a logout ends: the session that it names, or else all of the subject's."""
        if logout.session is None:
            return (self._mark(provider, "sub", logout.subject or ""),)
        named = self._mark(provider, "sid", logout.session)
        return (named,) if logout.subject is None else (named, self._mark(provider, "unnamed", logout.subject))

    def of_token(self, provider: Provider, logout: Logout) -> str:
        """What the token itself is remembered by."""
        return self._mark(provider, "jti", logout.id)

    def _mark(self, provider: Provider, kind: str, name: str) -> str:
        # Agencies can share a provider, and the hub's name there.
        text = json.dumps([provider.issuer, provider.client, kind, name])
        return f"{kind}:{hmac.digest(self._key, text.encode('utf-8', 'surrogatepass'), 'sha256')[:_BYTES].hex()}"


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
        raise _refusal(f"{name} is no short text")
    return value


def _refusal(why: str) -> SignInFailed:
    return SignInFailed(
        f"The logout token is not accepted: {why}.",
        hint="Check the clocks of the hub and the provider, and the hub's client id at the provider.",
        reason="token",
    )
