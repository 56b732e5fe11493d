"""Intake beside hand-written `UNWIND` statements that write the same (benchmarks/intake_bare.py).

    python -m benchmarks.intake [--rows 5000] [--rounds 5]

Both land the same files of four feeds (residents, vehicles, subscribers, accounts; with what is malformed in them) into
an empty graph, in turns, in one run; each round is a new process of both: `hub load --city`, and the bare program.
Printed are the medians of wall, processor time of Python and of Neo4j, in seconds, and the ratios of the bare program
to the intake: minimum, median, maximum.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import pickle
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from benchmarks import intake_bare
from benchmarks.processes import cpu
from demo.city.generating import generate
from hub.embedded.process import EmbeddedNeo4j, Endpoint
from hub.graph.client import Graph
from hub.migration.versions import VERSION, init
from loaders.landing.reports import CHUNK

SECRET = b"benchmark"
FEEDS = ("police_residents.csv", "traffic_vehicles.csv", "telecom_subscribers.csv", "bank_accounts.jsonl")
SEEN = date(2026, 11, 22)
COUNT = (
    "MATCH (n:Entity) WITH count(n) AS nodes, sum(size(keys(n)) + size(labels(n))) AS held"
    " MATCH ()-[r]->() RETURN nodes, held, count(r) AS links, sum(size(keys(r))) AS kept"
)


@dataclass(frozen=True, slots=True)
class Took:
    """What one round took, in seconds: by the clock, of Python's processor time, of Neo4j's."""

    wall: float
    python: float
    neo4j: float

    @property
    def cpu(self) -> float:
        """Processor time of both."""
        return self.python + self.neo4j


def files(folder: Path, rows: int) -> list[Path]:
    """The first rows of four feeds of an invented town; of each feed as many."""
    town = folder / "town"
    generate(town, "town", 7)
    cut = folder / "feeds"
    cut.mkdir()
    for name in FEEDS:
        # Bytes: some feeds are not in UTF-8.
        lines = (town / name).read_bytes().splitlines(keepends=True)
        (cut / name).write_bytes(b"".join(lines[: rows // len(FEEDS) + name.endswith(".csv")]))
    return sorted(cut.iterdir())


async def wipe(graph: Graph) -> None:
    """An empty graph that is set up."""
    # Each write leaves its own revision.
    text = "MATCH (n) WHERE NOT n:Revision WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS gone"
    while (await graph.write([(text, {})], operation="benchmark", timeout=120))[0][0]["gone"]:
        pass
    meta = {"secret": base64.b64encode(SECRET).decode(), "version": VERSION}
    text = "CREATE (:HubMeta {name: 'hub', version: $version, idSecret: $secret})"
    await graph.write([(text, meta)], operation="benchmark")


@asynccontextmanager
async def database(folder: Path, given: Path | None) -> AsyncIterator[tuple[Endpoint, int]]:
    """A Neo4j of the benchmark's own, or one whose address and process a file gives."""
    if given is not None:
        *address, pid = json.loads(await asyncio.to_thread(given.read_text))
        yield Endpoint(*address), pid
        return
    embedded = EmbeddedNeo4j(folder / "data", heap="2g")
    try:
        yield await asyncio.to_thread(embedded.start), embedded.pid or 0
    finally:
        await asyncio.to_thread(embedded.stop)


async def timed(command: list[str], environment: Mapping[str, str], pid: int) -> Took:
    """Run a program, and tell what it and Neo4j (`pid`) took; CalledProcessError where it fails."""
    wall, python, neo4j = time.perf_counter(), _children(), cpu(pid)
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await child.communicate()
    if child.returncode:
        raise CalledProcessError(child.returncode, command, stderr=said)
    return Took(time.perf_counter() - wall, _children() - python, cpu(pid) - neo4j)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def run(rows: int, rounds: int, given: Path | None, warm: int = 2) -> dict[str, Any]:
    """Rounds in turns; the first `warm` of them warm the database up and are not counted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = await asyncio.to_thread(files, folder, rows)
        made = folder / "rows"
        made.write_bytes(pickle.dumps(intake_bare.prepared(paths, CHUNK, SECRET, SEEN)))
        bare = ["-m", "benchmarks.intake_bare", str(made)]
        load = ["-m", "hub.cli", "load", "--city", str(folder / "feeds"), "--as-of", SEEN.isoformat()]
        took: list[tuple[Took, Took]] = []
        async with database(folder, given) as (endpoint, pid), await Graph.open(endpoint, timeout=60) as graph:
            await init(graph)
            environment = {
                "HUB_MODE": "demo",
                "NEO4J_URI": endpoint.uri,
                "NEO4J_USER": endpoint.user,
                "NEO4J_PASSWORD": endpoint.password,
                "NEO4J_DATABASE": endpoint.database,
            }
            for number in range(rounds + warm):
                await wipe(graph)
                theirs = await timed(bare, environment, pid)
                wanted = await graph.ask(COUNT, {}, operation="benchmark")
                await wipe(graph)
                ours = await timed(load, environment, pid)
                if wanted != (found := await graph.ask(COUNT, {}, operation="benchmark")):
                    raise AssertionError(f"The two did not write the same: {wanted}, {found}.")
                if number >= warm:
                    took.append((ours, theirs))
    return result(rows, took)


def result(rows: int, took: list[tuple[Took, Took]]) -> dict[str, Any]:
    """What is printed."""
    ours, theirs = zip(*took, strict=True)

    def middle(side: tuple[Took, ...], name: str) -> float:
        return float(round(statistics.median(getattr(each, name) for each in side), 2))

    def ratio(name: str) -> dict[str, float]:
        each = sorted(getattr(b, name) / getattr(a, name) for a, b in took)
        found = {"min": each[0], "median": statistics.median(each), "max": each[-1]}
        return {name: round(value, 2) for name, value in found.items()}

    parts = ("wall", "python", "neo4j")
    return {
        "rows": rows,
        "chunk": CHUNK,
        "intake": {part: middle(ours, part) for part in parts},
        "bare": {part: middle(theirs, part) for part in parts},
        "intake_rows_per_second": round(rows / middle(ours, "wall")),
        "driver_rows_per_second": round(rows / middle(theirs, "wall")),
        "ratio": ratio("wall"),
        "ratio_cpu": ratio("cpu"),
    }


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000, help="of all four feeds; at most 24,000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--warm", type=int, default=2, help="rounds before those that count")
    parser.add_argument(
        "--endpoint", type=Path, help="a JSON file [uri, user, password, database, pid] of an empty Neo4j"
    )
    given = parser.parse_args()
    print(json.dumps(asyncio.run(run(given.rows, given.rounds, given.endpoint, given.warm)), indent=2))


if __name__ == "__main__":
    main()
