"""Who asks: the officer and agency behind a bearer token, a JWT of the agency's own issuer (RFC 7519, 8725, 8705)."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hub.access.callers import Bearer
from hub.access.public_keys import strong_keys
from hub.errors import Unauthenticated
from hub.graph.client import Graph
from hub.graph.statements import load
from hub.support.base64_text import of_url_text
from hub.support.caching import SegmentedCache

AUDIENCE = "linkage-hub"
#: Only signatures with a public key; 'none' and shared secrets are never taken.
ALGORITHMS = ["Ed25519", "ES256", "PS256"]
#: A token of an agency's issuer lives an hour at most, from `iat` to `exp`.
MAX_SECONDS = 3600
#: Clocks of agencies may differ by so much.
LEEWAY_SECONDS = 30
#: Keys are read again for a token that fits none of those known, but not more often than this.
REFRESH_SECONDS = 1.0
#: Tokens that are remembered; an officer has one for an hour.
MOST_TOKENS = 20_000
_MAX_TOKEN = 8_192
_HINT = "Send a header 'Authorization: Bearer <token>' with a current token of your agency's issuer."


@dataclass(frozen=True)
class Issuer:
    """Somebody whose tokens are taken.

    `agency` is the one it speaks for (None: any, the demo's own issuer), `version` that of its keys in the register,
    `bound` whether its tokens must be bound to a client certificate, `seconds` how long they may live.
    """

    name: str
    keys: KeySet = field(repr=False)
    agency: str | None
    version: int | None = None
    bound: bool = False
    seconds: int = MAX_SECONDS


class Tokens:
    """Tells the officer of a token, or refuses it; knows the issuers of the register and those given besides."""

    def __init__(
        self,
        graph: Graph,
        now: Callable[[], int],
        own: Mapping[str, Issuer] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._graph, self._now, self._own, self._clock = graph, now, dict(own or {}), clock
        self._issuers: dict[str, Issuer] | None = None
        self._read_at = 0.0
        #: Tokens found good with the keys read last, and until when; what speaks against one is not remembered.
        self._good: SegmentedCache[tuple[str, str | None], tuple[Bearer, int]] = SegmentedCache(MOST_TOKENS)
        self._claims = jwt.JWTClaimsRegistry(
            now=now,
            leeway=LEEWAY_SECONDS,
            iss={"essential": True},
            sub={"essential": True},
            aud={"essential": True, "value": AUDIENCE},
            iat={"essential": True},
            exp={"essential": True},
            agency={"essential": True},
        )

    async def bearer(self, header: str | None, certificate: str | None = None) -> Bearer:
        """The officer behind an Authorization header; raises Unauthenticated.

        `certificate` is the thumbprint (SHA-256, base64url) of the certificate the client showed.
        """
        if not header:
            raise Unauthenticated("The request carries no token.", hint=_HINT)
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token.strip() or len(token) > _MAX_TOKEN:
            raise Unauthenticated("The Authorization header is not a bearer token.", hint=_HINT)
        return await self.check(token.strip(), certificate)

    async def check(self, token: str, certificate: str | None = None, *, fresh: bool = False) -> Bearer:
        """The officer of a token; with `fresh` the keys are read again first. Raises Unauthenticated."""
        if fresh or self._issuers is None:
            await self._refresh()
        try:
            return self._check_token(token, certificate)
        except Unauthenticated:
            # The agency may have changed its keys since they were read.
            if self._clock() - self._read_at < REFRESH_SECONDS:
                raise
        await self._refresh()
        return self._check_token(token, certificate)

    async def _refresh(self) -> None:
        found = await self._graph.ask_one(load(__package__, "issuers"), {}, operation="access.issuers")
        issuers = {}
        for each in found or ():
            keys = strong_keys(each["jwks"])
            issuers[each["issuer"]] = Issuer(each["issuer"], keys, each["agency"], each["version"], each["bound"])
        # No registration takes the place of the hub's own issuer.
        self._issuers, self._read_at = issuers | self._own, self._clock()
        self._good.clear()

    def _check_token(self, token: str, certificate: str | None) -> Bearer:
        good = self._good.get((token, certificate))
        if good is not None and self._now() < good[1]:
            return good[0]
        try:
            bearer, until = self._bearer(token, certificate)
        # Whatever is wrong with a stranger's token, also one that is nested without end: it is not valid.
        except (JoseError, ValueError, LookupError, TypeError, RecursionError) as problem:
            raise Unauthenticated(f"The token is not valid: {_reason(problem)}.", hint=_HINT) from None
        self._good.put((token, certificate), (bearer, until), 1)
        return bearer

    def _bearer(self, token: str, certificate: str | None) -> tuple[Bearer, int]:
        unverified = _part(token, 1)
        _part(token, 0)
        issuer = (self._issuers or {}).get(str(unverified["iss"]))
        if issuer is None:
            raise _Wrong("its issuer is not registered")
        decoded = jwt.decode(token, issuer.keys, algorithms=ALGORITHMS)
        claims = decoded.claims
        self._claims.validate(claims)
        agency, card = claims["agency"], claims["sub"]
        if not isinstance(agency, str) or not isinstance(card, str):
            raise _Wrong("its agency or subject is not a string")
        if not (agency.isprintable() and card.isprintable()):
            # Lone surrogates among others: no register and no log can hold them.
            raise _Wrong("its agency or subject has characters that cannot be printed")
        if issuer.agency is not None and issuer.agency != agency:
            raise _Wrong("its issuer is registered for another agency")
        if int(claims["exp"]) - int(claims["iat"]) > issuer.seconds:
            raise _Wrong(f"it is valid for longer than {issuer.seconds} seconds")
        self._check_binding(issuer, claims, certificate)
        issued, name = int(claims["iat"]), str(claims.get("name", card))
        bearer = Bearer(agency, card, name, issuer.version, token, certificate, issued)
        return bearer, int(claims["exp"])

    def _check_binding(self, issuer: Issuer, claims: Mapping[str, Any], certificate: str | None) -> None:
        confirmation = claims.get("cnf")
        wanted = confirmation.get("x5t#S256") if isinstance(confirmation, Mapping) else None
        if confirmation is not None and not isinstance(wanted, str):
            raise _Wrong("it is bound to something other than a certificate")
        if wanted is None:
            if issuer.bound:
                raise _Wrong("it is not bound to a client certificate, which its agency requires")
            return
        if certificate is None or not hmac.compare_digest(wanted.encode(), certificate.encode()):
            raise _Wrong("it is bound to another client certificate")


class _Wrong(ValueError):
    """Why a token is refused, in words that the caller may read."""


def _part(token: str, place: int) -> dict[str, Any]:
    """A part of the token, not yet believed. A name given twice is refused: two readers would read two tokens."""
    text = token.split(".")[place]
    found: dict[str, Any] = json.loads(of_url_text(text), object_pairs_hook=_each_once)
    if not isinstance(found, dict):
        raise _Wrong("it is not a JSON object")
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Wrong("it has the same name twice")
    return found


def _reason(problem: Exception) -> str:
    if isinstance(problem, JoseError):
        return str(problem.description or problem.error).rstrip(".")
    return str(problem) if isinstance(problem, _Wrong) else "it cannot be read"
