"""`hub documents remove`: withdraws a document."""

from __future__ import annotations

from typing import Annotated

import typer

from hub.operations.documents.trusted import TrustedDocuments
from hub.settings import Settings
from hub.shell import terminal


def remove(which: Annotated[str, typer.Argument(help="Name or identifier.")]) -> None:
    """Withdraw a document; running hubs refuse it from the next request on."""
    gone = TrustedDocuments(Settings.from_env().data).remove(which)
    terminal.say(f"✓ removed: {gone.name}")
