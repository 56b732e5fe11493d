"""The workbench's pages: `/` and its deep links, one page that lets the hub's own files in and nothing else."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Scope

from hub.operations.documents.trusted import digest
from hub.operations.warming import Known
from hub.serving.pages import Pages
from hub.support.headers import WORKBENCH

_LOG = logging.getLogger("hub.workbench")
#: What its build wrote beside the pages: what everybody asks first.
DOCUMENTS = "documents.json"
#: And the hashes of all that it may ask.
TRUSTED = "trusted.json"
#: The addresses of the workbench by page, as its router reads them too (workbench/app/src/app.tsx); ids are opaque.
ADDRESSES: Mapping[str, Sequence[str]] = json.loads(Path(__file__).with_name("addresses.json").read_text("utf-8"))


def _links(address: str) -> list[str]:
    """The paths of an address, in the hub's way of writing them: one more where its last part may be left out."""
    path = re.sub(r":(\w+)\??", r"{\1}", address)
    return [path.rpartition("/")[0], path] if address.endswith("?") else [path]


LINKS = tuple(link for page in ADDRESSES.values() for address in page for link in _links(address))
#: The page as a file of its folder: under the page's own policy too, not under that of files.
INDEX = "index.html"
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
        pages = [Route(link, self.page) for link in (*LINKS, f"/{INDEX}")]
        return [*pages, Mount("/", _Files(self))]

    async def page(self, _: Request) -> Response:
        """The one page."""
        return await self.page_as(200)

    async def page_as(self, status: int) -> Response:
        """The page with an HTTP status: at an address that is none, it says so itself."""
        try:
            return _html(await asyncio.to_thread((self.folder / INDEX).read_text, "utf-8"), status)
        except (FileNotFoundError, NotADirectoryError):
            return _html(NOT_BUILT, 404)


class _Files(Pages):
    """The files that the page needs; where there is none, a person gets the page, and a program its 404."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(directory=workbench.folder, check_dir=False)
        self._workbench = workbench

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or what stands for one that is not there."""
        try:
            return await super().get_response(path, scope)
        except HTTPException as refused:
            if refused.status_code != 404 or "text/html" not in Headers(scope=scope).get("accept", ""):
                raise
            return await self._workbench.page_as(404)


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


def own_documents(folder: Path) -> frozenset[str]:
    """The hashes of all that the workbench may ask; none where it is not built."""
    try:
        found = json.loads((folder / TRUSTED).read_text("utf-8"))
        return frozenset(each for each in found if isinstance(each, str))
    except FileNotFoundError:
        return frozenset(digest(each.text) for each in known_documents(folder))
    except (OSError, ValueError, TypeError):
        _LOG.warning("what the workbench may ask cannot be read; build it again: make assets")
        return frozenset()


def _html(text: str, status: int = 200) -> Response:
    return Response(text, status_code=status, headers=WORKBENCH, media_type="text/html")
