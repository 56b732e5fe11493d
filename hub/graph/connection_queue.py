"""Admits as many statements as there are connections; the rest wait in a queue of bounded length."""

from __future__ import annotations

import asyncio
from collections import deque

from hub.errors import GraphBusy

#: At most this number may wait for each connection; a longer wait would take more time than a second attempt.
WAITING = 8
#: After this wait the caller gets GraphBusy, while there is still time for a second attempt.
SECONDS = 2.0


class ConnectionQueue:
    """Bounds the work that runs at once and the queue before it; first come, first served."""

    def __init__(self, places: int, seconds: float = SECONDS) -> None:
        self._places, self._free, self._most, self._seconds = places, places, places * WAITING, seconds
        self._line: deque[asyncio.Future[None]] = deque()
        #: How many were refused.
        self.refused = 0

    @property
    def used(self) -> int:
        """How many run now."""
        return self._places - self._free

    @property
    def waiting(self) -> int:
        """How many wait."""
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
                # The turn came at this very moment: pass it on.
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
        "All connections to the database are in use, and the queue for them is full.",
        hint=(
            "Ask again in a few seconds; if this goes on, the hub's operator can allow more "
            "connections (HUB_POOL_SIZE) or start more workers (HUB_WORKERS)."
        ),
    )
