"""The page that says why a sign-in failed, in both languages; no scripts, and nothing of what the provider wrote."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from starlette.responses import Response

from hub.support.headers import PLAIN_PAGE
from schema.errors import LinkageError

_AGAIN = "请返回工作台重新登录。"
_ADMINISTRATORS = "若再次失败，请告知本单位管理人员。"
#: What happened and what to do, by the reason that the error names.
CHINESE: Mapping[str, str] = {
    "state": f"本次登录不是在此浏览器窗口发起的。{_AGAIN}",
    "late": f"登录用时过长。{_AGAIN}",
    "denied": f"本单位登录服务未准许登录。{_AGAIN}",
    "refused": f"本单位登录服务未准许登录。{_AGAIN}",
    "issuer": f"应答并非来自发起登录的登录服务。{_AGAIN}",
    "token": f"本单位登录服务出具的身份凭证未被接受。{_AGAIN}{_ADMINISTRATORS}",
    "unavailable": f"本单位登录服务暂时无法使用，请一分钟后重试。{_ADMINISTRATORS}",
    "agency": "该单位尚未在本系统登记登录服务，请联系本系统管理人员。",
    "register": "您或您所在单位未在本系统登记，或已被停用，请联系本系统管理人员。",
}
_OTHERWISE = f"登录未能完成。{_AGAIN}若再次失败，请将下列代码告知系统管理人员。"

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Linkage Hub · 执行联动</title>
<h1>You are not signed in · <span lang="zh-CN">登录未完成</span></h1>
<p>{message}</p>
<p>{hint}</p>
<p lang="zh-CN">{chinese}</p>
<p><code>{code}</code></p>
<p><a href="/">Back to the workbench · <span lang="zh-CN">返回工作台</span></a></p>
</html>
"""


def failed(problem: LinkageError, status: int) -> Response:
    """The page of a problem, with the code that the officer passes on for help."""
    reason = problem.details.get("reason")
    code = f"{problem.code} {reason}" if reason else problem.code
    text = _PAGE.format(
        message=escape(problem.message),
        hint=escape(problem.hint or ""),
        chinese=CHINESE.get(str(reason), _OTHERWISE),
        code=escape(code),
    )
    return Response(text, status_code=status, headers=PLAIN_PAGE, media_type="text/html")
