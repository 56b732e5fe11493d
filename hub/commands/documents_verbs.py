"""The verbs `hub documents …` as typer reads them; what they do is in `documents`, loaded when used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hub.commands.shell import examples

documents = typer.Typer(
    help="Trusted documents: the operations that run where HUB_TRUSTED_DOCUMENTS=required.",
    epilog=examples(
        "hub documents add debtor.graphql --name debtor",
        "hub documents list",
        "hub documents remove debtor",
    ),
    no_args_is_help=True,
)


@documents.command("add")
def documents_add(
    file: Annotated[Path, typer.Argument(help="File with one GraphQL document.")],
    name: Annotated[str | None, typer.Option(help="Name to know it by; default: the file's.")] = None,
) -> None:
    """Register a document, and print the identifier that clients send as documentId."""
    from hub.commands.documents import add

    add(file, name)


@documents.command("list")
def documents_list(json: Annotated[bool, typer.Option(help="Print JSON lines, with the texts.")] = False) -> None:
    """Print the registered documents."""
    from hub.commands.documents import listing

    listing(json)


@documents.command("remove")
def documents_remove(which: Annotated[str, typer.Argument(help="Name or identifier.")]) -> None:
    """Withdraw a document; running hubs refuse it from the next request on."""
    from hub.commands.documents import remove

    remove(which)
