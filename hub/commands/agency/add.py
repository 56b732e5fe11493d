"""`hub agency add`: registers an agency, or replaces what is registered of it."""

from __future__ import annotations

from typing import Annotated

import typer

from hub.commands._register import CodeOption, From, Until, days, in_register
from hub.shell import terminal

EXAMPLES = (
    "hub agency add 示0102 --name 示范区人民法院 --kind COURT --division 990102",
    "hub agency add 9901GA --name 示范市公安局 --kind POLICE --division 9901 --valid-until 2027-12-31",
)


def add(
    code: CodeOption,
    name: Annotated[str, typer.Option(help="Name of the agency.")],
    kind: Annotated[str, typer.Option(help="Kind of agency, such as COURT or BANK.")],
    division: Annotated[str, typer.Option(help="Division code that the agency is competent for.")],
    valid_from: From = None,
    valid_until: Until = None,
) -> None:
    """Register an agency, or replace its registration; its keys, state and officers stay."""
    begin, end = days(valid_from, valid_until)
    change = {"field": "hub agency add", "agency": code}
    new = in_register(lambda r: r.agency(code, name, kind, division, valid_from=begin, valid_until=end), change)
    typer.echo(f"{code} is registered." if new else f"{code} was registered already; it is changed.")
    if new:
        terminal.say(f"  → Its tokens are taken once it has keys: hub agency keys {code} --issuer URL --jwks FILE")
