"""Where browsers reach the hub, what its cookies are called there, and whether a request comes from its own pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from hub.access.safe_urls import LOOPBACK
from hub.errors import NotAllowed
from hub.support.workbench_header import HEADER

#: Which officer a page of the hub shows as signed in: its tabs share one session, which may be another's by now.
OFFICER = "linkage-officer"
#: Where providers send officers back to.
CALLBACK = "/session/callback"
_FROM_THE_WORKBENCH = "Sessions are for the hub's own pages; other programs send a bearer token."


@dataclass(frozen=True, slots=True)
class WebOrigin:
    """The address of a hub in browsers: its origin, and whether it is reached through TLS."""

    origin: str

    @property
    def secure(self) -> bool:
        """Whether cookies may ask for TLS; only a hub on this very machine does without."""
        return self.origin.startswith("https://")

    def cookie(self, name: str) -> str:
        """The name of a cookie; the prefix makes browsers refuse it from neighbouring hosts and without TLS."""
        return f"__Host-{name}" if self.secure else name

    def set(
        self, response: Response, name: str, value: str, seconds: int, same_site: Literal["lax", "strict"] = "strict"
    ) -> None:
        """Give the browser a cookie that no script reads; with nothing in it, take it away."""
        response.set_cookie(
            self.cookie(name),
            value,
            max_age=seconds if value else 0,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite=same_site,
        )

    def check_own_page(self, request: Request) -> None:
        """Raise NotAllowed where a request was not sent by a script of the hub's own pages."""
        headers = request.headers
        origin = headers.get("origin")
        if headers.get(HEADER) != "1":
            raise NotAllowed("The request lacks the header Linkage-Workbench: 1.", hint=_FROM_THE_WORKBENCH)
        if headers.get("sec-fetch-site") != "same-origin" or origin not in (None, self.origin):
            raise NotAllowed("The request does not come from the hub's own pages.", hint=_FROM_THE_WORKBENCH)


def origin_of(url: str | None, request: Request) -> WebOrigin:
    """The site that a request was sent to: the one that is set, or else this very machine; raises NotAllowed.

    What the request itself says of its host counts for loopback alone: anybody can write a host there.
    """
    if url is not None:
        return WebOrigin(url)
    host = request.headers.get("host", "")
    try:
        known = urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        known = False
    if not known:
        raise NotAllowed(
            "The hub does not know the address at which browsers reach it.",
            hint="Set HUB_URL to that address, such as https://hub.example.",
        )
    return WebOrigin(f"http://{host}")
