"""What may be handed to the driver as a parameter, and what would crash it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timezone
from datetime import time as day_time
from types import NoneType
from typing import Any

_PLAIN = frozenset({str, int, float, bool, NoneType, bytes, date})


def safe(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters for the driver; raises TypeError where one would crash it.

    The driver's own time type makes any tzinfo but a fixed offset end the whole process (CPython 3.11, segmentation
    fault), so a slip must not reach it.
    """
    _look(parameters)
    return dict(parameters)


def _look(value: object) -> None:
    if type(value) in _PLAIN:
        return
    if isinstance(value, Mapping):
        # A load hands over thousands of small rows.
        if not _PLAIN.issuperset(map(type, value.values())):
            for each in value.values():
                _look(each)
    elif isinstance(value, list | tuple):
        # Most are thousands of ids: checking the set of their types is faster than one by one.
        if not _PLAIN.issuperset(map(type, value)):
            for each in value:
                _look(each)
    elif isinstance(value, datetime | day_time) and not isinstance(value.tzinfo, timezone | NoneType):
        raise TypeError(
            f"A parameter holds a {type(value).__name__} with a {type(value.tzinfo).__name__}: give it a fixed offset,"
            " as datetime.timezone makes them."
        )
