"""`hub purpose list`: a line for each purpose, and what it needs."""

from __future__ import annotations

import typer

from hub.access.catalogue import PURPOSES

EXAMPLES = ("hub purpose list",)


def list_() -> None:
    """List the purposes with who may use them and the ground they need."""
    for name, purpose in PURPOSES.items():
        ground = purpose.ground
        documents = f" Documents: {' or '.join(ground.documents)}." if ground.documents else ""
        typer.echo(f"{name}  {purpose.zh}{'  (demo mode alone)' if purpose.demo else ''}")
        typer.echo(f"  {purpose.description}")
        typer.echo(f"  Ground: {ground.case.meaning.text}{documents}")
