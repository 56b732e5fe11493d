"""`hub agency restore`."""

from __future__ import annotations

import typer

from hub.access.register_writes import ACTIVE
from hub.commands._register import CodeOption, ReasonOption, in_register

EXAMPLES = ('hub agency restore 示0102 --reason "new keys"',)


def restore(code: CodeOption, reason: ReasonOption) -> None:
    """Let a suspended agency in again."""
    change = {"field": "hub agency restore", "agency": code}
    in_register(lambda r: r.state(ACTIVE, code=code, reason=reason), change)
    typer.echo(f"{code} is let in again.")
