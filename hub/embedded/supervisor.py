"""Starts the embedded Neo4j again when it ends by itself, at the same address, so that connections find it there.

The messages of the child and its end come over one pipe; the serving process waits for that pipe beside everything
else.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence

from hub.embedded.process import EmbeddedNeo4j
from schema.errors import LinkageError, SetupError

_LOG = logging.getLogger("hub.embedded")
#: It may end this many times within this many seconds; after that, another start does not help.
TRIES = 3
SECONDS = 300.0


class Supervisor:
    """Watches one embedded Neo4j that has started."""

    def __init__(self, embedded: EmbeddedNeo4j, clock: Callable[[], float] = time.monotonic) -> None:
        self._embedded, self._clock = embedded, clock
        self._ends: list[float] = []

    def fileno(self) -> int:
        """The pipe to wait for; another one after each `heard`."""
        return self._embedded.events.fileno()

    def heard(self) -> None:
        """Read what the child says; start it again where it has ended. Raises SetupError where that is of no use."""
        line = self._embedded.events.readline()
        if line:
            said = json.loads(line)
            if said["state"] == "ready":
                _LOG.warning("the embedded Neo4j answers again")
            return
        now = self._clock()
        self._ends = [each for each in self._ends if now - each < SECONDS] + [now]
        if len(self._ends) > TRIES:
            raise SetupError(
                f"The embedded Neo4j ended {len(self._ends)} times in {SECONDS:.0f} s.",
                hint="Its log is neo4j/logs/embedded.log in the data directory.",
            )
        _LOG.error("the embedded Neo4j ended and is started again", extra={"code": self._embedded.revive()})


@contextlib.contextmanager
def supervised(owned: Sequence[EmbeddedNeo4j]) -> Iterator[None]:
    """Watch this process's own databases in its event loop; stop and raise SetupError where one cannot be kept."""
    loop, failed = asyncio.get_running_loop(), list[LinkageError]()
    guards = [Supervisor(each) for each in owned]
    tasks = set[asyncio.Task[None]]()

    def watch(guard: Supervisor) -> None:
        number = guard.fileno()

        def woken() -> None:
            loop.remove_reader(number)
            task = loop.create_task(hear(guard))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

        loop.add_reader(number, woken)

    async def hear(guard: Supervisor) -> None:
        try:
            await asyncio.to_thread(guard.heard)
        except LinkageError as problem:
            failed.append(problem)
            # As if somebody had asked for it: answers under way are given.
            os.kill(os.getpid(), signal.SIGTERM)
        else:
            watch(guard)

    for guard in guards:
        watch(guard)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for guard in guards:
            loop.remove_reader(guard.fileno())
    if failed:
        raise failed[0]
