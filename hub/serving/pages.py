"""The files of the web pages: compressed beforehand, kept by browsers, and with the policy that nothing leaves them."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from hub.api.negotiation import coding
from hub.support.headers import PAGE_FILE

#: What workbench/compress.py leaves beside a file, by coding.
SUFFIXES: Mapping[str, str] = {"zstd": ".zst", "gzip": ".gz"}


class Pages(StaticFiles):
    """Serves a folder; each file in the coding that the browser prefers, as far as it lies there."""

    async def check_config(self) -> None:
        """Nothing to check: a folder that nobody has built has no files."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The response for a file; hashed assets may be kept for ever, pages are asked for again."""
        asked = Headers(scope=scope)
        path, found = os.fspath(full_path), coding(asked.get("accept-encoding", ""))
        headers = {**PAGE_FILE, "Cache-Control": "no-cache"}
        if "/assets/" in path:
            headers["Cache-Control"] = "public, max-age=31536000, immutable"
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if found is not None:
            try:
                stat_result = Path(path + SUFFIXES[found]).stat()
            except FileNotFoundError:
                # Too small to be worth it, or of a kind that is compressed in itself.
                pass
            else:
                path += SUFFIXES[found]
                headers["Content-Encoding"] = found
        # Each coding is a file of its own with a tag of its own; ranges are ranges of that file (RFC 9110 §14).
        response: Any = FileResponse(
            path, status_code=status_code, headers=headers, stat_result=stat_result, media_type=kind
        )
        return NotModifiedResponse(response.headers) if self.is_not_modified(response.headers, asked) else response
