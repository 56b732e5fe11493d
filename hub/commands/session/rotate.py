"""`hub session rotate`: a new version of the key that seals sessions, and what becomes of those that are there."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from hub.settings import Settings
from hub.shell import terminal
from hub.signin.session_keys import AHEAD_SECONDS, LOOK_SECONDS, KeyFile

EXAMPLES = (
    "hub session rotate",
    "hub session rotate --end",
)


def rotate(
    end: Annotated[bool, typer.Option("--end", help="End all sessions: the old key may be known.")] = False,
) -> None:
    """Make a new version of the key that seals sessions; running hubs take it within seconds, and no id changes."""
    settings = Settings.from_env()
    made = KeyFile(settings.session_keys_file).rotate(int(time.time()), end=end)
    if end:
        typer.echo(f"Version {made.version} seals sessions. All others end within {LOOK_SECONDS:.0f} seconds.")
    else:
        typer.echo(f"Version {made.version} seals sessions in {AHEAD_SECONDS} seconds. Those that are there go on.")
    terminal.say(f"  → Hubs on other machines need the same file: {settings.session_keys_file}")
