"""Intake beside a bare driver loop that runs the same statements with rows prepared beforehand.

    python -m benchmarks.intake [--rows 20000] [--rounds 5] [--chunk 2000 …]

Both land the same file of residents (a person, an address and a link a row) into an empty graph, in turns, in one run,
with each size of a chunk. Printed for each are rows per second of both, and the ratio of intake to driver: minimum,
median, maximum.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import gc
import itertools
import json
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncManagedTransaction

from hub.embedded import EmbeddedNeo4j, Endpoint
from hub.graph import Graph
from loaders.batches import CONSTRAINTS
from loaders.chunks import Stamp, Writer
from loaders.jobs import authorities, check
from loaders.pipeline import Options, chunks, load
from loaders.records import Mapper
from loaders.sources import feed_of, sources
from loaders.store import Write
from schema.model import MODEL
from schema.statements import constraints, indexes
from schema.values import Realm

SECRET = b"benchmark"
HEADER = "公民身份号码,姓名,曾用名,性别,出生日期,户籍地区划,现住址,死亡日期"


def residents(folder: Path, rows: int) -> Path:
    """A clean file of residents."""
    from stdnum.cn import ric

    surnames, given = "陈林王李张赵周吴郑孙", "立诚守信桂兰国平若文远恒达明安宁思雨"
    lines = [HEADER]
    for n in range(rows):
        day = f"19{50 + n // 336 % 50}{n // 28 % 12 + 1:02}{n % 28 + 1:02}"
        body = f"99010{n // 336_000 % 10}{day}{n // 16_800 % 1000:03}"
        name = surnames[n % 10] + given[n // 10 % 18] + given[n // 180 % 18]
        home = f"示例省澜川市东屿区示例路{n // 3}号"
        lines.append(f"{body}{ric.calc_check_digit(body + '0')},{name},,{n % 2 + 1},{day},990102,{home},")
    path = folder / "police_residents.csv"
    path.write_text("\r\n".join(lines) + "\r\n", encoding="gb18030")
    return path


def prepared(path: Path, chunk: int) -> list[list[Write]]:
    """The very statements of the intake, with their rows."""
    agency, feed = feed_of(sources(), path)
    job = check(agency, feed, path)
    mapper = Mapper(agency, feed, MODEL, Realm.FICTIONAL, job.facts.header)
    writer = Writer(MODEL, SECRET, authorities(sources()))
    stamp = Stamp(job.name, "benchmark", date(2026, 11, 22))
    return [c.writes(writer, stamp) for c in chunks(mapper, job.reader.rows(), 0, chunk)]


async def driver_loop(driver: AsyncDriver, database: str, batches: list[list[Write]]) -> float:
    """The bare driver: one managed transaction a chunk."""

    async def work(transaction: AsyncManagedTransaction, writes: list[Write]) -> None:
        for text, params in writes:
            await (await transaction.run(text, dict(params))).consume()

    began = time.perf_counter()
    async with driver.session(database=database) as session:
        for writes in batches:
            await session.execute_write(work, writes)
    return time.perf_counter() - began


async def wipe(graph: Graph) -> None:
    """An empty graph that is set up."""
    # Each write leaves its own revision.
    text = "MATCH (n) WHERE NOT n:Revision WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS gone"
    while (await graph.write([(text, {})], operation="benchmark", timeout=120))[0][0]["gone"]:
        pass
    secret = {"secret": base64.b64encode(SECRET).decode()}
    await graph.write([("CREATE (:HubMeta {idSecret: $secret})", secret)], operation="benchmark")


@asynccontextmanager
async def database(folder: Path, given: Path | None) -> AsyncIterator[Endpoint]:
    """A Neo4j of the benchmark's own, or one whose address a file gives."""
    if given is not None:
        yield Endpoint(*json.loads(await asyncio.to_thread(given.read_text)))
        return
    embedded = EmbeddedNeo4j(folder, heap="2g")
    try:
        yield await asyncio.to_thread(embedded.start)
    finally:
        await asyncio.to_thread(embedded.stop)


async def run(rows: int, rounds: int, sizes: list[int], given: Path | None) -> list[dict[str, Any]]:
    """Rounds in turns; the first of each warms the database up and is not counted."""
    options = Options(realm=Realm.FICTIONAL, clock=lambda: datetime(2026, 11, 22, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = residents(folder, rows)
        batches = {size: prepared(path, size) for size in sizes}
        ours: dict[int, list[float]] = {size: [] for size in sizes}
        theirs: dict[int, list[float]] = {size: [] for size in sizes}
        async with database(folder, given) as endpoint, await Graph.open(endpoint) as graph:
            for text in (*constraints(), *indexes(MODEL), *CONSTRAINTS):
                await graph.run_schema(text)
            auth = (endpoint.user, endpoint.password)
            async with AsyncGraphDatabase.driver(endpoint.uri, auth=auth) as driver:
                for number, size in itertools.product(range(rounds + 1), sizes):
                    await wipe(graph)
                    gc.collect()
                    bare = await driver_loop(driver, endpoint.database, batches[size])
                    await wipe(graph)
                    began = time.perf_counter()
                    await load(graph, "police", [path], replace(options, chunk=size))
                    mine = time.perf_counter() - began
                    if number:
                        theirs[size].append(rows / bare)
                        ours[size].append(rows / mine)
    return [result(rows, size, ours[size], theirs[size]) for size in sizes]


def result(rows: int, size: int, ours: list[float], theirs: list[float]) -> dict[str, Any]:
    """What is printed of one size of a chunk."""
    ratios = sorted(o / t for o, t in zip(ours, theirs, strict=True))
    return {
        "rows": rows,
        "chunk": size,
        "intake_rows_per_second": round(statistics.median(ours)),
        "driver_rows_per_second": round(statistics.median(theirs)),
        "ratio": {
            "min": round(ratios[0], 2),
            "median": round(statistics.median(ratios), 2),
            "max": round(ratios[-1], 2),
        },
    }


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--chunk", type=int, nargs="+", default=[2_000])
    parser.add_argument("--endpoint", type=Path, help="a JSON file [uri, user, password, database] of an empty Neo4j")
    given = parser.parse_args()
    print(json.dumps(asyncio.run(run(given.rows, given.rounds, given.chunk, given.endpoint)), indent=2))


if __name__ == "__main__":
    main()
