"""Work that may take longer than a moment, done where it stops nobody: the event loop serves everyone."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

#: Entries of lists among the variables: with this many, reading or hashing them takes some ten milliseconds.
MANY = 500

Given = ParamSpec("Given")
Made = TypeVar("Made")


def many(variables: Mapping[str, Any]) -> bool:
    """Whether variables hold lists so long that nobody should wait for their reading."""
    return sum(len(value) for value in variables.values() if isinstance(value, list)) > MANY


def settle() -> None:
    """Take everything that is there now out of what is looked through for garbage: to be called when much was loaded.

    What lives as long as the process (modules, the API, dictionaries) is a million objects; looking through them stops
    everybody for a tenth of a second, whenever a large request makes many.
    """
    gc.collect()
    gc.freeze()


async def aside(long: bool, work: Callable[Given, Made], *args: Given.args, **named: Given.kwargs) -> Made:
    """The result of the work, done in a thread where it is long; for a moment's work a thread would cost more."""
    return await asyncio.to_thread(work, *args, **named) if long else work(*args, **named)
