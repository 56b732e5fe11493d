"""`hub officer list`: officers, of all agencies or of one."""

from __future__ import annotations

from typing import Annotated

import typer

from hub.commands._register import JsonOption, in_register, print_rows

EXAMPLES = (
    "hub officer list --agency 示0102",
    "hub officer list --json",
)


def list_(
    agency: Annotated[str | None, typer.Option(help="Only officers of this agency.")] = None, json: JsonOption = False
) -> None:
    """List the registered officers with their roles and state."""
    print_rows(in_register(lambda r: r.officers(agency)), ("card", "agency", "name", "roles", "state"), json)
