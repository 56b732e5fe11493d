"""`hub officer suspend`."""

from __future__ import annotations

import typer

from hub.access.register_writes import SUSPENDED
from hub.commands._register import CardOption, ReasonOption, in_register

EXAMPLES = ('hub officer suspend 示0102-A-017 --reason "moved away"',)


def suspend(card: CardOption, reason: ReasonOption) -> None:
    """Suspend an officer: from the next request on, the officer is not let in."""
    change = {"field": "hub officer suspend", "card": card}
    in_register(lambda r: r.state(SUSPENDED, card=card, reason=reason), change)
    typer.echo(f"{card} is suspended from the next request on.")
