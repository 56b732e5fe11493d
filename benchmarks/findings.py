"""All that one run found, and whether the bars hold."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import Any

from benchmarks.rounds import Result
from benchmarks.workloads import HUB, MANY, ONE, PLAIN, WORKLOADS

#: CPU of the hub for a point look-up, in milliseconds.
MOST_CPU = 1.5
#: A city is ten times a town; what takes longer by more than this grows with size.
MOST_GROWTH = 1.5
LEAST_INTAKE = 0.7
NAMES = {HUB: "hub", ONE: "bare driver, one record", MANY: "bare driver, rows", PLAIN: "plain strawberry"}


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
    smaller one's, round by round, by workload. `intake` and `shares` are what those measurements return.
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
    skipped: list[str] = field(default_factory=list)

    def bars(self) -> list[Bar]:
        """Every bar that this run can judge."""
        found = [bar for name in WORKLOADS for bar in self._ratios(name)]
        cpu = {r.connections: r.cpu(HUB, "hub") for r in self.results if r.workload == "point"}
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
        if self.intake:
            middle = self.intake["ratio"]["median"]
            found.append(Bar("intake ÷ bare loop", f"≥ {LEAST_INTAKE}", f"{middle:.2f}", middle >= LEAST_INTAKE))
        return found

    def _ratios(self, name: str) -> list[Bar]:
        results = [r for r in self.results if r.workload == name]
        bars = []
        for other in (ONE, MANY, PLAIN):
            least = WORKLOADS[name].bars.of(other)
            here = [r for r in results if other in r.rounds]
            if least is None or not here:
                continue
            medians = [statistics.median(r.ratios(HUB, other)) for r in here]
            what = f"{WORKLOADS[name].title}: hub ÷ {NAMES[other]}"
            values = ", ".join(f"{m:.2f}" for m in medians)
            bars.append(Bar(what, f"≥ {least:g}", values, min(medians) >= least))
        return bars
