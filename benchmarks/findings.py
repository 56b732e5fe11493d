"""All that one run found, and whether the bars hold."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import Any

from benchmarks.first import First
from benchmarks.rounds import Kept, Result
from benchmarks.workloads import BARE, HUB, PLAIN, WORKLOADS

#: CPU of the hub for a point look-up, in milliseconds.
MOST_CPU = 1.5
#: A city is ten times a town; what takes longer by more than this grows with size.
MOST_GROWTH = 1.5
LEAST_INTAKE = 0.75
#: A first asking may take at most this many times as long as the second.
MOST_FIRST = 10
#: While others write: what is kept beside what the bare endpoint keeps, and the 99th percentile beside the quiet one.
LEAST_KEPT, MOST_SLOWER = 0.8, 3
#: From this number of connections on, the bars of the workloads count.
BUSY = 16
NAMES = {HUB: "hub", BARE: "bare endpoint", PLAIN: "plain strawberry"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what was wanted, what was found, and whether it holds."""

    what: str
    wanted: str
    found: str
    holds: bool


@dataclass(slots=True)
class Findings:
    """What was measured over one size, and what was measured beside it.

    `memory`: megabytes of each process after all workloads. `growth`: ratios of the larger city's median time to the
    smaller one's, round by round, by workload. `workers`: the hub beside itself with a process for each core. `intake`,
    `shares`, `start`, `first` and `writing` (by contender) are what those measurements return.
    """

    size: str
    rounds: int
    seconds: float
    machine: str
    results: list[Result] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)
    growth: dict[str, list[float]] = field(default_factory=dict)
    intake: dict[str, Any] = field(default_factory=dict)
    shares: dict[str, dict[str, float]] = field(default_factory=dict)
    workers: list[Result] = field(default_factory=list)
    start: dict[str, float] = field(default_factory=dict)
    first: list[First] = field(default_factory=list)
    writing: dict[str, Kept] = field(default_factory=dict)

    def bars(self) -> list[Bar]:
        """Every bar that this run can judge."""
        found = [bar for name in WORKLOADS for bar in self._ratios(name)]
        cpu = {
            r.connections: r.cpu(HUB, "hub") for r in self.results if r.workload == "point" and r.connections >= BUSY
        }
        if cpu:
            values = ", ".join(f"{value:.2f}" for value in cpu.values())
            found.append(
                Bar(
                    "CPU of the hub, point look-up, own case", f"≤ {MOST_CPU} ms", values, max(cpu.values()) <= MOST_CPU
                )
            )
        for name, ratios in self.growth.items():
            middle = statistics.median(ratios)
            what = f"growth from town to city, {WORKLOADS[name].title}"
            found.append(Bar(what, f"< {MOST_GROWTH}", f"{middle:.2f}", middle < MOST_GROWTH))
        for each in self.first:
            what = f"first asking ÷ second, {each.links} nested links"
            found.append(Bar(what, f"≤ {MOST_FIRST}", f"{each.ratio:.1f}", each.ratio <= MOST_FIRST))
        if self.writing:
            pairs = zip(self.writing[HUB].rates, self.writing[BARE].rates, strict=True)
            kept, slower = statistics.median(a / b for a, b in pairs), statistics.median(self.writing[HUB].slowest)
            found.append(
                Bar(
                    "kept while others write, hub ÷ bare endpoint", f"≥ {LEAST_KEPT}", f"{kept:.2f}", kept >= LEAST_KEPT
                )
            )
            found.append(
                Bar(
                    "99th percentile while others write ÷ quiet",
                    f"< {MOST_SLOWER}",
                    f"{slower:.1f}",
                    slower < MOST_SLOWER,
                )
            )
        if self.intake:
            middle = self.intake["ratio"]["median"]
            found.append(Bar("intake ÷ bare loop", f"≥ {LEAST_INTAKE}", f"{middle:.2f}", middle >= LEAST_INTAKE))
        return found

    def _ratios(self, name: str) -> list[Bar]:
        results = [r for r in self.results if r.workload == name and r.connections >= BUSY]
        bars = []
        for other in (BARE, PLAIN):
            least = WORKLOADS[name].bars.of(other)
            here = [r for r in results if other in r.rounds]
            if least is None or not here:
                continue
            medians = [statistics.median(r.ratios(HUB, other)) for r in here]
            what = f"{WORKLOADS[name].title}: hub ÷ {NAMES[other]}"
            values = ", ".join(f"{m:.2f}" for m in medians)
            bars.append(Bar(what, f"≥ {least:g}", values, min(medians) >= least))
        return bars
