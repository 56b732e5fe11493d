"""The page that says why a sign-in failed: plain, without scripts, and with nothing of what the provider wrote."""

from __future__ import annotations

from html import escape

from starlette.responses import Response

from schema.errors import LinkageError

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
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
    """The page of a problem, with its code to tell to whoever can help."""
    reason = problem.details.get("reason")
    code = f"{problem.code} {reason}" if reason else problem.code
    text = _PAGE.format(message=escape(problem.message), hint=escape(problem.hint or ""), code=escape(code))
    return Response(text, status_code=status, headers=HEADERS, media_type="text/html")
