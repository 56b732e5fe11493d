"""Rounds: every contender in turn, so that whatever else the machine does meets all of them alike."""

from __future__ import annotations

import contextlib
import json
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from benchmarks import processes
from benchmarks.agent import Agent
from benchmarks.workloads import WORKERS

T = TypeVar("T")
#: How long each contender is asked before anything counts: connections, plans and just-in-time compilers.
WARM_SECONDS, WARM_TRIES = 4.0, 3
#: Asked on until it grows no faster by more than this, but not more often than that: rights of each case of hundreds
#: are fetched once, and the database compiles what it does often.
STEADY, MOST_WARM = 1.1, 12
#: How many questions of a workload every contender must answer alike.
COMPARED = 8


class DifferentAnswers(Exception):
    """Two contenders answer the same question differently: what would be measured is no comparison."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A contender as it is measured: who asks, the processes that do the work, and where it is asked."""

    name: str
    agent: Agent
    pids: Mapping[str, int]
    url: str = ""


@dataclass(slots=True)
class Measured:
    """What one contender did in one round; times in milliseconds, processor time for each request."""

    rate: float
    p50: float
    p99: float
    client: float
    cpu: dict[str, float]


@dataclass(slots=True)
class Result:
    """All rounds of one workload at one number of connections, by contender."""

    workload: str
    connections: int
    rounds: dict[str, list[Measured]] = field(default_factory=dict)

    def ratios(self, over: str, under: str) -> list[float]:
        """How many times as many requests a second, round by round."""
        pairs = zip(self.rounds[over], self.rounds[under], strict=True)
        return [a.rate / b.rate for a, b in pairs]

    def cost(self, lane: str) -> float:
        """Processor time of a request, in milliseconds, with the database's part; the least of the rounds.

        Neighbours, compilers and collectors of garbage only ever add to it.
        """
        return sum(min(each.cpu[name] for each in self.rounds[lane]) for name in self.rounds[lane][0].cpu)

    def cpu(self, lane: str, process: str) -> float:
        """The median milliseconds of a process's processor time for each request of a contender."""
        return statistics.median(each.cpu[process] for each in self.rounds[lane])

    def median(self, lane: str, of: Callable[[Measured], float]) -> float:
        """The median over the rounds of one contender."""
        return statistics.median(of(each) for each in self.rounds[lane])


@dataclass(slots=True)
class Kept:
    """Rounds of one contender: quiet, then while others write; `written` flags a second."""

    quiet: list[Measured] = field(default_factory=list)
    writing: list[Measured] = field(default_factory=list)
    written: list[float] = field(default_factory=list)

    @property
    def rates(self) -> list[float]:
        """What is kept of the quiet rate, round by round."""
        return [b.rate / a.rate for a, b in zip(self.quiet, self.writing, strict=True)]

    @property
    def slowest(self) -> list[float]:
        """The 99th percentile ÷ the quiet one, round by round."""
        return [b.p99 / a.p99 for a, b in zip(self.quiet, self.writing, strict=True)]


def compare(workload: str, lanes: Sequence[Lane], many: int = COMPARED) -> None:
    """Have every contender answer the same questions; raises DifferentAnswers where one differs from the first."""
    for at in range(many):
        wanted: str | None = None
        for lane in lanes:
            found = canonical(patiently(partial(lane.agent.answer, workload, at)))
            if wanted is None:
                wanted = found
            elif found != wanted:
                raise DifferentAnswers(
                    f"{workload}, question {at}: {lanes[0].name} and {lane.name} answer differently:\n"
                    f"{_excerpts(wanted, found)}"
                )


def canonical(data: Any) -> str:
    """An answer as text that is the same for the same answer."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False)


def _excerpts(one: str, other: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return "\n".join(f"  …{each[max(0, at - 120) : at + 120]}…" for each in (one, other))


def warm(workload: str, lanes: Sequence[Lane], seconds: float = WARM_SECONDS) -> None:
    """Ask every contender for a while, unmeasured, over as many connections as use both ends of the machine."""
    for lane in lanes:
        before = 0.0
        for _ in range(MOST_WARM):
            rate = _warmed(workload, lane, seconds)
            if rate <= before * STEADY:
                break
            before = rate


def _warmed(workload: str, lane: Lane, seconds: float) -> float:
    told = patiently(lambda: lane.agent.run(workload, 8, seconds))
    return float(told["count"] / told["seconds"])


def patiently(ask: Callable[[], T]) -> T:
    """Ask again where it fails: on a busy machine the first plans of long statements run into the deadline.

    Only for what does not count. Raises what the last try raises.
    """
    for _ in range(WARM_TRIES - 1):
        with contextlib.suppress(RuntimeError):
            return ask()
    return ask()


def rounds(
    workload: str, connections: int, lanes: Sequence[Lane], many: int, seconds: float, requests: int | None = None
) -> Result:
    """Measure all contenders in turn, each round beginning with another one; `requests`: the most in a round."""
    result = Result(workload, connections, {lane.name: [] for lane in lanes})
    for number in range(many):
        for place in range(len(lanes)):
            lane = lanes[(number + place) % len(lanes)]
            result.rounds[lane.name].append(measured(lane, workload, connections, seconds, requests))
    return result


def measured(lane: Lane, workload: str, connections: int, seconds: float, requests: int | None = None) -> Measured:
    """Ask one contender for so long, or at most so often."""
    before = _cpu(lane)
    told = lane.agent.run(workload, connections, seconds, requests)
    count = max(told["count"], 1)
    cpu = {name: (used - before[name]) * 1000 / count for name, used in _cpu(lane).items()}
    return Measured(told["count"] / told["seconds"], told["p50"], told["p99"], told["cpu"] * 1000 / count, cpu)


def _cpu(lane: Lane) -> dict[str, float]:
    return {name: processes.cpu(pid, workers=name == WORKERS) for name, pid in lane.pids.items()}
