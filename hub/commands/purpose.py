"""`hub purpose …`: purposes listed, written out as contracts, and compared with a changed copy."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import typer

from hub.access.catalogue import PURPOSES, check
from hub.access.contract import EN, ZH, contract_lines
from hub.access.declare import CaseRule, Purpose
from hub.access.difference import difference
from hub.commands import shell
from schema.errors import DeclarationError, InvalidArgument, LinkageError

#: What `hub purpose diff` answers where the change opens something, so that a build can stop at it.
OPENS = 3


def list_purposes() -> None:
    """Print a line for each purpose."""
    for name, purpose in PURPOSES.items():
        needs = purpose.ground.case.value if purpose.ground.case is not CaseRule.NONE else "no case"
        documents = f", {' or '.join(purpose.ground.documents)}" if purpose.ground.documents else ""
        typer.echo(f"{name}  {purpose.zh}{'  (demo mode alone)' if purpose.demo else ''}")
        typer.echo(f"  {purpose.description}")
        typer.echo(f"  Needs: {needs}{documents}")


def show(name: str, language: str) -> None:
    """Print a purpose's contract."""
    purpose = PURPOSES.get(name.strip().upper())
    if purpose is None:
        raise InvalidArgument("There is no purpose of that name.", hint=f"There are: {', '.join(PURPOSES)}.")
    for place, each in enumerate((EN, ZH) if language == "both" else (language,)):
        if place:
            typer.echo()
        for line in contract_lines(purpose, each):
            typer.echo(line)


def diff(path: Path) -> None:
    """Print what a changed copy of a purpose opens and closes; exit code 3 where it opens something."""
    purpose = read(path)
    found = difference(PURPOSES.get(purpose.name), purpose)
    for word, sentences in (("opens", found.opens), ("closes", found.closes)):
        for sentence in sentences:
            typer.echo(f"{word}  {sentence}")
    if found.opens:
        shell.say(f"! {purpose.name} would open {len(found.opens)} things and close {len(found.closes)}.")
        raise typer.Exit(OPENS)
    shell.say(f"✓ {purpose.name} would open nothing and close {len(found.closes)} things.")


def read(path: Path) -> Purpose:
    """The purpose that a file declares, checked as the catalogue checks its own; raises LinkageError."""
    if not path.is_file():
        raise InvalidArgument(f"There is no file {path}.", hint="Name a changed copy of a file of hub/access/purposes.")
    spec = importlib.util.spec_from_file_location("changed_purpose", path)
    if spec is None or spec.loader is None:
        raise InvalidArgument(f"{path.name} is no Python file.", hint="Name it as the original: case_inquiry.py.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except LinkageError:
        raise
    except Exception as problem:
        raise DeclarationError(
            f"{path.name} cannot be read: {type(problem).__name__}: {problem}",
            hint="Mend it and try again.",
        ) from None
    purpose = getattr(module, "PURPOSE", None)
    if not isinstance(purpose, Purpose):
        raise DeclarationError(f"{path.name} declares no PURPOSE.", hint="Write PURPOSE = Purpose(…).")
    check(purpose)
    return purpose
