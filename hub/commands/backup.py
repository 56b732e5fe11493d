"""`hub backup`: graph, audit log, keys and documents together, in one sealed file."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from hub.audit.journal import Journal
from hub.audit.records import moment
from hub.backup import graph_rows, register_mirror
from hub.backup.archive import ArchiveWriter, create_archive
from hub.backup.audit_files import pieces
from hub.commands._sealed import MANIFEST, recorded_verb, settings_and_passphrase, summary
from hub.graph import mode
from hub.graph.client import Graph
from hub.migration.versions import VERSION
from hub.settings import Settings
from hub.shell import database, terminal
from hub.shell.recording import now, with_journal

#: Of the data directory; the database's own files and what can be made again are not among them. Keys that seal
#: sessions are left out on purpose: with new ones, no session that has ended comes back.
_FILES = ("documents.jsonl", "demo-issuer.json")
EXAMPLES = ("hub backup /mnt/backups/2026-11-30.hub",)


def backup(file: Annotated[Path, typer.Argument(help="File to write.")]) -> None:
    """Write graph, audit log, keys and documents into one encrypted file; hubs may keep running."""
    settings, passphrase = settings_and_passphrase()

    async def work(journal: Journal) -> Counter[str]:
        async with await Graph.open(endpoint) as graph:
            await database.check_version(graph)
            return await recorded_verb(journal, "backup", lambda: _write(settings, graph, file, passphrase))

    with database.opened(settings) as endpoint:
        counts = with_journal(settings, work)
    typer.echo(summary(file, counts))
    terminal.say(
        "  → Keep it and its passphrase (HUB_BACKUP_KEY) in different places. Without the passphrase it is lost."
    )


async def _write(settings: Settings, graph: Graph, file: Path, passphrase: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    state = await graph.ask_one(mode.STATE, {}, operation="backup.state") or {}
    about = {
        "made": moment(now()),
        "schema": VERSION,
        "demo": bool(state.get("demo")),
        "graph": await register_mirror.of_graph(graph),
    }
    await register_mirror.mirror(graph, settings.audit_home)
    with create_archive(file, passphrase) as archive:
        archive.add(MANIFEST, json.dumps(about).encode())
        for name in _FILES:
            if (settings.data / name).is_file():
                archive.add(f"data/{name}", (settings.data / name).read_bytes())
                counts["files"] += 1
        for path in sorted(settings.audit_keys_home.glob("*")):
            if path.name == "keys.json" or path.suffix == ".key":
                archive.add(f"keys/{path.name}", path.read_bytes())
                counts["keys"] += 1
        async for kind, chunk in graph_rows.read(graph):
            counts["chunks"] += 1
            counts[kind] += chunk.count(b"\n")
            archive.add(f"graph/{counts['chunks']:06}-{kind}", chunk)
        # After the graph: of all that is in it, the log has what was asked and changed.
        _write_logs(settings, archive, counts)
        archive.add("end.json", json.dumps(counts).encode())
    return counts


def _write_logs(settings: Settings, archive: ArchiveWriter, counts: Counter[str]) -> None:
    sizes, found = pieces(settings.audit_home)
    counts["logs"], counts["records"] = len(sizes), sum(sizes.values())
    for piece in found:
        if piece.data is None:
            archive.add_start(f"audit/{piece.name}", piece.path, piece.size)
        else:
            archive.add(f"audit/{piece.name}", piece.data)
