"""`hub audit prove`: one proof as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hub.audit import proofs
from hub.audit.keys import Keys
from hub.audit.records import Head
from hub.commands.audit._given import audited_settings, home_of, print_json, read_object, read_objects
from hub.shell import terminal
from schema.errors import InvalidArgument

EXAMPLES = (
    "hub audit prove --receipt receipt.json",
    "hub audit prove --log hub-3fa9c2d1 --index 4711",
)


def prove(
    receipt: Annotated[Path | None, typer.Option(metavar="FILE", help="The receipt of an answer.")] = None,
    head: Annotated[Path | None, typer.Option(metavar="FILE", help="A signed head kept from earlier.")] = None,
    log: Annotated[str | None, typer.Option(help="Name of a log, with --index.")] = None,
    index: Annotated[int | None, typer.Option(help="Number of a record in it.")] = None,
) -> None:
    """Print a proof under the last signed head: of a receipt's record, of a record, or that a head still holds."""
    settings = audited_settings()
    if (receipt is not None) + (head is not None) + (log is not None and index is not None) != 1:
        terminal.say("✗ Give a receipt, a head, or a log and an index.")
        raise typer.Exit(terminal.MISUSED)
    if receipt is not None:
        given = read_object(receipt)
        home = home_of(settings, str(given["log"]))
        if not proofs.binds(given, Keys(settings.audit_keys_home).public()):
            raise InvalidArgument(
                "The receipt is not from this hub, or was changed.", hint="Copy the receipt from the answer, unchanged."
            )
        proof = proofs.inclusion(home, int(given["index"]), str(given.get("intent", "")))
        proofs.consistency(home, Head.of(given))
        terminal.say(
            f"✓ Record {proof.index} of {proof.head.log} is the one of the receipt, and the log still holds it."
        )
        print_json(dict(proof.as_json()))
    elif head is not None:
        for each in read_objects(head):
            old = Head.of(each)
            if not proofs.signed(old, Keys(settings.audit_keys_home).public()):
                raise InvalidArgument(
                    "The head is not from this hub, or was changed.", hint="Give the head as hub audit head printed it."
                )
            print_json(proofs.consistency(home_of(settings, old.log), old))
            terminal.say(f"✓ All {old.size} records under that head are where they were.")
    elif log is not None and index is not None:
        print_json(dict(proofs.inclusion(home_of(settings, log), index).as_json()))
