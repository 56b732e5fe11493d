"""Who asks: by a bearer token, or by the session of a browser. The one place where a request becomes a bearer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from hub.access.certificates import thumbprint
from hub.signin.sessions import COOKIE, Session
from hub.signin.site import HEADER, Site, site_of

if TYPE_CHECKING:
    from hub.access.callers import Bearer
    from hub.access.tokens import Tokens
    from hub.signin.sessions import Sessions


@dataclass(frozen=True, slots=True)
class Entered:
    """Who asks, and the session to give the browser anew, where it has been used for a while."""

    bearer: Bearer
    site: Site | None = None
    renewed: Session | None = None


@dataclass(frozen=True)
class Doorway:
    """Tells who sent a request. `certificates`: a trusted proxy passes those of clients."""

    tokens: Tokens
    sessions: Sessions
    certificates: bool = False

    async def enter(self, request: Request) -> Entered:
        """Whoever sent a question; raises Unauthenticated, and NotAllowed where another site sent it.

        An Authorization header counts before a cookie, which browsers send along unasked, and a cookie counts with the
        workbench's header alone.
        """
        headers = request.headers
        if headers.get("authorization") is None and HEADER in headers:
            site = site_of(self.sessions.terms.url, request)
            cookie = request.cookies.get(site.cookie(COOKIE))
            if cookie is not None:
                site.check_own_page(request)
                session = self.sessions.read(cookie)
                return Entered(session.bearer, site, self.sessions.renewed(session))
        shown = thumbprint(headers.get("client-cert")) if self.certificates else None
        return Entered(await self.tokens.bearer(headers.get("authorization"), shown))

    def leave(self, entered: Entered, response: Response) -> Response:
        """The response to whoever entered, with the session given anew where it is due."""
        if entered.renewed is not None and entered.site is not None:
            self.give(entered.site, response, entered.renewed)
        return response

    def give(self, site: Site, response: Response, session: Session) -> None:
        """Give the browser a session; it forgets the cookie when it would be worth nothing."""
        site.set(response, COOKIE, self.sessions.cookie(session), self.sessions.terms.idle)
