"""`hub officer add`: registers an officer with roles."""

from __future__ import annotations

from typing import Annotated

import typer

from hub.commands._register import CardOption, From, Roles, Until, days, in_register

EXAMPLES = (
    "hub officer add 示0102-A-017 --agency 示0102 --name 孙法官 --role JUDGE",
    "hub officer add 示01-X-002 --agency 示01 --name 安如山 --role SECURITY_ADMINISTRATOR",
)


def add(
    card: CardOption,
    agency: Annotated[str, typer.Option(help="Code of the agency.")],
    name: Annotated[str, typer.Option(help="Name of the officer.")],
    role: Roles,
    valid_from: From = None,
    valid_until: Until = None,
) -> None:
    """Register an officer of a registered agency with roles, or replace the registration; the state stays."""
    begin, end = days(valid_from, valid_until)
    change = {"field": "hub officer add", "agency": agency, "card": card}
    in_register(lambda r: r.officer(card, agency, name, role, valid_from=begin, valid_until=end), change)
    typer.echo(f"{card} is registered with {agency}: {', '.join(sorted(set(role)))}.")
