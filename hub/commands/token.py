"""`hub token`: the token of a demo officer."""

from __future__ import annotations

import time

import typer

from hub.access.demo import OFFICERS, demo_key, demo_token, officer_of
from hub.commands import shell
from hub.settings import Settings
from loaders.city.register import AGENCIES
from schema.errors import SetupError


def token(card: str) -> None:
    """Print it, and nothing else."""
    settings = Settings.from_env()
    officer = officer_of(card.strip())
    if officer is None:
        names = {agency.code: agency.name for agency in AGENCIES}
        shell.say(f"✗ No demo officer has the card {card!r}. There are:")
        for each in OFFICERS:
            shell.say(f"  {each.card}  {each.name}  {names[each.agency]}")
        raise typer.Exit(shell.MISUSED)
    if not (settings.data / "demo-issuer.json").is_file():
        raise SetupError(
            "No demo was started on this data directory.", hint="Run hub demo first, or name its directory: HUB_DATA=…"
        )
    typer.echo(demo_token(demo_key(settings.data), officer, int(time.time())))
