"""Lets in as many as there are connections; the rest wait in line, and the line has an end."""

from __future__ import annotations

import asyncio
from collections import deque

from schema.errors import GraphBusy

#: So many wait for each connection; whoever comes behind them would wait longer than asking again takes.
WAITING = 8
#: Whoever waited so long is told to ask again while there is time left for it.
SECONDS = 2.0


class Gate:
    """Bounds the work that is under way at once, and the line before it; whoever came first goes first."""

    def __init__(self, places: int, seconds: float = SECONDS) -> None:
        self._places, self._free, self._most, self._seconds = places, places, places * WAITING, seconds
        self._line: deque[asyncio.Future[None]] = deque()
        #: How many were sent away.
        self.refused = 0

    @property
    def used(self) -> int:
        """How many are inside."""
        return self._places - self._free

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._line)

    async def __aenter__(self) -> None:
        if self._free and not self._line:
            self._free -= 1
            return
        if len(self._line) >= self._most:
            self.refused += 1
            raise _busy()
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._line.append(turn)
        try:
            async with asyncio.timeout(self._seconds):
                await turn
        except BaseException as problem:
            if turn.done() and not turn.cancelled():
                # The turn came at the very moment: it is the next one's.
                self._pass_on()
            elif turn in self._line:
                self._line.remove(turn)
            if isinstance(problem, TimeoutError):
                self.refused += 1
                raise _busy() from None
            raise

    async def __aexit__(self, *_: object) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        while self._line:
            turn = self._line.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


def _busy() -> GraphBusy:
    return GraphBusy(
        "All connections to the database are in use, and enough questions wait for them.",
        hint="Ask again in a few seconds; if it stays, the operator can add connections (HUB_POOL_SIZE) or processes.",
    )
