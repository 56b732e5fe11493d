"""The verbs `hub purpose …` as typer reads them; what they do is in `purpose`, loaded when used."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from hub.commands.shell import examples

purpose = typer.Typer(
    no_args_is_help=True,
    help="The purposes one may ask for: what each demands and what it opens. Needs no database.",
    epilog=examples("hub purpose list", "hub purpose show CASE_INQUIRY", "hub purpose diff changed/case_inquiry.py"),
)


class Language(enum.StrEnum):
    """In which language a contract is printed."""

    EN = "en"
    ZH = "zh"
    BOTH = "both"


@purpose.command("list", epilog=examples("hub purpose list"))
def purpose_list() -> None:
    """List the purposes with who may use them and the ground they need."""
    from hub.commands.purpose import list_purposes

    list_purposes()


@purpose.command("show", epilog=examples("hub purpose show CASE_INQUIRY", "hub purpose show CASE_INQUIRY --lang zh"))
def purpose_show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the purpose, as hub purpose list has it.")],
    lang: Annotated[Language, typer.Option(help="en, zh or both.")] = Language.BOTH,
) -> None:
    """Print a purpose as a contract: who, on which law and ground, and every field it shows, masks or hides."""
    from hub.commands.purpose import show

    show(name, lang.value)


@purpose.command(
    "diff", epilog=examples("hub purpose diff changed/case_inquiry.py", "hub purpose diff new.py && git commit new.py")
)
def purpose_diff(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A changed copy of a purpose's file.")],
) -> None:
    """Say what a changed purpose would open and close; exit code 3 where it opens anything, 0 where it does not."""
    from hub.commands.purpose import diff

    diff(file)
