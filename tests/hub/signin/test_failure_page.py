"""The page of a failed sign-in says in both languages what happened and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hub.errors import AuditUnavailable, SignInFailed
from hub.signin.failure_page import CHINESE, failed

SIGN_IN = Path(__file__).parents[3] / "hub" / "signin"
#: Reasons of a sign-in at a provider; sessions and logouts name others.
MODULES = ("oidc", "id_tokens", "provider_http", "providers", "client_proofs", "provider_routes")
REASONS = sorted(
    {
        reason
        for module in MODULES
        for found in re.findall(r'reason="(\w+)"|reason = "(\w+)"', (SIGN_IN / f"{module}.py").read_text("utf-8"))
        for reason in found
        if reason
    }
)


def page(problem: SignInFailed | AuditUnavailable) -> str:
    return bytes(failed(problem, 403).body).decode("utf-8")


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_is_said_in_both_languages(reason: str) -> None:
    shown = page(SignInFailed("The sign-in took too long.", hint="Sign in <again>.", reason=reason))

    assert CHINESE[reason] in shown
    assert "The sign-in took too long." in shown
    assert "Sign in &lt;again&gt;." in shown
    assert f"SIGN_IN_FAILED {reason}" in shown


def test_any_other_problem_has_a_code_to_pass_on() -> None:
    shown = page(AuditUnavailable("The audit log cannot be written.", hint="Ask again later."))

    assert "AUDIT_UNAVAILABLE" in shown
    assert "请将下列代码告知系统管理人员" in shown
