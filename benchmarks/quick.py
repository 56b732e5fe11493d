"""The quick form: few workloads over a village, held against the ratios in `floors.json`.

Each contender answers the same number of requests, in turns, and what is compared is the processor time of its process
and of Neo4j for them, the least of some rounds. Neighbours on the machine slow requests down but hardly change how much
of the processor one needs. A fall of a ratio by more than a third fails, after it was measured a second time. What
waits without work, for a disk or a lock, is seen by `make bench` alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks import printing
from benchmarks.bench import lanes
from benchmarks.processes import child
from benchmarks.rounds import Lane, compare, measured, patiently, rounds
from benchmarks.servers import Server
from benchmarks.workloads import BARE, HUB, PLAIN
from hub.testing import SeededGraph, start_hub

FLOORS = Path(__file__).with_name("floors.json")
#: What is measured, and beside whom; nesting alone is compared with plain strawberry.
ASKED = {"point": (BARE,), "rows20": (BARE, PLAIN), "near": (BARE,), "write": (BARE,)}
#: Requests of each contender in a round.
REQUESTS = {"point": 200, "rows20": 100, "near": 40, "write": 100}
CONNECTIONS, ROUNDS, COMPARED = 8, 5, 2
#: No round may take longer than this; it ends with its last request.
SECONDS = 120.0
#: How many more rounds what fell is measured the second time.
LONGER = 3
#: What is left of a ratio that has fallen by a third.
LEFT = 2 / 3

Ratios = dict[str, dict[str, float]]


def floors() -> Ratios:
    """The ratios that are held."""
    found: Ratios = json.loads(FLOORS.read_text("utf-8"))
    return found


def of(graph: SeededGraph) -> Server:
    """A hub that a test session runs, with the processes whose work is counted."""
    neo4j = child(graph.pid, "embedded/server.py")
    if neo4j is None:
        raise LookupError("The hub's Neo4j is not among its processes.")
    return Server(graph.url, graph.data, graph.endpoint, {"hub": graph.pid, "neo4j": neo4j})


def measure(server: Server) -> Ratios:
    """The ratios of the contenders' processor time to the hub's, by workload and contender."""
    with lanes(server, list(ASKED), (BARE, PLAIN)) as contenders:
        return {name: _ratios(name, contenders, ROUNDS) for name in ASKED}


def fallen(server: Server, held: Mapping[str, Mapping[str, float]]) -> list[str]:
    """What has fallen by more than a third, each in a sentence; measured twice before it is believed."""
    with lanes(server, list(ASKED), (BARE, PLAIN)) as contenders:
        found = []
        for name in ASKED:
            if below(name, _ratios(name, contenders, ROUNDS), held[name]):
                found += below(name, _ratios(name, contenders, ROUNDS * LONGER), held[name])
        return found


def below(workload: str, found: Mapping[str, float], held: Mapping[str, float]) -> list[str]:
    """Which ratios of a workload lie a third or more below those that are held."""
    return [
        f"{workload}: '{other}' needs {ratio:.2f} of the hub's processor time; {held[other]:.2f} is held"
        for other, ratio in found.items()
        # Not "less than": where nothing could be counted (nan), nothing holds.
        if not ratio >= held[other] * LEFT
    ]


def _ratios(name: str, contenders: Mapping[str, Lane], many: int) -> dict[str, float]:
    running: Sequence[Lane] = [contenders[each] for each in (HUB, *ASKED[name])]
    compare(name, running, COMPARED)
    # Nothing of the first two rounds counts: statements are planned, and rights of many cases are fetched once.
    for lane in (*running, *running):
        patiently(partial(measured, lane, name, CONNECTIONS, SECONDS, REQUESTS[name]))
    result = rounds(name, CONNECTIONS, running, many, SECONDS, REQUESTS[name])
    printing.show(result)
    return {other: result.cost(other) / result.cost(HUB) for other in ASKED[name]}


def main(*, keep: bool) -> None:
    """Measure over a village of its own, and keep the ratios as floors or hold them against those."""
    with start_hub("village", 7) as graph:
        if keep:
            found = measure(of(graph))
            rounded = {name: {other: round(ratio, 2) for other, ratio in row.items()} for name, row in found.items()}
            FLOORS.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")
            return
        problems = fallen(of(graph), floors())
    for problem in problems:
        print(problem)
    raise SystemExit(1 if problems else 0)
