"""`hub purpose show`: a purpose written out as a contract."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from hub.access.catalogue import PURPOSES
from hub.access.contract import EN, ZH, contract_lines
from hub.capabilities.catalogue import GROUPS
from schema.errors import InvalidArgument


class Language(enum.StrEnum):
    """In which language a contract is printed."""

    EN = "en"
    ZH = "zh"
    BOTH = "both"


EXAMPLES = (
    "hub purpose show CASE_INQUIRY",
    "hub purpose show CASE_INQUIRY --lang zh",
)


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the purpose, as hub purpose list has it.")],
    lang: Annotated[Language, typer.Option(help="en, zh or both.")] = Language.BOTH,
) -> None:
    """Print a purpose as a contract: who, on which law and ground, and every field it shows, masks or hides."""
    purpose = PURPOSES.get(name.strip().upper())
    if purpose is None:
        raise InvalidArgument("There is no purpose with that name.", hint=f"There are: {', '.join(PURPOSES)}.")
    words = {name: (group.en, group.zh) for name, group in GROUPS.items()}
    for place, each in enumerate((EN, ZH) if lang is Language.BOTH else (lang.value,)):
        if place:
            typer.echo()
        for line in contract_lines(purpose, each, words):
            typer.echo(line)
