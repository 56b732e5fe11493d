"""From the start of `hub serve` to ready, and the first look-up after that.

python -m benchmarks.starting [--size village] [--rounds 5]

Neo4j runs already, and its plans are thrown away before each start, so that whatever the hub needs is planned again.
Printed are medians: seconds to ready, the hub's and Neo4j's processor seconds until then, milliseconds of the first
look-up in one's own case and of the second.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import bench, processes, servers
from benchmarks.agent import Agent
from benchmarks.servers import Server

FORGET = "CALL db.clearQueryCaches()"


@dataclass(frozen=True, slots=True)
class MeasuredStart:
    """One start: `ready` in seconds, `hub` and `neo4j` in processor seconds until then, look-ups in milliseconds."""

    ready: float
    hub: float
    neo4j: float
    first: float
    second: float


def measured(server: Server, questions: Path, environ: Mapping[str, str]) -> MeasuredStart:
    """Start a hub over the database of another, and ask it twice."""
    endpoint, neo4j = server.endpoint, server.pids["neo4j"]
    with servers.connected(endpoint) as driver:
        driver.execute_query(FORGET, database_=endpoint.database)
    used, begun = processes.cpu(neo4j), time.perf_counter()
    command = [sys.executable, "-m", "hub.cli", "serve"]
    with servers.started(command, environ, log=subprocess.STDOUT, told=True) as (url, process):
        ready, own = time.perf_counter() - begun, processes.cpu(process.pid)
        used = processes.cpu(neo4j) - used
        with Agent("benchmarks.over_http", str(questions), url) as agent:
            first, second = (agent.run("point", 1, 60.0, 1)["p50"] for _ in range(2))
    return MeasuredStart(ready, own, used, first, second)


def run(size: str, cache: Path, rounds: int) -> list[MeasuredStart]:
    """Starts over one city, one after the other."""
    with servers.hub(size, cache) as server, bench.asked(server, ("point",)) as questions:
        environ = bench.serving(server)
        return [measured(server, questions, environ) for _ in range(rounds)]


def medians(starts: list[MeasuredStart]) -> dict[str, float]:
    """The median of each figure."""
    names = ("ready", "hub", "neo4j", "first", "second")
    return {name: statistics.median(getattr(each, name) for each in starts) for name in names}


def main() -> None:
    """Read the options, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="village")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cache", type=Path, default=Path(".bench"))
    given: Any = parser.parse_args()
    starts = run(given.size, given.cache, given.rounds)
    for each in starts:
        print(each)
    print(", ".join(f"{name} {value:.2f}" for name, value in medians(starts).items()))


if __name__ == "__main__":
    main()
