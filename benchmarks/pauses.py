"""For how long an event loop stood still while something was done in it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from typing import Any


async def paused(work: Awaitable[Any]) -> tuple[float, float]:
    """The longest pause of the loop while the work was done, and how long that took; both in seconds."""
    longest, ended = 0.0, asyncio.Event()

    async def tick() -> None:
        nonlocal longest
        last = time.perf_counter()
        while not ended.is_set():
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now

    ticking = asyncio.create_task(tick())
    begun = time.perf_counter()
    await work
    taken = time.perf_counter() - begun
    ended.set()
    await ticking
    return longest, taken
