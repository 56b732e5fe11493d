"""What one process knows of the revision log, and how it learns the rest.

The process knows a first part of the log only by its number of entries, and each entry since then by its marks. It
knows the log completely when it knows as many entries as the database counts after they were read: every entry that it
knows is there, so equal numbers mean the same entries. No clock is trusted for that. Reading starts a little before the
newest known entry, by the database's clock; where this misses an entry, the numbers differ, and more is read. In the
end the process forgets everything and starts again, and then no kept rights are good. The cases are worked through in
docs/decisions/rights-kept-by-touched-things.md.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextvars import Context
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from hub.graph.client import Graph
from hub.graph.deadlines import within_deadline
from hub.graph.revisions import ALL, BEGIN_REMOVAL, END_REMOVAL, LOOK, PADDING, REMOVE, TAIL, Look
from schema.errors import GraphError
from schema.touched import NOTHING, Marks

_LOG = logging.getLogger("hub.access")
#: How far before the newest known entry reading starts, in milliseconds of the database's clock; then how much farther.
OVERLAPS = (2_000, 30_000, 30_000)
#: How often a process tries to start again while others write.
TRIES = 8
#: Marks of entries are kept for this time; rights that were not checked in this time are fetched again.
KEPT_SECONDS = 60.0
#: With more entries than this beside the padding, those older than AGE are removed, at most once in PAUSE (ms).
MOST_ENTRIES, AGE, PAUSE = 5_000, 120_000, 60_000
#: A removal that somebody began and did not end is taken over.
STUCK_SECONDS = 5.0
#: Entries that one transaction removes.
STEP = 20_000

LogRows = Sequence[Sequence[Any]]


@dataclass
class RevisionLog:
    """The log as this process knows it. `generation` counts how often the process started again."""

    graph: Graph
    clock: Callable[[], float] = time.monotonic
    generation: int = 0
    #: How often the log was read.
    reads: int = 0
    _epoch: int | None = None
    #: As many entries the database counted when the process knew all of them.
    _complete: int = 0
    _known: int = 0
    _since: int = 0
    _newest: int = 0
    _recent: dict[str, int] = field(default_factory=dict)
    #: When each entry was learnt, and its marks; `_first` is the number of the first of them.
    _entries: deque[tuple[float, Marks | None]] = field(default_factory=deque)
    _first: int = 0
    _running: asyncio.Task[None] | None = None
    _next: asyncio.Task[None] | None = None
    _removing: asyncio.Task[None] | None = None
    _odd_since: float | None = None

    @property
    def begun(self) -> bool:
        """Whether anything is known."""
        return self._epoch is not None

    @property
    def position(self) -> int:
        """The number of the next entry that the process will learn."""
        return self._first + len(self._entries)

    @property
    def complete(self) -> int:
        """How many entries the database counted when the process knew all of them."""
        return self._complete

    def covers(self, look: Look) -> bool:
        """Whether the process knows every entry that was there at a look."""
        return look.epoch == self._epoch and look.entries <= self._complete

    def since(self, position: int) -> Iterator[Marks | None] | None:
        """The marks of the entries from a position on; None where they are not kept any more."""
        if position < self._first:
            return None
        return (marks for _, marks in islice(self._entries, position - self._first, None))

    async def reach(self, look: Look) -> bool:
        """Learn what was there at a look; whether that is known now. Raises GraphError."""
        if self.covers(look):
            return True
        if self._running is not None and self._next is None:
            async with within_deadline("access.log"):
                await asyncio.shield(self._running)
            if self.covers(look):
                return True
        await self.read()
        return self.covers(look)

    async def read(self) -> None:
        """Learn everything that is there now; all who ask while one read runs share the next. Raises GraphError."""
        if self._next is None:
            # Without the asker's context: its deadline is not that of all who wait.
            self._next = asyncio.get_running_loop().create_task(self._read_after(self._running), context=Context())
            self._next.add_done_callback(_retrieve_exception)
        async with within_deadline("access.log"):
            await asyncio.shield(self._next)

    async def _read_after(self, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        self._running, self._next = self._next, None
        try:
            await self._read()
        finally:
            self._running = None

    async def _read(self) -> None:
        self.reads += 1
        if self._epoch is not None:
            for overlap in OVERLAPS:
                before, tail, after = await self._fetch_tail(max(self._since, self._newest - overlap))
                self._note_entries(tail)
                if not before[1] == after[1] == self._epoch or self._known > after[0]:
                    break
                if self._known == after[0]:
                    self._complete = self._known
                    self._forget_old(after)
                    return
        await self._start_again()

    async def _start_again(self) -> None:
        self.generation += 1
        self._epoch = None
        self._first = self.position
        self._entries.clear()
        for _ in range(TRIES):
            ((_, _, now),) = (await self.graph.ask_in_turn([(LOOK, {})], operation="access.log"))[0]
            since = now - OVERLAPS[-1]
            asked = [(LOOK, {}), (ALL, {}), (TAIL, {"since": since}), (LOOK, {})]
            (before,), ((found,),), tail, (after,) = await self.graph.ask_in_turn(asked, operation="access.log")
            # What is counted and not yet found may be written by a transaction that is not yet seen.
            if before[:2] == after[:2] and after[0] == found and after[1] % 2 == 0:
                self._recent = {identity: at for identity, at, _ in tail}
                self._since = since
                self._newest = max(self._recent.values(), default=since)
                self._known = self._complete = after[0]
                self._epoch = after[1]
                self._forget_old(after)
                return
            self._forget_old(after)

    async def _fetch_tail(self, since: int) -> tuple[Sequence[int], LogRows, Sequence[int]]:
        asked = [(LOOK, {}), (TAIL, {"since": since}), (LOOK, {})]
        (before,), tail, (after,) = await self.graph.ask_in_turn(asked, operation="access.log")
        return before, tail, after

    def _note_entries(self, tail: LogRows) -> None:
        now = self.clock()
        for identity, at, touched in tail:
            if identity in self._recent:
                continue
            self._recent[identity] = at
            self._newest = max(self._newest, at)
            self._known += 1
            self._entries.append((now, None if touched is None else Marks(touched)))

    def _forget_old(self, seen: Sequence[int]) -> None:
        """Forget what nobody asks for any more, and have old entries removed where there are many."""
        entries, epoch, _ = seen
        now = self.clock()
        while self._entries and now - self._entries[0][0] > KEPT_SECONDS:
            self._entries.popleft()
            self._first += 1
        oldest = self._newest - 2 * OVERLAPS[-1]
        if len(self._recent) > 1_000:
            self._recent = {identity: at for identity, at in self._recent.items() if at >= oldest}
        if epoch % 2 == 0:
            self._odd_since = None
        elif self._odd_since is None:
            self._odd_since = now
        stuck = self._odd_since is not None and now - self._odd_since > STUCK_SECONDS
        if (stuck or (epoch % 2 == 0 and entries > PADDING + MOST_ENTRIES)) and self._removing is None:
            pause = 0 if stuck else PAUSE
            self._removing = asyncio.get_running_loop().create_task(self._remove(pause), context=Context())

    async def _remove(self, pause: int) -> None:
        try:
            with contextlib.suppress(GraphError):
                removed = await remove(self.graph, age=AGE, pause=pause)
                if removed:
                    _LOG.info("old entries of the revision log are removed", extra={"entries": removed})
        finally:
            self._removing = None


def _retrieve_exception(task: asyncio.Task[None]) -> None:
    """Read the exception: all waiting tasks may be gone, and an exception that is never read raises a warning."""
    if not task.cancelled():
        task.exception()


async def remove(graph: Graph, *, age: int, pause: int) -> int:
    """Remove entries older than `age` milliseconds, unless that was begun in the last `pause`; how many were.

    The epoch is odd from before the first removal until after the last, each in a transaction of its own: a
    reader that counts entries and then finds the epoch unchanged counted before anything was removed.
    """
    (begun,) = await graph.write([(BEGIN_REMOVAL, {"pause": pause})], operation="access.remove", touched=NOTHING)
    if not begun:
        return 0
    mine = {"epoch": begun[0]["epoch"]}
    removed, last = 0, STEP
    while last == STEP:
        given = {**mine, "age": age, "most": STEP}
        (rows,) = await graph.write([(REMOVE, given)], operation="access.remove", touched=NOTHING, timeout=60)
        last = rows[0]["removed"] if rows else 0
        removed += last
    await graph.write([(END_REMOVAL, mine)], operation="access.remove", touched=NOTHING)
    return removed
