"""When an operation must be over: everything that it waits for, in whatever task, ends by then."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar

from hub.graph.errors import timed_out

#: When the operation that this task works for must be over, by the monotonic clock.
_ENDS: ContextVar[float | None] = ContextVar("ends", default=None)
#: The driver counts milliseconds, and reads none as no timeout at all.
LEAST_SECONDS = 0.01


def ends() -> float | None:
    """When it must be over, by the monotonic clock."""
    return _ENDS.get()


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """All statements sent inside, also by tasks that begin there, end at the latest `seconds` from now."""
    token = _ENDS.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ENDS.reset(token)


#: Within the deadline the server itself ends a transaction; what it does not end is given up so much later.
GRACE_SECONDS = 0.5


@asynccontextmanager
async def within_deadline(operation: str) -> AsyncIterator[None]:
    """Wait for what others ask too, without their deadline, no longer than until one's own; raises GraphTimeout."""
    end, late = _ENDS.get(), False
    try:
        async with asyncio.timeout(None if end is None else end + GRACE_SECONDS - time.monotonic()) as limit:
            yield
    except TimeoutError:
        if not limit.expired():
            raise
        late = True
    if late:
        raise timed_out(operation)
