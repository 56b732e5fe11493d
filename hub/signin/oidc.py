"""Sign-in at an agency's own provider: OpenID Connect, authorization code with PKCE (RFC 6749, 7636, 9207, 9700)."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from joserfc.jwk import KeySet

from hub.errors import SignInFailed
from hub.signin.client_proofs import ClientProofs
from hub.signin.id_tokens import card_of, claims_of
from hub.signin.provider_http import post_form
from hub.signin.providers import Provider, ProviderMetadata, Providers
from hub.signin.web_origin import CALLBACK
from hub.support.base64_text import to_url_text

#: How long an officer may take at the provider.
ATTEMPT_SECONDS = 600
#: 256 bits, as RFC 7636 has it for the verifier.
new_secret: Callable[[], str] = partial(secrets.token_urlsafe, 32)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in under way, as the browser carries it, sealed, to the provider and back."""

    agency: str
    issuer: str
    state: str
    nonce: str
    verifier: str
    at: int

    def as_cookie(self) -> dict[str, Any]:
        """What is sealed."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Vouched:
    """The officer whom a provider vouches for: the number of the card, and the claims of the ID token."""

    provider: Provider
    card: str
    claims: Mapping[str, Any]


@dataclass(frozen=True)
class SignIn:
    """Sends officers to their providers and reads what comes back."""

    providers: Providers
    clients: ClientProofs
    now: Callable[[], int]
    #: How long ago an officer may have proved to the provider who they are, in seconds: as long as one may be idle
    #: here. Otherwise a person at a computer that the officer left would be signed in as the officer by one click.
    max_age: int
    random: Callable[[], str] = new_secret

    async def begin(self, agency: str, origin: str) -> tuple[str, Attempt]:
        """The address to send the officer to, and the attempt to keep meanwhile; raises NotFound, SignInFailed."""
        provider = await self.providers.of(agency)
        known = await self.providers.known(provider)
        attempt = Attempt(agency, provider.issuer, self.random(), self.random(), self.random(), self.now())
        asked = {
            "response_type": "code",
            "client_id": provider.client,
            "redirect_uri": origin + CALLBACK,
            "scope": provider.scope,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": _challenge(attempt.verifier),
            "code_challenge_method": "S256",
            "max_age": str(self.max_age),
        }
        return _with_parameters(str(known.metadata["authorization_endpoint"]), asked), attempt

    async def finish(self, attempt: Attempt, given: Mapping[str, str], origin: str) -> Vouched:
        """Who signed in; raises NotFound, SignInFailed."""
        if self.now() - attempt.at > ATTEMPT_SECONDS:
            raise SignInFailed("The sign-in took too long.", hint="Sign in again.", reason="late")
        if not hmac.compare_digest(given.get("state", "").encode(), attempt.state.encode()):
            raise SignInFailed(
                "The sign-in did not begin in this browser window.", hint="Sign in again.", reason="state"
            )
        provider = await self.providers.of(attempt.agency)
        if provider.issuer != attempt.issuer:
            raise _other_issuer()
        known = await self.providers.known(provider)
        _check_issuer(given.get("iss"), provider, known)
        if "error" in given or not given.get("code"):
            # What else the provider says may hold anything, so that nobody repeats it.
            reason = "denied" if given.get("error") == "access_denied" else "refused"
            raise SignInFailed(
                "Your agency's sign-in service refused the sign-in.", hint="Sign in again.", reason=reason
            )
        answer = await self._redeem(provider, known, given["code"], attempt.verifier, origin)
        claims = await self._claims(provider, known, answer, attempt)
        return Vouched(provider, card_of(claims, provider), claims)

    async def leave(self, agency: str, origin: str) -> str | None:
        """Where to sign out of the provider as well; None where it does not offer that, or does not answer."""
        try:
            provider = await self.providers.of(agency)
            endpoint = (await self.providers.known(provider)).metadata.get("end_session_endpoint")
        except SignInFailed:
            return None
        if not self.providers.reach.fits(provider.issuer, endpoint):
            return None
        # Without an ID token as a hint: it says who somebody is, and addresses are kept in histories and logs.
        return _with_parameters(str(endpoint), {"client_id": provider.client, "post_logout_redirect_uri": f"{origin}/"})

    async def _redeem(
        self, provider: Provider, known: ProviderMetadata, code: str, verifier: str, origin: str
    ) -> Mapping[str, Any]:
        proof = await asyncio.to_thread(self.clients.proof, provider, known.metadata)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": origin + CALLBACK,
            "code_verifier": verifier,
            **proof.form,
        }
        endpoint = str(known.metadata["token_endpoint"])
        return await post_form(endpoint, form, proof.auth, self.providers.reach)

    async def _claims(
        self, provider: Provider, known: ProviderMetadata, answer: Mapping[str, Any], attempt: Attempt
    ) -> Mapping[str, Any]:
        def read(keys: KeySet) -> dict[str, Any]:
            return claims_of(
                answer.get("id_token"),
                keys,
                provider,
                nonce=attempt.nonce,
                proved_since=attempt.at - self.max_age,
                access_token=answer.get("access_token"),
                now=self.now,
            )

        try:
            return read(known.keys)
        except SignInFailed:
            # The provider may have changed its keys since they were read.
            keys = await self.providers.fresh_keys(provider)
            return read(keys)


def _check_issuer(given: str | None, provider: Provider, known: ProviderMetadata) -> None:
    """Raise SignInFailed where another provider answered than was asked (RFC 9207)."""
    promised = known.metadata.get("authorization_response_iss_parameter_supported") is True
    if given != provider.issuer and (promised or given is not None):
        raise _other_issuer()


def _other_issuer() -> SignInFailed:
    return SignInFailed(
        "The answer comes from another provider than the one where the sign-in began.",
        hint="Sign in again.",
        reason="issuer",
    )


def _challenge(verifier: str) -> str:
    return to_url_text(hashlib.sha256(verifier.encode()).digest())


def _with_parameters(url: str, parameters: Mapping[str, str]) -> str:
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(parameters)}"
