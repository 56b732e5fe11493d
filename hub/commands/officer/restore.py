"""`hub officer restore`."""

from __future__ import annotations

import typer

from hub.access.register_writes import ACTIVE
from hub.commands._register import CardOption, ReasonOption, in_register

EXAMPLES = ('hub officer restore 示0102-A-017 --reason "back again"',)


def restore(card: CardOption, reason: ReasonOption) -> None:
    """Let a suspended officer in again."""
    change = {"field": "hub officer restore", "card": card}
    in_register(lambda r: r.state(ACTIVE, card=card, reason=reason), change)
    typer.echo(f"{card} is let in again.")
