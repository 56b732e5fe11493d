"""What the intake is measured against: a program that sends hand-written `UNWIND` statements with rows made beforehand.

    python -m benchmarks.intake_bare ROWS

They leave the same nodes, links and properties in an empty graph. The program reads no feed, checks no value, keeps no
word of another feed, and cannot go on where it was stopped. ROWS is a file that `benchmarks.intake` pickled; the
environment names the database as it does for the hub.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neo4j import AsyncGraphDatabase, AsyncManagedTransaction

if TYPE_CHECKING:
    from datetime import date

    from loaders.landing.chunks import Chunk, ChunkWriter, Stamp

ROOT = "Entity"
#: A statement and its parameters.
Said = tuple[str, dict[str, Any]]


def prepared(paths: Sequence[Path], size: int, secret: bytes, seen: date) -> list[list[Said]]:
    """The transactions that write what the files state: a list of statements with their rows for each chunk."""
    # The program that is measured needs none of these.
    from loaders.landing.chunks import ChunkWriter, Stamp
    from loaders.landing.gathering import chunks
    from loaders.landing.jobs import authorities, check
    from loaders.mapping.rows import Mapper
    from loaders.sources import feed_of, sources
    from schema.identity import IdKeys
    from schema.model import MODEL
    from schema.values import Realm

    writer = ChunkWriter(MODEL, IdKeys((secret,)), authorities(sources()))
    found: list[list[Said]] = []
    for path in paths:
        agency, feed = feed_of(sources(), path)
        job = check(agency, feed, path)
        mapper = Mapper(agency, feed, MODEL, Realm.FICTIONAL, job.facts.header)
        stamp = Stamp(job.name, "benchmark", seen)
        found += [list(_writes(c, writer, stamp)) for c in chunks(mapper, job.reader.rows(), 0, size)]
    return found


def _writes(chunk: Chunk, writer: ChunkWriter, stamp: Stamp) -> Iterator[Said]:
    said = {
        "source": stamp.feed,
        "batch": stamp.batch,
        "asserted": [f"{stamp.feed}@{stamp.batch}"],
        "firstSeen": stamp.seen,
        "lastSeen": stamp.seen,
    }
    for group, known in chunk.nodes():
        rows = writer.nodes(group, known, stamp).parameters["rows"]
        yield _node(group.entity), {"rows": [_row(row, ("key",)) for row in rows], "said": said}
    for kind, links in chunk.links():
        rows = writer.links(kind, links, stamp).parameters["rows"]
        yield _link(kind.kind), {"rows": [_row(row, ("source", "target", "key")) for row in rows], "said": said}


def _row(row: dict[str, Any], ends: tuple[str, ...]) -> dict[str, Any]:
    """What tells it apart, and its properties; those it does not have would take another feed's away."""
    props = {name: value for name, value in row.items() if name not in ends and value is not None}
    return {**{name: row[name] for name in ends}, "props": props}


def _node(entity: str) -> str:
    from schema.model import MODEL

    labels = "".join(f":{label}" for label in MODEL.labels(entity) if label != ROOT)
    return f"UNWIND $rows AS row\nMERGE (n:{ROOT} {{key: row.key}})\nSET n{labels}, n += row.props, n += $said"


def _link(kind: str) -> str:
    return (
        f"UNWIND $rows AS row\nMATCH (a:{ROOT} {{key: row.source}})\nMATCH (b:{ROOT} {{key: row.target}})\n"
        f"MERGE (a)-[r:{kind} {{key: row.key}}]->(b)\nSET r += row.props, r += $said"
    )


async def write(transactions: list[list[Said]]) -> None:
    """One managed transaction a chunk."""

    async def work(transaction: AsyncManagedTransaction, writes: list[Said]) -> None:
        for text, params in writes:
            await (await transaction.run(text, dict(params))).consume()

    auth = (os.environ["NEO4J_USER"], os.environ["NEO4J_PASSWORD"])
    async with (
        AsyncGraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth) as driver,
        driver.session(database=os.environ["NEO4J_DATABASE"]) as session,
    ):
        for writes in transactions:
            await session.execute_write(work, writes)


if __name__ == "__main__":
    asyncio.run(write(pickle.loads(Path(sys.argv[1]).read_bytes())))  # noqa: S301 - benchmarks.intake made it
