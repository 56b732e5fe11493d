"""Runs long work in a thread so that it does not block the event loop."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

#: Entries of lists among the variables: with this many, reading or hashing them takes some milliseconds.
MANY = 1_000

#: The number of new objects after which the youngest are collected, a millisecond's work; Python's own 700 cost a
#: twentieth of a look-up.
THRESHOLD = (10_000, 20, 20)

Given = ParamSpec("Given")
Made = TypeVar("Made")


def is_long(variables: Mapping[str, Any], most: int = MANY) -> bool:
    """Whether the lists among the variables have more than `most` entries, too many to read in the event loop."""
    return sum(len(value) for value in variables.values() if isinstance(value, list)) > most


def freeze_loaded_objects() -> None:
    """Exempt all present objects from garbage collection; call it after much was loaded.

    What lives as long as the process (modules, the API, dictionaries) is a million objects; looking through them stops
    everybody for a tenth of a second, whenever a large request makes many. What comes after is looked through less
    often than Python does by itself: a question makes some hundred objects, and hardly any that only the collector
    frees.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLD)


async def in_thread_if(long: bool, work: Callable[Given, Made], *args: Given.args, **named: Given.kwargs) -> Made:
    """The result of the work; long work runs in a thread, for short work a thread would cost more."""
    return await asyncio.to_thread(work, *args, **named) if long else work(*args, **named)
