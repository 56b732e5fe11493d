"""The address at which an agency's provider tells that an officer signed out there: server to server, no browser."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.access.callers import Bearer
from hub.api.body import Unreadable, read
from hub.audit.actor import NOBODY
from hub.errors import NotAllowed, SignInFailed
from hub.operations.failures import failure
from hub.signin.http_status import status_of
from hub.signin.logout_tokens import TOKEN_SECONDS, Logout, SessionMarks, logout_of
from hub.signin.providers import Provider, Providers
from hub.signin.session_service import SessionService
from hub.support.headers import PRIVATE
from schema.errors import LinkageError

_LOG = logging.getLogger("hub.signin")
PATH = "/session/logout"
FORM = "application/x-www-form-urlencoded"
#: A token is some hundred characters.
MAX_BODY = 16_000
BODY_SECONDS = 10.0


@dataclass(frozen=True)
class LogoutAddress:
    """Ends the sessions of an officer who signed out at an agency's provider."""

    service: SessionService
    providers: Providers
    marks: SessionMarks
    now: Callable[[], int]

    def routes(self) -> list[Route]:
        """The route."""
        return [Route(PATH, self.answer, methods=["POST"])]

    async def answer(self, request: Request) -> Response:
        """200 once the sessions are worthless; 400 where the token is not taken, as the standard has it."""
        try:
            await self._end_sessions(request)
        except Unreadable as unreadable:
            return _problem(unreadable.problem, unreadable.status)
        except LinkageError as problem:
            reason = problem.details.get("reason", "")
            _LOG.warning("logout refused", extra={"code": f"{problem.code} {reason}".strip()})
            refused = isinstance(problem, SignInFailed) and reason != "unavailable"
            return _problem(problem, 400 if refused else status_of(problem))
        return Response(status_code=200, headers=PRIVATE)

    async def _end_sessions(self, request: Request) -> None:
        if "sec-fetch-site" in request.headers:
            raise NotAllowed("Only providers may call this address.", hint="Browsers sign out with POST /session/end.")
        body = await read(request, MAX_BODY, BODY_SECONDS, FORM)
        token = _token(body)
        provider = await self.providers.of(request.query_params.get("agency", ""))
        logout = await self._read(token, provider)
        marks = self.marks.of_logout(provider, logout)
        remembered = self.marks.of_token(provider, logout)
        if not await self.service.sessions.end_marked(remembered, marks, 2 * TOKEN_SECONDS):
            raise SignInFailed(
                "The logout token was used before.", hint="Send a new logout token for each logout.", reason="repeated"
            )
        # What the provider calls the officer is the card where the card's claim is `sub`, and may be anything else.
        name = logout.subject if provider.claim == "sub" and logout.subject is not None else NOBODY
        await self.service.notes.write("signedOut", Bearer(provider.agency, name, name), provider.issuer)

    async def _read(self, token: object, provider: Provider) -> Logout:
        known = await self.providers.known(provider)
        try:
            return logout_of(token, known.keys, provider, self.now)
        except SignInFailed:
            # The provider may have changed its keys since they were read.
            return logout_of(token, await self.providers.fresh_keys(provider), provider, self.now)


def _token(body: bytes) -> str | None:
    try:
        (token,) = parse_qs(body.decode("ascii"), max_num_fields=10)["logout_token"]
    except (ValueError, LookupError):
        return None
    return token


def _problem(problem: LinkageError, status: int) -> Response:
    body = orjson.dumps({"errors": [failure(problem)]})
    return Response(body, status_code=status, headers=PRIVATE, media_type="application/json")
