"""`hub audit verify`: says of each log what it holds, then what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hub.audit.keys import Keys
from hub.audit.self_check import check_all
from hub.audit.signing import verify as good
from hub.audit.verify_standalone import Check
from hub.commands.audit._given import audited_settings, read_object, read_objects
from hub.settings import Settings
from hub.shell import terminal
from schema.errors import LinkageError

EXAMPLES = (
    "hub audit verify",
    "hub audit verify --head head-2026-11.json",
)


def verify(
    head: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="A signed head kept from earlier.")] = None,
    receipt: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="The receipt of an answer.")] = None,
    key: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FINGERPRINT", help=("Fingerprint of a key that you trust; keys that follow it are trusted too.")
        ),
    ] = None,
) -> None:
    """Check every record of every log against the signed heads; exit code 1 where something is wrong."""
    settings = audited_settings()
    keys = Keys(settings.audit_keys_home)
    check = Check(keys.public(), tuple(key or ()), signed=good)
    for path in head or ():
        for each in read_objects(path):
            check.head(f"the kept head {path.name}", each)
    for path in receipt or ():
        check.receipt(f"the receipt {path.name}", read_object(path))
    # Before the log is read, which goes on meanwhile.
    note = terminal.run(_take_remembered(settings, keys, check))
    found = check_all(settings.audit_home, keys, check)
    for name, (size, at) in found.logs.items():
        typer.echo(f"{name}: {size} records, last signed {at or 'never'}")
    if note:
        typer.echo(note)
    for wrong in (*found.wrong, *found.clocks):
        terminal.say(f"✗ {wrong}")
    if found.wrong:
        terminal.say("  → Keep a copy of the directory as it is, then restore it from the backup.")
        raise typer.Exit(terminal.FAILED)
    if found.clocks:
        terminal.say("  → Nothing was removed, changed, moved or inserted. Find out who set the clock.")
        raise typer.Exit(terminal.FAILED)
    typer.echo("✓ Nothing was removed, changed, moved or inserted.")


async def _take_remembered(settings: Settings, keys: Keys, check: Check) -> str:
    """Have the check take the heads that the graph remembers; answers what is to be said of those it cannot take."""
    from hub.audit.remembered_heads import place_of, read
    from hub.embedded.process import running
    from hub.graph.client import Graph

    try:
        endpoint = settings.endpoint or running(settings.data, patience=0)
        async with await Graph.open(endpoint) as graph:
            kept = await read(graph)
    except LinkageError:
        return "The graph does not run: the heads that it remembers were not held against the log."
    place, path, known = place_of(settings.audit_home), str(settings.audit_home.resolve()), keys.public()
    others: list[str] = []
    for each in kept:
        log = each.head["log"]
        if each.place == place or (each.path == path and each.head["key"] in known):
            check.head(f"the head of {log} that the graph remembers", each.head)
        else:
            others.append(f"{log} ({each.place})")
    return f"The graph remembers logs that are not of this directory: {', '.join(others)}" if others else ""
