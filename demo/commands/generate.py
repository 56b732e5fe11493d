"""`hub generate`: an invented city as files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from demo.city import SIZES, Summary
from demo.city import generate as make
from hub.shell import terminal
from hub.shell.progress import progress
from schema.errors import SetupError

EXAMPLES = (
    "hub generate village /tmp/village",
    "hub generate town /tmp/town --seed 11",
)


def generate(
    size: Annotated[str, typer.Argument(help="village, town, city or province.")],
    out: Annotated[Path, typer.Argument(help="Folder for the files.")],
    seed: Annotated[int, typer.Option(help="Same seed, same bytes.")] = 7,
) -> None:
    """Write an invented city as the agencies' own files, with truth.json that says what is hidden in it."""
    checked_size(size)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise SetupError(f"{out} is not an empty folder.", hint="Name a new folder; nothing is overwritten.")
    there = out.exists()
    try:
        made = write_city(out, size, seed)
    except BaseException as problem:
        # Half a city would only stand in the way of the next try.
        for each in out.iterdir() if there else ():
            each.unlink()
        if not there:
            shutil.rmtree(out, ignore_errors=True)
        if not isinstance(problem, OSError):
            raise
        raise SetupError(
            f"The city's files cannot be written: {problem.strerror}.", hint="Choose a writable folder with space."
        ) from None
    terminal.say(
        f"{made.total:,} rows about {made.people:,} invented people are in {out}; truth.json tells what is hidden."
    )
    terminal.say(f"Load them with: HUB_MODE=demo hub load --city {out}")


def checked_size(size: str) -> str:
    """The size, or SetupError."""
    if size not in SIZES:
        raise SetupError(f"There is no size '{size}'.", hint=f"Use one of {', '.join(SIZES)}.")
    return size


def write_city(out: Path, size: str, seed: int) -> Summary:
    """Write the city, telling progress."""
    terminal.say(f"… Inventing {size} (seed {seed})")
    with progress(one_bar=True) as tell:
        return make(out, size, seed, progress=tell)
