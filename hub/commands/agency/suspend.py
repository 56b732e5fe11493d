"""`hub agency suspend`."""

from __future__ import annotations

import typer

from hub.access.register_writes import SUSPENDED
from hub.commands._register import CodeOption, ReasonOption, in_register

EXAMPLES = ('hub agency suspend 示0102 --reason "keys lost"',)


def suspend(code: CodeOption, reason: ReasonOption) -> None:
    """Suspend an agency: from the next request on, none of its officers is let in."""
    change = {"field": "hub agency suspend", "agency": code}
    in_register(lambda r: r.state(SUSPENDED, code=code, reason=reason), change)
    typer.echo(f"{code} is suspended from the next request on.")
