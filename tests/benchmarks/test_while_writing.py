"""Look-ups while others write: what is asked and what is written lie in different cases, and writing keeps its pace."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from typing import Any

from benchmarks.over_http import _steadily
from benchmarks.rounds import Kept, Measured
from benchmarks.while_writing import apart


def question(case: int) -> dict[str, Any]:
    return {"basis": {"case": f"{case:03}"}}


def test_nothing_is_written_in_a_case_that_is_asked_about() -> None:
    questions = {"point": [question(n) for n in range(120)], "write": [question(n) for n in range(20, 140)]}
    cases = {name: {each["basis"]["case"] for each in some} for name, some in apart(questions).items()}
    assert len(cases["write"]) == 50
    assert len(cases["point"]) == 70
    assert not cases["point"] & cases["write"]


def test_what_is_kept_is_the_rate_while_writing_beside_the_quiet_one() -> None:
    def measured(rate: float, p99: float) -> Measured:
        return Measured(rate=rate, p50=1, p99=p99, client=0, cpu={})

    kept = Kept([measured(100, 10), measured(200, 10)], [measured(50, 30), measured(200, 10)])
    assert (kept.rates, kept.slowest) == ([0.5, 1.0], [3.0, 1.0])


async def test_requests_are_sent_when_they_are_due_though_none_is_answered() -> None:
    answers = asyncio.Event()

    class Waiting:
        async def ask(self, request: bytes) -> bytes:
            await answers.wait()
            return request

    class Numbered:
        def fresh(self) -> bytes:
            return b""

    class Requests(Iterator[Numbered]):
        sent = 0

        def __next__(self) -> Numbered:
            self.sent += 1
            if self.sent == 3:
                answers.set()
            return Numbered()

    requests, taken = Requests(), list[float]()
    # The last of three is sent though the first two are not answered; then all of them are.
    await _steadily([Waiting() for _ in range(3)], itertools.islice(requests, 3), 0.0, float("inf"), taken)
    assert (requests.sent, len(taken)) == (3, 3)
