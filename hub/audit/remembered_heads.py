"""The graph remembers the last head of each log: a log that is deleted or cut back with its directory is missed."""

from __future__ import annotations

import asyncio
import json
import logging
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hub.audit.proofs import consistency
from hub.audit.records import Head
from hub.audit.segments import homes, last_head
from hub.errors import AuditDamaged
from schema.errors import LinkageError, NotFound
from schema.statements.own import KeepOwn
from schema.statements.write import At, Found, Read, writing

if TYPE_CHECKING:
    from hub.graph.client import Graph

_LOG = logging.getLogger("hub.audit")
#: How long a head may wait until the graph knows it.
SECONDS = 60.0
READ = "MATCH (kept:AuditHead) RETURN kept.place AS place, kept.head AS head"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A head that the graph remembers, and of which directory on which machine it is."""

    place: str
    head: dict[str, Any]

    @property
    def path(self) -> str:
        """The directory, on whatever machine."""
        return self.place.partition(":")[2]


def place_of(directory: Path) -> str:
    """The machine and the directory: hubs over one graph may keep logs in several."""
    return f"{platform.node()}:{directory.resolve()}"


async def read(graph: Graph) -> list[Remembered]:
    """All heads that the graph remembers."""
    rows = await graph.ask(READ, {}, operation="audit.remembered")
    return [Remembered(row["place"], json.loads(row["head"])) for row in rows]


async def remember(graph: Graph, directory: Path) -> list[str]:
    """Have the graph remember the last heads; answers the logs that do not continue what it remembered.

    Those stay remembered as they were.
    """
    place = place_of(directory)
    known = {each.head["log"]: each.head for each in await read(graph) if each.place == place}
    missed, new = await asyncio.to_thread(_held, directory, known)
    if new:
        heads = [{"log": head["log"], "place": place, "text": json.dumps(head)} for head in new]
        key = {"log": Found("head.log"), "place": Found("head.place")}
        write = writing(
            Read("UNWIND $heads AS head"),
            KeepOwn(At("kept", "AuditHead"), key, {"head": Found("head.text")}),
            parameters={"heads": heads},
        )
        await graph.write([write], operation="audit.remember")
    return missed


async def keep_remembering(graph: Graph, directory: Path) -> None:
    """Remember again and again; says once of each log that it is not what it was."""
    told: set[str] = set()
    while True:
        try:
            missed = await remember(graph, directory)
        except LinkageError as problem:
            _LOG.warning("heads of the audit log were not remembered", extra={"code": problem.code})
        else:
            for log in sorted(set(missed) - told):
                _LOG.error("the audit log is not what the graph remembers; run hub audit verify", extra={"log": log})
            told.update(missed)
        await asyncio.sleep(SECONDS)


def _held(directory: Path, known: dict[str, dict[str, Any]]) -> tuple[list[str], Sequence[dict[str, Any]]]:
    """Which logs do not continue what is known of them, and the heads that are new; reads files."""
    there = {home.name: home for home in homes(directory)}
    missed = [log for log in known if log not in there]
    new = []
    for name, home in there.items():
        old = known.get(name)
        try:
            if old is not None:
                consistency(home, Head.of(old))
            last = last_head(home)
        except (AuditDamaged, NotFound):
            missed.append(name)
        except LinkageError:
            # Another time: its hashes are on their way.
            continue
        else:
            if last is not None and last != old:
                new.append(last)
    return missed, new
