"""`hub restore`: brings back what `hub backup` wrote, while no hub runs, and says what did not come back."""

from __future__ import annotations

import contextlib
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from hub.audit.journal import Journal
from hub.audit.key_succession import nobody_writes
from hub.backup import graph_rows, register_mirror
from hub.backup.archive import open_archive
from hub.backup.audit_files import BackedUpKeys, BackedUpLogs
from hub.commands._sealed import recorded_verb, settings_and_passphrase, summary
from hub.errors import MigrationError
from hub.graph.client import Graph
from hub.migration.versions import VERSION
from hub.settings import Settings
from hub.shell import database, terminal
from hub.shell.recording import now, with_journal
from hub.signin.session_keys import KeyFile
from schema.errors import LinkageError

EXAMPLES = ("hub restore /mnt/backups/2026-11-30.hub", "hub restore 2026-11-30.hub --replace")


def restore(
    file: Annotated[Path, typer.Argument(help="What 'hub backup' wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Delete what is in the graph first.")] = False,
    as_of_backup: Annotated[
        bool,
        typer.Option("--register-as-of-backup", help="Use the register of the backup, where no newer one is known."),
    ] = False,
) -> None:
    """Restore a backup. Stop all hubs first. Suspensions since the backup stay, and all sessions end."""
    settings, passphrase = settings_and_passphrase()
    nobody_writes(settings.audit_home)

    async def work() -> tuple[dict[str, Any], Counter[str], list[str]]:
        async with await Graph.open(endpoint) as graph:
            if replace:
                # What is to be replaced knows best who may ask, as far as it can still be read.
                with contextlib.suppress(LinkageError):
                    await database.check_version(graph)
                    await register_mirror.mirror(graph, settings.audit_home)
            about, counts = await _read(settings, graph, members, replace=replace)
            return about, counts, await _register(settings, graph, about, as_of_backup=as_of_backup)

    with open_archive(file, passphrase) as members, database.opened(settings, share=False) as endpoint:
        about, counts, said = terminal.run(work())
    if settings.session_keys_file.exists():
        KeyFile(settings.session_keys_file).rotate(int(time.time()), end=True)

    async def note(journal: Journal) -> None:
        async def nothing() -> Counter[str]:
            return counts

        await recorded_verb(journal, "restore", nothing)

    with_journal(settings, note)
    typer.echo(f"Restored what was backed up at {about['made']}: {summary(file, counts)}")
    for each in ("All sessions have ended.", *said):
        terminal.say(f"  → {each}")


async def _read(
    settings: Settings, graph: Graph, members: Iterator[tuple[str, IO[bytes]]], *, replace: bool
) -> tuple[dict[str, Any], Counter[str]]:
    _, first = next(members)
    about: dict[str, Any] = json.loads(first.read())
    if about["schema"] > VERSION:
        raise MigrationError(
            f"The backup is of schema version {about['schema']}; this hub knows {VERSION}.",
            hint="Restore it with a hub of that version.",
        )
    filling, audit = graph_rows.Refilling(graph), BackedUpLogs(settings.audit_home)
    counts: Counter[str] = Counter()
    kept: dict[str, dict[str, bytes]] = {"data": {}, "keys": {}}
    keys = BackedUpKeys(settings.audit_keys_home, kept["keys"])
    begun = False
    for name, content in members:
        place, _, rest = name.partition("/")
        if place in kept:
            kept[place][rest] = content.read()
        elif place == "graph":
            if not begun:
                # All keys have come by now; where they do not fit, nothing is touched.
                keys.check()
                await filling.begin(replace=replace)
                begun = True
            await filling.take(rest.partition("-")[2], content.read())
        elif place == "audit":
            audit.take(rest, iter(lambda part=content: part.read(1 << 20), b""))  # type: ignore[misc]  # bound to each
    await filling.finish()
    keys.put()
    put, stayed = audit.finish(about["made"])
    for name, data in kept["data"].items():
        if replace or not (settings.data / name).exists():
            _write_private(settings.data / name, data)
            counts["files"] += 1
    counts.update(nodes=filling.nodes, links=filling.links, logs=len(put), keys=len(kept["keys"]))
    if stayed:
        terminal.say(f"… Logs that are there and go at least as far stay: {', '.join(stayed)}")
    return about, counts


async def _register(settings: Settings, graph: Graph, about: dict[str, Any], *, as_of_backup: bool) -> list[str]:
    """Have nobody come back who was sent away since; what is to be said of it."""
    await register_mirror.withdraw(graph, now())
    known = register_mirror.read(settings.audit_home, about["graph"])
    if known is not None:
        said = ["Who may ask, with which roles and keys, is as it was last, not as in the backup."]
        if known.at > about["made"]:
            missing = await register_mirror.overlay(graph, known)
            if missing:
                said.append(f"Registered after the backup, so register again: {', '.join(missing)}")
        return said
    if as_of_backup or about["demo"]:
        return [f"Who may ask is as it was at {about['made']}: suspend again who was suspended since."]
    held = await register_mirror.hold(graph, about["made"], now())
    await register_mirror.mirror(graph, settings.audit_home)
    return [
        "What was suspended since the backup is not known here, so no agency may ask until somebody has looked:",
        *(f"hub agency restore {code} --reason …" for code in held),
    ]


def _write_private(path: Path, data: bytes) -> None:
    from hub.support.disk import Disk

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    Disk().create(path, data)
