"""The agencies' sign-in providers: how each is registered, what it says of itself, and its keys."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hub.access.public_keys import is_weak
from hub.errors import SignInFailed
from hub.graph.client import Graph
from hub.signin.allowed_addresses import AllowedAddresses
from hub.signin.provider_http import ANYWHERE, get_json, unusable
from schema.errors import NotFound

#: How long what a provider says of itself is kept.
KEEP_SECONDS = 600.0
#: A token with a key that is not known makes the keys be read again, but not more often than this.
REFRESH_SECONDS = 30.0
#: A provider that failed is left alone for so long: anybody can begin a sign-in.
PAUSE_SECONDS = 5.0
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
REGISTERED = (
    "MATCH (a:RegisteredAgency {code: $agency}) WHERE a.signIn IS NOT NULL "
    "RETURN {issuer: a.signIn, client: a.signInClient, claim: a.signInClaim, scope: a.signInScope} AS provider"
)


@dataclass(frozen=True, slots=True)
class Provider:
    """How an agency's officers sign in: where, what the hub is called there, and what holds the card's number."""

    agency: str
    issuer: str
    client: str
    claim: str
    scope: str


@dataclass(slots=True)
class ProviderMetadata:
    """What a provider says of itself, its keys, and when each was read."""

    metadata: dict[str, Any]
    keys: KeySet
    at: float
    keys_at: float


@dataclass
class Providers:
    """Knows the agencies' providers; asks each once for all who wait."""

    graph: Graph
    reach: AllowedAddresses = field(default=ANYWHERE, kw_only=True)
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, ProviderMetadata] = field(default_factory=dict)
    _failed: dict[str, tuple[SignInFailed, float]] = field(default_factory=dict)
    _locks: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def of(self, agency: str) -> Provider:
        """The provider of an agency; raises NotFound."""
        found = await self.graph.ask_one(REGISTERED, {"agency": agency}, operation="session.provider")
        if found is None:
            raise NotFound(
                "No sign-in is registered for this agency.",
                hint="Ask the hub's administrators to register one (hub agency sign-in).",
                reason="agency",
            )
        return Provider(agency, **found)

    async def known(self, provider: Provider) -> ProviderMetadata:
        """What the provider says of itself; raises SignInFailed."""
        issuer = provider.issuer
        async with self._locks[issuer]:
            known = self._known.get(issuer)
            if known is None or self.clock() - known.at > KEEP_SECONDS:
                known = self._known[issuer] = await self._read(issuer)
            return known

    async def fresh_keys(self, provider: Provider) -> KeySet:
        """The provider's keys, read again where that was not done a moment ago; raises SignInFailed."""
        known = await self.known(provider)
        async with self._locks[provider.issuer]:
            if self.clock() - known.keys_at > REFRESH_SECONDS:
                known.keys, known.keys_at = await self._keys(known.metadata), self.clock()
            return known.keys

    async def _read(self, issuer: str) -> ProviderMetadata:
        problem, at = self._failed.get(issuer, (None, 0.0))
        if problem is not None and self.clock() - at < PAUSE_SECONDS:
            # A copy: an exception that is raised again and again would gather all tracebacks.
            raise copy(problem)
        try:
            metadata = await self._discover(issuer)
            known = ProviderMetadata(metadata, await self._keys(metadata), self.clock(), self.clock())
        except SignInFailed as failure:
            self._failed[issuer] = (failure, self.clock())
            raise
        self._failed.pop(issuer, None)
        return known

    async def get(self, url: str) -> dict[str, Any]:
        """The JSON object at an address of a provider; raises SignInFailed."""
        return await (get_json(url) if self.reach == ANYWHERE else get_json(url, self.reach))

    async def _discover(self, issuer: str) -> dict[str, Any]:
        if not self.reach.fits(issuer, issuer):
            raise unusable("its issuer is in a network that the hub does not call: see HUB_PROVIDER_NETWORKS")
        metadata = await self.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if metadata.get("issuer") != issuer:
            raise unusable("its metadata names another issuer")
        if not all(self.reach.fits(issuer, metadata.get(name)) for name in _ENDPOINTS):
            raise unusable("its addresses are missing, do not use TLS, or are in a network that the hub does not call")
        methods = metadata.get("code_challenge_methods_supported")
        if isinstance(methods, list) and "S256" not in methods:
            raise unusable("it does not support PKCE with S256")
        return metadata

    async def _keys(self, metadata: dict[str, Any]) -> KeySet:
        return _usable((await self.get(str(metadata["jwks_uri"]))).get("keys"))


def _usable(found: object) -> KeySet:
    signing = [
        key
        for key in (found if isinstance(found, list) else ())
        if isinstance(key, dict)
        and key.get("kty") in ("RSA", "EC", "OKP")
        and key.get("use", "sig") == "sig"
        and not is_weak(key)
    ]
    readable = []
    for key in signing:
        try:
            readable += KeySet.import_key_set({"keys": [key]}).keys
        # A key of a curve that is not known here is none of those that tokens may be signed with.
        except (JoseError, ValueError, KeyError, TypeError):
            continue
    if not readable:
        raise unusable("it has no keys that can be used")
    return KeySet(readable)
