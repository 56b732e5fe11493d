"""`hub audit head`: the last signed heads, a line each."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from hub.audit.segments import homes, last_head
from hub.commands.audit._given import audited_settings, home_of

EXAMPLES = (
    "hub audit head > head-2026-11.json",
    "hub audit head --log hub-3fa9c2d1",
)


def head(
    log: Annotated[str | None, typer.Option(help="One log only; default: a line for each.")] = None,
) -> None:
    """Print the last signed head of each log as JSON. Keep it to prove a removal or a change later."""
    settings = audited_settings()
    for home in [home_of(settings, log)] if log else homes(settings.audit_home):
        last = last_head(home)
        if last is not None:
            typer.echo(json.dumps(last, ensure_ascii=False))
