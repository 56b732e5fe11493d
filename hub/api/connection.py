"""Work for a client that may leave: when it does, the work is cancelled, and with it what runs in the database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from typing import Any, TypeVar

Made = TypeVar("Made")


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

    watching = asyncio.create_task(watch())
    try:
        return await work
    except asyncio.CancelledError:
        # Cancelled by the watch alone, this task goes on; cancelled by somebody else too, it ends.
        if not left or working.uncancel():
            raise
        return None
    finally:
        watching.cancel()
