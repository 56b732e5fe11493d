"""`hub documents`: the operations that partners may run where only registered ones do."""

from __future__ import annotations

import getpass
import json as jsonlib
from dataclasses import asdict
from pathlib import Path

import typer
from graphql import GraphQLError, validate

from hub.api.protection import protection_of
from hub.api.schema import build_api
from hub.api.trusted import Document, TrustedDocuments
from hub.app import china_now
from hub.commands import shell
from hub.settings import Settings
from schema.errors import InvalidArgument


def add(file: Path, name: str | None) -> None:
    """Check the document in a file as the API would, and register it."""
    settings = Settings.from_env()
    text = _text(file)
    _check(text, settings)
    made = Document.of(text, name or file.stem, _user(), china_now().isoformat(timespec="seconds"))
    added = TrustedDocuments(settings.data).add(made)
    shell.say(f"{'✓ registered' if added else '✓ registered already'}: {made.name}")
    typer.echo(f"sha256:{made.sha256}")


def listing(json: bool) -> None:
    """Print what is registered, oldest first."""
    for each in TrustedDocuments(Settings.from_env().data).documents().values():
        if json:
            typer.echo(jsonlib.dumps(asdict(each), ensure_ascii=False))
        else:
            typer.echo(f"sha256:{each.sha256}  {each.name}  ({each.added_at}, {each.added_by})")


def remove(which: str) -> None:
    """Withdraw a document."""
    gone = TrustedDocuments(Settings.from_env().data).remove(which)
    shell.say(f"✓ removed: {gone.name}")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InvalidArgument(
            f"The file {file.name} cannot be read as UTF-8 text.", hint="Name a file with one GraphQL document."
        ) from None


def _check(text: str, settings: Settings) -> None:
    try:
        document = protection_of(settings).document.parse(text)
        errors = validate(build_api(settings.realm).graphql, document, max_errors=5)
    except GraphQLError as problem:
        errors = [problem]
    if errors:
        where = errors[0].locations or []
        at = f" (line {where[0].line}, column {where[0].column})" if where else ""
        raise InvalidArgument(
            f"The document is not valid{at}: {errors[0].message}", hint="Correct it; hub sdl prints the schema."
        )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # Containers run under numbers that have no name.
        return "unknown"
