"""The page that says why a sign-in failed: plain, without scripts, and with nothing of what the provider wrote."""

from __future__ import annotations

from html import escape

from starlette.responses import Response

from hub.support.headers import PLAIN_PAGE
from schema.errors import LinkageError

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Linkage Hub</title>
<h1>You are not signed in · 登录未完成</h1>
<p>{message}</p>
<p>{hint}</p>
<p><code>{code}</code></p>
<p><a href="/">Back to the workbench · 返回工作台</a></p>
</html>
"""


def failed(problem: LinkageError, status: int) -> Response:
    """The page of a problem, with the code that the officer passes on for help."""
    reason = problem.details.get("reason")
    code = f"{problem.code} {reason}" if reason else problem.code
    text = _PAGE.format(message=escape(problem.message), hint=escape(problem.hint or ""), code=escape(code))
    return Response(text, status_code=status, headers=PLAIN_PAGE, media_type="text/html")
