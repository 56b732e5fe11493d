"""`hub documents list`: what is registered, oldest first."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from hub.operations.documents.trusted import TrustedDocuments
from hub.settings import Settings


def list_(as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines, with the texts.")] = False) -> None:
    """Print the registered documents."""
    for each in TrustedDocuments(Settings.from_env().data).documents().values():
        if as_json:
            typer.echo(json.dumps(asdict(each), ensure_ascii=False))
        else:
            typer.echo(f"sha256:{each.sha256}  {each.name}  ({each.added_at}, {each.added_by})")
