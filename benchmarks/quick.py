"""The quick form: few workloads over a village, held against the ratios in `floors.json`.

Only ratios within one run are compared, each the median of interleaved rounds; a fall by more than a third fails. What
seems to have fallen is measured once more, longer, because a neighbour on the machine can spoil a second.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import printing
from benchmarks.bench import lanes
from benchmarks.rounds import Lane, compare, rounds, warm
from benchmarks.servers import Server
from benchmarks.workloads import HUB, ONE, PLAIN
from hub.testing import SeededGraph, start_hub

FLOORS = Path(__file__).with_name("floors.json")
#: What is measured, and beside whom; nesting alone is compared with plain strawberry.
ASKED = {"point": (ONE,), "rows20": (ONE, PLAIN), "near": (ONE,), "write": (ONE,)}
CONNECTIONS, ROUNDS, SECONDS, WARM, COMPARED = 8, 5, 0.4, 0.6, 2
#: How much longer what fell is measured the second time.
LONGER = 3
#: What is left of a ratio that has fallen by a third.
LEFT = 2 / 3

Ratios = dict[str, dict[str, float]]


def floors() -> Ratios:
    """The ratios that are held."""
    found: Ratios = json.loads(FLOORS.read_text("utf-8"))
    return found


def of(graph: SeededGraph) -> Server:
    """A hub that a test session runs; its processes are not looked at."""
    return Server(graph.url, graph.data, graph.endpoint, {})


def measure(server: Server) -> Ratios:
    """The median ratios of the hub to its contenders, by workload and contender."""
    with lanes(server, list(ASKED), (ONE, PLAIN)) as contenders:
        return {name: _ratios(name, contenders, ROUNDS) for name in ASKED}


def fallen(server: Server, held: Mapping[str, Mapping[str, float]]) -> list[str]:
    """What has fallen by more than a third, each in a sentence; measured twice before it is believed."""
    with lanes(server, list(ASKED), (ONE, PLAIN)) as contenders:
        found = []
        for name in ASKED:
            if below(name, _ratios(name, contenders, ROUNDS), held[name]):
                found += below(name, _ratios(name, contenders, ROUNDS * LONGER), held[name])
        return found


def below(workload: str, measured: Mapping[str, float], held: Mapping[str, float]) -> list[str]:
    """Which ratios of a workload lie a third or more below those that are held."""
    return [
        f"{workload}: the hub has fallen to {ratio:.2f} of '{other}' in requests a second; {held[other]:.2f} is held"
        for other, ratio in measured.items()
        if ratio < held[other] * LEFT
    ]


def _ratios(name: str, contenders: Mapping[str, Lane], many: int) -> dict[str, float]:
    running: Sequence[Lane] = [contenders[each] for each in (HUB, *ASKED[name])]
    compare(name, running, COMPARED)
    warm(name, running, WARM)
    result = rounds(name, CONNECTIONS, running, many, SECONDS)
    printing.show(result)
    return {other: statistics.median(result.ratios(HUB, other)) for other in ASKED[name]}


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
