"""Authenticates requests by bearer token or session cookie. The one place where a request becomes a `Bearer`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from hub.access.client_certificates import only, thumbprint
from hub.errors import AnotherOfficer
from hub.signin.sessions import COOKIE, Session
from hub.signin.web_origin import OFFICER, WebOrigin, origin_of
from hub.support.workbench_header import HEADER

if TYPE_CHECKING:
    from hub.access.callers import Bearer
    from hub.access.tokens import Tokens
    from hub.signin.sessions import Sessions


@dataclass(frozen=True, slots=True)
class Authenticated:
    """The caller of a request, and the renewed session for the browser where one is due."""

    bearer: Bearer
    site: WebOrigin | None = None
    renewed: Session | None = None


@dataclass(frozen=True)
class Authenticator:
    """Tells who sent a request. `certificates`: a trusted proxy passes those of clients."""

    tokens: Tokens
    sessions: Sessions
    certificates: bool = False

    async def authenticate(self, request: Request) -> Authenticated:
        """The caller of a request; raises Unauthenticated, and NotAllowed where another site sent it.

        The tabs of a browser share one cookie: a page that still shows one officer may not ask as the next one.

        An Authorization header counts before a cookie, which browsers send along unasked, and a cookie counts with the
        workbench's header alone.
        """
        headers = request.headers
        if headers.get("authorization") is None and HEADER in headers:
            site = origin_of(self.sessions.terms.url, request)
            cookie = request.cookies.get(site.cookie(COOKIE))
            if cookie is not None:
                site.check_own_page(request)
                session = self.sessions.read(cookie)
                check_officer(session, headers.get(OFFICER))
                return Authenticated(session.bearer, site, self.sessions.renewed(session))
        shown = thumbprint(only(headers.getlist("client-cert"))) if self.certificates else None
        return Authenticated(await self.tokens.bearer(headers.get("authorization"), shown))

    def leave(self, entered: Authenticated, response: Response) -> Response:
        """The response, with the renewed session where one is due."""
        if entered.renewed is not None and entered.site is not None:
            self.give(entered.site, response, entered.renewed)
        return response

    def give(self, site: WebOrigin, response: Response, session: Session) -> None:
        """Give the browser a session; it forgets the cookie when it would be worth nothing."""
        site.set(response, COOKIE, self.sessions.cookie(session), self.sessions.terms.idle)


def check_officer(session: Session, named: str | None) -> None:
    """Raise AnotherOfficer where a page names another officer than the session's: `agency/card`, URL-encoded."""
    if named is None or [unquote(each) for each in named.split("/")] == [session.agency, session.card]:
        return
    raise AnotherOfficer(
        "This browser's session belongs to another officer than the one this page shows.",
        hint="Ask GET /session who is signed in now, and show the page as that officer's.",
    )
