"""`hub purpose diff`: what a changed copy of a purpose opens and closes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hub.access.catalogue import PURPOSE, PURPOSES, check
from hub.access.declare import Purpose
from hub.access.difference import difference
from hub.capabilities.catalogue import check_groups
from hub.shell import terminal

#: What `hub purpose diff` answers where the change opens something, so that a build can stop at it.
OPENS = 3
EXAMPLES = (
    "hub purpose diff changed/case_inquiry.py",
    "hub purpose diff new.py && git commit new.py",
)


def diff(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A changed copy of a purpose's file.")],
) -> None:
    """Say what a changed purpose would open and close; exit code 3 where it opens anything, 0 where it does not."""
    purpose = read(file)
    found = difference(PURPOSES.get(purpose.name), purpose)
    for word, sentences in (("opens", found.opens), ("closes", found.closes)):
        for sentence in sentences:
            typer.echo(f"{word}  {sentence}")
    if found.opens:
        terminal.say(f"! {purpose.name} would open {len(found.opens)} things and close {len(found.closes)}.")
        raise typer.Exit(OPENS)
    terminal.say(f"✓ {purpose.name} would open nothing and close {len(found.closes)} things.")


def read(path: Path) -> Purpose:
    """The purpose that a file declares, checked as the catalogue checks its own; raises LinkageError."""
    purpose = PURPOSE.read(path, named=False)
    check(purpose)
    check_groups([purpose])
    return purpose
