"""`hub officer roles`: replaces the roles of an officer."""

from __future__ import annotations

import typer

from hub.commands._register import CardOption, Roles, in_register

EXAMPLES = ("hub officer roles 示0102-A-017 --role JUDGE --role BUREAU_CHIEF",)


def roles(card: CardOption, role: Roles) -> None:
    """Replace the roles of an officer by those given."""
    in_register(lambda r: r.roles(card, role), {"field": "hub officer roles", "card": card})
    typer.echo(f"{card} holds: {', '.join(sorted(set(role)))}.")
