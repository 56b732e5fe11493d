"""The client: one process for each contender; it gets its orders over a pipe, a line of JSON each way.

    {"do": "answer", "workload": "point", "at": 0}                        -> {"data": …}
    {"do": "run", "workload": "point", "how": {"connections": 16, …}}   -> {"count": …, "seconds": …, "p50": …, …}

A process of its own keeps one contender's work off the other's interpreter, and its processor time can be read.
"""

from __future__ import annotations

import asyncio
import json
import math
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import uvloop

ROOT = Path(__file__).parents[1]
Questions = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class How:
    """Over how many connections, for how many seconds, and, where that is given, how often at most.

    `rate`: requests a second, sent when they are due, instead of as many as are answered.
    """

    connections: int
    seconds: float
    requests: int | None = None
    rate: float | None = None


class Asker(Protocol):
    """What a contender's process can do."""

    async def answer(self, question: dict[str, Any]) -> Any:
        """The data of one answer."""

    async def run(self, questions: list[dict[str, Any]], how: How) -> list[float]:
        """Ask, and return how long each answer took, in seconds."""


def serve(questions: Path, asker: Callable[[Questions], Awaitable[Asker]]) -> None:
    """The child's side: do what is said on standard input until it ends."""
    drawn: Questions = json.loads(questions.read_text("utf-8"))

    async def work() -> None:
        loop = asyncio.get_running_loop()
        mine = await asker(drawn)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            order = json.loads(line)
            try:
                told = await _obey(mine, drawn[order["workload"]], order)
            except Exception as problem:
                told = {"problem": f"{type(problem).__name__}: {problem}"}
            print(json.dumps(told), flush=True)

    uvloop.run(work())


async def _obey(asker: Asker, questions: list[dict[str, Any]], order: dict[str, Any]) -> dict[str, Any]:
    if order["do"] == "answer":
        return {"data": await asker.answer(questions[order["at"] % len(questions)])}
    cpu, begun = time.process_time(), time.perf_counter()
    taken = await asker.run(questions, How(**order["how"]))
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    taken.sort()
    return {
        "count": len(taken),
        "seconds": seconds,
        "cpu": cpu,
        "p50": _quantile(taken, 0.5) * 1000,
        "p99": _quantile(taken, 0.99) * 1000,
    }


def _quantile(taken: list[float], part: float) -> float:
    return taken[min(len(taken) - 1, math.ceil(part * len(taken)) - 1)] if taken else math.nan


class Agent:
    """The parent's side of such a process."""

    def __init__(self, module: str, *arguments: str, environ: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=environ,
            cwd=ROOT,
            start_new_session=True,
        )
        self._order: dict[str, Any] = {}

    @property
    def pid(self) -> int:
        """The process that asks."""
        return self._process.pid

    def answer(self, workload: str, at: int) -> Any:
        """The data of the answer to the question at this place."""
        return self._tell({"do": "answer", "workload": workload, "at": at})["data"]

    def run(self, workload: str, connections: int, seconds: float, requests: int | None = None) -> dict[str, float]:
        """Ask over these connections for these seconds, at most `requests` times."""
        self.begin(workload, How(connections, seconds, requests))
        return self.end()

    def begin(self, workload: str, how: How) -> None:
        """Begin to ask, and go on here meanwhile."""
        self._say({"do": "run", "workload": workload, "how": asdict(how)})

    def end(self) -> dict[str, float]:
        """Wait for the end of what was begun."""
        return self._heard()

    def _tell(self, order: dict[str, Any]) -> dict[str, Any]:
        self._say(order)
        return self._heard()

    def _say(self, order: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._order = order
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _heard(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"The process of a contender ended: {self._process.args!r}")
        told: dict[str, Any] = json.loads(line)
        if "problem" in told:
            raise RuntimeError(f"{self._order} failed: {told['problem']}")
        return told

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
