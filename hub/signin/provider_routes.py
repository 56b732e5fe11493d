"""The addresses of sign-in at an agency's provider: there, and back with a session."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.access.callers import Bearer
from hub.audit.actor import NOBODY
from hub.errors import NotAllowed, SignInFailed
from hub.signin import failure_page
from hub.signin.authentication import Authenticator
from hub.signin.http_status import status_of
from hub.signin.logout_tokens import SessionMarks
from hub.signin.oidc import ATTEMPT_SECONDS, Attempt, SignIn
from hub.signin.sealed_values import Seal
from hub.signin.session_service import SessionService
from hub.signin.web_origin import CALLBACK, WebOrigin, origin_of
from hub.support.headers import REDIRECT
from schema.errors import LinkageError

_LOG = logging.getLogger("hub.signin")
#: Name of the cookie that carries a sign-in to the provider and back.
COOKIE = "linkage-sign-in"
PURPOSE = "sign-in attempt v1"


@dataclass(frozen=True)
class ProviderAddresses:
    """What a browser visits, by links and redirects, to sign in at an agency's provider."""

    service: SessionService
    authenticator: Authenticator
    sign_in: SignIn
    seal: Seal
    marks: SessionMarks

    def routes(self) -> list[Route]:
        """The two routes."""
        return [
            Route("/session/begin", _with_failure_page(self.begin), methods=["GET"]),
            Route(CALLBACK, _with_failure_page(self.callback), methods=["GET"]),
        ]

    async def begin(self, request: Request) -> Response:
        """Send the browser to the provider of an agency."""
        if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
            # Otherwise any page could send officers through their provider without their knowing.
            raise NotAllowed("Sign-in begins at the hub's own page.", hint="Open the workbench and sign in there.")
        site = self._site(request)
        url, attempt = await self.sign_in.begin(request.query_params.get("agency", ""), site.origin)
        response = _redirect(url)
        # Lax: the provider's redirect comes from another site.
        site.set(response, COOKIE, self.seal.close(attempt.as_cookie()), ATTEMPT_SECONDS, "lax")
        return response

    async def callback(self, request: Request) -> Response:
        """Take the browser back from the provider, with a session if it vouched for a registered officer."""
        site = self._site(request)
        response = await _with_failure_page(self._finish_sign_in)(request)
        # It can be used once, also where the sign-in failed.
        site.set(response, COOKIE, "", 0, "lax")
        return response

    async def _finish_sign_in(self, request: Request) -> Response:
        site = self._site(request)
        sealed = self.seal.open(request.cookies.get(site.cookie(COOKIE), ""))
        if sealed is None:
            raise SignInFailed("The sign-in did not begin in this browser.", hint="Sign in again.", reason="state")
        attempt = Attempt(**sealed)
        try:
            vouched = await self.sign_in.finish(attempt, dict(request.query_params), site.origin)
        except LinkageError as problem:
            await self.service.notes.write("signIn", Bearer(attempt.agency, NOBODY, NOBODY), attempt.issuer, problem)
            raise
        marks = self.marks.of_session(vouched.provider, vouched.claims)
        session, _ = await self.service.sign_in(attempt.agency, vouched.card, attempt.issuer, marks=marks)
        response = _redirect("/")
        self.authenticator.give(site, response, session)
        return response

    def _site(self, request: Request) -> WebOrigin:
        return origin_of(self.authenticator.sessions.terms.url, request)


def _with_failure_page(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except LinkageError as problem:
            _LOG.warning(
                "sign-in failed", extra={"code": f"{problem.code} {problem.details.get('reason', '')}".strip()}
            )
            return failure_page.failed(problem, status_of(problem))

    return answer


def _redirect(url: str) -> Response:
    return Response(status_code=303, headers={**REDIRECT, "Location": url})
