"""Work for a client that may leave: when it does, the work is cancelled, and with it what runs in the database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from typing import Any, TypeVar

Made = TypeVar("Made")
#: Most work is done before, and a task that watches costs a fiftieth of it.
WATCH_AFTER = 0.05


async def while_connected(
    receive: Callable[[], Awaitable[MutableMapping[str, Any]]], work: Coroutine[Any, Any, Made]
) -> Made | None:
    """What the work makes, or None where the client left before; the request's body must have been read."""
    working = asyncio.current_task()
    assert working is not None  # noqa: S101 - a coroutine runs in a task
    left = False

    async def watch() -> None:
        nonlocal left
        while (await receive())["type"] != "http.disconnect":
            pass
        left = True
        working.cancel()

    watching: asyncio.Task[None] | None = None

    def begin() -> None:
        nonlocal watching
        watching = asyncio.create_task(watch())

    # What the client did meanwhile waits to be received.
    timer = asyncio.get_running_loop().call_later(WATCH_AFTER, begin)
    try:
        return await work
    except asyncio.CancelledError:
        # Cancelled by the watch alone, this task goes on; cancelled by somebody else too, it ends.
        if not left or working.uncancel():
            raise
        return None
    finally:
        timer.cancel()
        if watching is not None:
            watching.cancel()
