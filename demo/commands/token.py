"""`hub token`: the token of a demo officer."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from demo.city.register import AGENCIES
from demo.officers import OFFICERS, demo_key, demo_token, officer_of
from hub.settings import Settings
from hub.shell import terminal
from schema.errors import SetupError

EXAMPLES = (
    "hub token 示0102-A-017",
    'curl -H "Authorization: Bearer $(hub token GJJ-0007)" …',
)


def token(card: Annotated[str, typer.Argument(help="Card number of a demo officer.")]) -> None:
    """Print the token of a demo officer, and nothing else; it is valid for a day."""
    settings = Settings.from_env()
    officer = officer_of(card.strip())
    if officer is None:
        names = {agency.code: agency.name for agency in AGENCIES}
        terminal.say(f"✗ No demo officer has the card {card!r}. There are:")
        for each in OFFICERS:
            terminal.say(f"  {each.card}  {each.name}  {names[each.agency]}")
        raise typer.Exit(terminal.MISUSED)
    if not (settings.data / "demo-issuer.json").is_file():
        raise SetupError(
            "No demo was started on this data directory.", hint="Run hub demo first, or name its directory: HUB_DATA=…"
        )
    typer.echo(demo_token(demo_key(settings.data), officer, int(time.time())))
