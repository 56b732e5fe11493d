"""The first asking of a question: shapes that nobody has asked, with 0 to 6 nested links, each asked twice.

python -m benchmarks.first [--size village] [--many 10] [--links 0,1,2,3,4,5,6]

Asked in one's own case over one connection, with access, audit and limits. Printed for each number of links: the median
milliseconds of the first and of the second asking, their ratio, the longest first asking, and the processor time of
Neo4j for a first asking. The database keeps its plans, so each run must draw shapes of its own: `--seed`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import processes, servers
from benchmarks.agent import Agent
from benchmarks.drawing import Drawing
from benchmarks.servers import Server
from benchmarks.shapes import shapes

#: Over so long nothing is given up: that a first asking takes long is what is measured.
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class First:
    """Questions with this number of links: milliseconds of both askings, and of Neo4j's processor for the first."""

    links: int
    first: list[float]
    second: list[float]
    neo4j: list[float]

    @property
    def ratio(self) -> float:
        """The median first asking ÷ the median second one."""
        return statistics.median(self.first) / statistics.median(self.second)


def drawn(points: Sequence[dict[str, Any]], links: Sequence[int], many: int, seed: int) -> dict[str, list[Any]]:
    """Questions by names that say how many links they have; each is a look-up with another selection."""
    dice, whom = random.Random(seed), itertools.cycle(points)  # noqa: S311 - for measuring, not for secrets
    found = {}
    for number in links:
        # There is one shape without links.
        some = itertools.islice(shapes(dice, number), many if number else 1)
        for place, shape in enumerate(some):
            found[f"{number}-{place}"] = [{**next(whom), "document": shape.document()}]
    return found


def over(server: Server, links: Sequence[int], many: int, seed: int) -> Iterator[First]:
    """Ask a hub that runs."""
    points = Drawing(server.data, server.endpoint).draw(["point"])["point"]
    questions = drawn(points, links, many, seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "questions.json"
        path.write_text(json.dumps(questions), encoding="utf-8")
        with Agent("benchmarks.over_http", str(path), server.url) as agent:
            for number in links:
                mine = [name for name in questions if name.startswith(f"{number}-")]
                asked = [_asked(server, agent, name) for name in mine]
                yield First(number, *(list(column) for column in zip(*asked, strict=True)))


def _asked(server: Server, agent: Agent, name: str) -> tuple[float, float, float]:
    before = processes.cpu(server.pids["neo4j"])
    first = agent.run(name, 1, SECONDS, 1)["p50"]
    used = (processes.cpu(server.pids["neo4j"]) - before) * 1000
    return first, agent.run(name, 1, SECONDS, 1)["p50"], used


def shown(each: First) -> str:
    """One number of links, in a sentence."""
    first, second, neo4j = (statistics.median(column) for column in (each.first, each.second, each.neo4j))
    return (
        f"{each.links} links: first {first:.0f} ms, second {second:.1f}, ratio {each.ratio:.1f}; "
        f"longest {max(each.first):.0f}; Neo4j's processor {neo4j:.0f} ms; {len(each.first)} shapes"
    )


def run(size: str, cache: Path, many: int, links: Sequence[int], seed: int) -> list[First]:
    """Ask a hub over this city, and print what is found as it comes."""
    found = []
    with servers.hub(size, cache) as server:
        for each in over(server, links, many, seed):
            print(shown(each), flush=True)
            found.append(each)
    return found


def main() -> None:
    """Read the options, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="village")
    parser.add_argument("--many", type=int, default=10)
    parser.add_argument("--links", type=lambda text: [int(each) for each in text.split(",")], default=list(range(7)))
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--cache", type=Path, default=Path(".bench"))
    given = parser.parse_args()
    run(given.size, given.cache, given.many, given.links, given.seed)


if __name__ == "__main__":
    main()
