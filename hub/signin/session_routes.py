"""The addresses of sign-in under `/session`: who is signed in, signing in as the demo's officers, signing out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.api.body import Unreadable, read
from hub.api.turned_away import TurnedAway
from hub.errors import NotAllowed, Unauthenticated
from hub.operations.failures import failure
from hub.signin.authentication import Authenticator, check_officer
from hub.signin.http_status import status_of
from hub.signin.oidc import SignIn
from hub.signin.session_service import SessionService
from hub.signin.sessions import COOKIE, Session
from hub.signin.web_origin import OFFICER, WebOrigin, origin_of
from hub.support.headers import SESSION
from schema.errors import InvalidArgument, LinkageError, NotFound

#: A card is some ten characters.
MAX_BODY = 2_000
BODY_SECONDS = 10.0

Handler = Callable[[Request], Awaitable[Response]]
#: The demo's officers, as its page offers them.
Officers = Callable[[], Sequence[dict[str, Any]]]


@dataclass(frozen=True)
class Addresses:
    """What is served under `/session`; `officers` exist in demo mode alone."""

    service: SessionService
    authenticator: Authenticator
    #: The way back to an agency's provider, to sign out there too.
    provider: SignIn
    officers: Officers | None = None

    def routes(self) -> list[Route]:
        """The routes; those of the demo are there in demo mode alone."""
        routes = [
            Route("/session", guarded(self.who)),
            Route("/session/end", guarded(self.end), methods=["POST"]),
        ]
        if self.officers is not None:
            routes += [
                Route("/session/officers", guarded(self.listed)),
                Route("/session/demo", guarded(self.begin_demo), methods=["POST"]),
            ]
        # Otherwise the workbench's files, which lie at the root, would answer for what is not there.
        return [*routes, Route("/session/{rest:path}", guarded(_refuse_address), methods=["GET", "POST"])]

    async def who(self, request: Request) -> Response:
        """Who is signed in; asking does not count as using the session."""
        try:
            session = self._session(request)
            admitted = await self.service.look(session)
        except Unauthenticated as problem:
            if problem.details.get("reason") == "unknown":
                _note(problem, request)
            told = {"demo": self.officers is not None, "agencies": await self.service.agencies()}
            return _json(told | {"reason": problem.details.get("reason")}, 401)
        return _json(self.service.as_json(session, admitted))

    async def listed(self, _: Request) -> Response:
        """The officers one can act as."""
        return _json(self.officers() if self.officers is not None else [])

    async def begin_demo(self, request: Request) -> Response:
        """Sign in as an invented officer."""
        site = self._own_page(request)
        card = _card(await read(request, MAX_BODY, BODY_SECONDS))
        known = {each["card"]: each["agency"] for each in (self.officers() if self.officers is not None else ())}
        if card not in known:
            raise NotFound("The demo has no officer with that card.", hint="GET /session/officers lists them.")
        session, admitted = await self.service.sign_in(known[card], card, "demo", demo=True)
        response = _json(self.service.as_json(session, admitted))
        self.authenticator.give(site, response, session)
        return response

    async def end(self, request: Request) -> Response:
        """Sign out, also when the session has ended already. A page signs out only the officer that it shows."""
        site, then = self._own_page(request), None
        try:
            session = self._session(request)
        except Unauthenticated:
            pass
        else:
            check_officer(session, request.headers.get(OFFICER))
            await self.service.sign_out(session, "workbench")
            if not session.demo:
                then = await self.provider.leave(session.agency, site.origin)
        response = _json({"next": then})
        site.set(response, COOKIE, "", 0)
        return response

    def _session(self, request: Request) -> Session:
        cookie = request.cookies.get(self._site(request).cookie(COOKIE))
        if cookie is None:
            raise Unauthenticated("This browser is not signed in.", hint="Sign in.")
        return self.service.sessions.read(cookie)

    def _site(self, request: Request) -> WebOrigin:
        return origin_of(self.service.sessions.terms.url, request)

    def _own_page(self, request: Request) -> WebOrigin:
        site = self._site(request)
        site.check_own_page(request)
        return site


def guarded(handler: Handler) -> Handler:
    """The handler, for requests of the hub's own site, with its problems as the hub's usual errors."""

    async def answer(request: Request) -> Response:
        try:
            if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
                raise NotAllowed(
                    "The request comes from a page of another site, and the hub answers its own pages only.",
                    hint="Open the hub's own page.",
                )
            return await handler(request)
        except Unreadable as unreadable:
            return _json({"errors": [failure(unreadable.problem)]}, unreadable.status)
        except LinkageError as problem:
            _note(problem, request)
            return _json({"errors": [failure(problem)]}, status_of(problem))

    return answer


def _note(problem: LinkageError, request: Request) -> None:
    turned_away: TurnedAway = request.app.state.turned_away
    turned_away.note(problem, request)


async def _refuse_address(_: Request) -> Response:
    raise NotFound("There is nothing at this address.", hint="GET /session says who is signed in.")


def _card(body: bytes) -> str:
    try:
        given = orjson.loads(body)
    except ValueError:
        given = None
    card = given.get("card") if isinstance(given, dict) else None
    if not isinstance(card, str):
        raise InvalidArgument("The body does not name a duty card.", hint='Send {"card": "…"}.', argument="card")
    return card


def _json(content: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(content), status_code=status, headers=SESSION, media_type="application/json")
