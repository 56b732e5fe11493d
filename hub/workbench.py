"""The workbench's pages: `/` and its deep links, one page with the strictest policy that its libraries live with."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from hub.api.warming import Known
from hub.pages import Pages

_LOG = logging.getLogger("hub.workbench")
#: What its build wrote beside the pages: what everybody asks first.
DOCUMENTS = "documents.json"
#: What the workbench itself shows; the ids in its addresses are opaque.
LINKS = ("/", "/entity/{id}", "/graph", "/graph/{id}", "/flags", "/search")
#: Stands in the page where this answer's nonce belongs (Vite: `html.cspNonce`).
NONCE = "__LINKAGE_NONCE__"
#: Nothing but the hub's own files runs, nothing is sent elsewhere, nobody frames it. Styles: see `_policy`.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), "
        "publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"
    ),
    "Cache-Control": "no-store",
}
NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Linkage Hub</title>
<h1>The workbench is not built</h1>
<p>The hub answers, but the pages of its workbench are not there. Build them with <code>make assets</code>,
then load this page again. Until then: <a href="/graphiql/">GraphiQL</a>.</p>
<p lang="zh-CN">工作台页面尚未构建。请运行 <code>make assets</code> 后刷新本页；在此之前可使用
<a href="/graphiql/">GraphiQL</a>。</p>
</html>
"""


@dataclass(frozen=True)
class Workbench:
    """The pages in a folder, as `make assets` left them there."""

    folder: Path

    def routes(self) -> list[BaseRoute]:
        """The page for each of its addresses, and the files it needs, at the root: to be named last."""
        pages = [Route(link, self.page) for link in LINKS]
        return [*pages, Mount("/", Pages(directory=self.folder, check_dir=False))]

    async def page(self, _: Request) -> Response:
        """The one page, with a nonce of its own for what it styles."""
        try:
            text = await asyncio.to_thread((self.folder / "index.html").read_text, "utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return _html(NOT_BUILT, _policy(None), 404)
        if NONCE not in text:
            return _html(text, _policy(None))
        nonce = secrets.token_urlsafe(16)
        return _html(text.replace(NONCE, nonce), _policy(nonce))


def known_documents(folder: Path) -> list[Known]:
    """What the workbench asks first; none where it is not built."""
    try:
        found = json.loads((folder / DOCUMENTS).read_text("utf-8"))
        return [Known(each["text"], tuple(each.get("examples", ()))) for each in found]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, KeyError):
        # Nobody waits for it; the workbench answers without.
        _LOG.warning("the workbench's questions cannot be read; build it again: make assets")
        return []


def _policy(nonce: str | None) -> str:
    """The policy of a page; where it carries nonces, no element without one styles anything.

    Ant Design writes its styles while it runs, with the nonce it is told. The graph engine and Ant Design set single
    `style` attributes, which no nonce can allow. A page without nonces was built to need neither.
    """
    if nonce is None:
        return POLICY.format(styles="'self' 'unsafe-inline'")
    return POLICY.format(
        styles=f"'self' 'nonce-{nonce}'; style-src-elem 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'"
    )


def _html(text: str, policy: str, status: int = 200) -> Response:
    headers = {**ALWAYS, "Content-Security-Policy": policy}
    return Response(text, status_code=status, headers=headers, media_type="text/html")
