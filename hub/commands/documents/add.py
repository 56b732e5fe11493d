"""`hub documents add`: checks the document in a file as the API would, and registers it."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer
from graphql import GraphQLError, validate

from hub.api.schema import build_api
from hub.operations.documents.trusted import Document, TrustedDocuments
from hub.operations.protection import protection_of
from hub.settings import Settings
from hub.shell import terminal
from hub.support.clock import china_now
from schema.errors import InvalidArgument


def add(
    file: Annotated[Path, typer.Argument(help="File with one GraphQL document.")],
    name: Annotated[str | None, typer.Option(help="Name of the document; default: the file's name.")] = None,
) -> None:
    """Register a document, and print the identifier that clients send as documentId."""
    settings = Settings.from_env()
    text = _text(file)
    _check(text, settings)
    made = Document.of(text, name or file.stem, _user(), china_now().isoformat(timespec="seconds"))
    added = TrustedDocuments(settings.data).add(made)
    terminal.say(f"{'✓ registered' if added else '✓ registered already'}: {made.name}")
    typer.echo(f"sha256:{made.sha256}")


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
