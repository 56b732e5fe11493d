"""The graph of one moment as rows, and a graph made from such rows; of any Neo4j, into any other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from typing import Any

from hub.backup import property_json
from hub.graph.client import Graph
from hub.migration.versions import init
from schema.errors import Conflict
from schema.own_nodes import OWN
from schema.statements.own import KeepOwn
from schema.statements.write import At, writing
from schema.touched import EVERYTHING, NOTHING

#: Writers wait for so long at most; a graph that takes longer needs the backup tools of a Neo4j server.
MOST_SECONDS = 3_600.0
#: Bytes of lines that are handed on together.
CHUNK = 4 << 20
#: Rows that one transaction makes.
BATCH = 5_000


def _none_of(labels: Iterable[str]) -> str:
    return " AND ".join(f"NOT n:{label}" for label in labels)


#: The revision log is of the database that wrote it.
_LEFT_OUT = _none_of(node.name for node in OWN.values() if not node.in_backup)
NODES = f"MATCH (n) WHERE {_LEFT_OUT} RETURN elementId(n), labels(n), properties(n)"
LINKS = "MATCH (a)-[r]->(b) RETURN elementId(a), elementId(b), type(r), properties(r)"
HELD = f"MATCH (n) WHERE {_none_of(node.name for node in OWN.values() if node.housekeeping)} RETURN true LIMIT 1"
BEGUN = "MATCH (m:HubMeta {name: 'hub'}) WHERE m.restoring RETURN true"
WIPE = f"MATCH (n) WHERE NOT n:HubMeta AND {_LEFT_OUT} WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS gone"
LINK = """\
UNWIND $rows AS row
MATCH (a) WHERE elementId(a) = row[0]
MATCH (b) WHERE elementId(b) = row[1]
CREATE (a)-[r:`{}`]->(b)
SET r = row[2]"""
_META = ["HubMeta"]


async def read(graph: Graph) -> AsyncIterator[tuple[str, bytes]]:
    """Chunks of lines, each with what it holds: `nodes` first, then `links`; writers wait meanwhile."""
    async with graph.snapshot(MOST_SECONDS) as stream:
        for kind, text in (("nodes", NODES), ("links", LINKS)):
            chunk = bytearray()
            async for found in stream(text):
                chunk += property_json.line(list(found))
                if len(chunk) >= CHUNK:
                    yield kind, bytes(chunk)
                    chunk.clear()
            if chunk:
                yield kind, bytes(chunk)


class Refilling:
    """Makes a graph from the rows of another one. Until `finish`, no hub serves it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.nodes = self.links = 0
        self._ids: dict[str, str] = {}
        self._meta: dict[str, Any] = {}

    async def begin(self, *, replace: bool) -> None:
        """Empty the graph, where it may be; raises Conflict where something is in it that was not to be replaced."""
        begun = await self.graph.ask_one(BEGUN, {}, operation="restore.begun")
        if not begun and not replace and await self.graph.ask_one(HELD, {}, operation="restore.held"):
            raise Conflict(
                "The graph is not empty.",
                hint="Restore into an empty graph (another HUB_DATA, another server), or add --replace: it deletes "
                "what is in this graph.",
            )
        if not begun:
            await init(self.graph)
            begun_now = KeepOwn(At("m", "HubMeta"), {"name": "hub"}, {"restoring": True})
            await self.graph.write([writing(begun_now)], operation="restore")
        while (await self._write(WIPE, {}))[0]["gone"]:
            pass

    async def take(self, kind: str, lines: bytes) -> None:
        """Make what a chunk holds."""
        rows = [property_json.row(each) for each in lines.splitlines()]
        await (self._make_nodes(rows) if kind == "nodes" else self._make_links(rows))

    async def finish(self) -> None:
        """Put the hub's own node in its place, and bring the graph to this hub's version."""
        text, meta = "MATCH (m:HubMeta {name: 'hub'}) SET m = $meta", {**self._meta, "name": "hub"}
        # A hub elsewhere that was not stopped answers by no rights from before.
        await self.graph.write([(text, {"meta": meta})], operation="restore", timeout=120, touched=EVERYTHING)
        await init(self.graph)

    async def _make_nodes(self, rows: Iterable[list[Any]]) -> None:
        alike: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
        for row in rows:
            self.nodes += 1
            if row[1] == _META:
                self._meta = row[2]
            else:
                alike[tuple(row[1])].append(row)
        for labels, those in alike.items():
            text = f"UNWIND $rows AS row CREATE (n{''.join(map(_label, labels))}) SET n = row RETURN elementId(n) AS id"
            for part in _parts(those):
                made = await self._write(text, {"rows": [row[2] for row in part]})
                self._ids.update((row[0], each["id"]) for row, each in zip(part, made, strict=True))

    async def _make_links(self, rows: Iterable[list[Any]]) -> None:
        alike: dict[str, list[list[Any]]] = defaultdict(list)
        for first, second, type_, properties in rows:
            self.links += 1
            alike[type_].append([self._ids[first], self._ids[second], properties])
        for type_, those in alike.items():
            for part in _parts(those):
                await self._write(LINK.format(type_.replace("`", "``")), {"rows": part})

    async def _write(self, text: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        (rows,) = await self.graph.write([(text, parameters)], operation="restore", timeout=120, touched=NOTHING)
        return rows


def _label(name: str) -> str:
    return f":`{name.replace('`', '``')}`"


def _parts(rows: list[list[Any]]) -> Iterable[list[list[Any]]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
