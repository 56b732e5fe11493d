"""The line before the database: as many as there are places, first come first served, and an end."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.errors import GraphBusy
from hub.graph.connection_queue import WAITING, ConnectionQueue


class Worker:
    """Waits in the queue, enters, and stays until it is released."""

    def __init__(self, queue: ConnectionQueue, seen: list[int], number: int) -> None:
        self.leave = asyncio.Event()
        self.inside = False
        self.task = asyncio.ensure_future(self._work(queue, seen, number))

    async def _work(self, queue: ConnectionQueue, seen: list[int], number: int) -> None:
        async with queue:
            seen.append(number)
            self.inside = True
            try:
                await self.leave.wait()
            finally:
                self.inside = False


async def turns() -> None:
    """Let everybody do what they can."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_the_line_is_served_in_order_and_has_an_end() -> None:
    queue, seen = ConnectionQueue(2, seconds=60), list[int]()
    workers = [Worker(queue, seen, number) for number in range(2 + 2 * WAITING)]
    await turns()
    assert seen == [0, 1]

    with pytest.raises(GraphBusy) as refused:
        async with queue:
            pass
    assert refused.value.hint

    for number, worker in enumerate(workers):
        assert worker.inside
        worker.leave.set()
        await turns()
        assert seen == list(range(min(number + 3, len(workers))))
    async with queue:
        pass


async def test_whoever_waits_too_long_is_told_so() -> None:
    queue = ConnectionQueue(1, seconds=0.01)
    worker = Worker(queue, [], 0)
    await turns()
    with pytest.raises(GraphBusy):
        async with queue:
            pass
    worker.leave.set()
    await worker.task
    async with queue:
        pass


@given(steps=st.lists(st.tuples(st.sampled_from(["come", "go", "give up"]), st.integers(0, 20)), max_size=60))
def test_no_place_is_lost_or_given_twice(steps: list[tuple[str, int]]) -> None:
    async def walk() -> None:
        queue, seen = ConnectionQueue(2, seconds=60), list[int]()
        workers: list[Worker] = []
        for number, (step, which) in enumerate(steps):
            if step == "come":
                workers.append(Worker(queue, seen, number))
            elif workers:
                worker = workers.pop(which % len(workers))
                worker.leave.set() if step == "go" and worker.inside else worker.task.cancel()
                # Without a pause others may get their turn at the very moment.
                if which % 2:
                    await turns()
            assert sum(worker.inside for worker in workers) <= 2
        await turns()
        waiting: list[Any] = [worker for worker in workers if not worker.inside]
        assert not waiting or sum(worker.inside for worker in workers) == 2
        for worker in workers:
            worker.task.cancel()
        await turns()
        async with queue, queue:
            pass

    asyncio.run(walk())
