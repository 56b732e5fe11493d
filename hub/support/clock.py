"""The time by the clocks of the courts."""

from __future__ import annotations

from datetime import datetime

from schema.values.date import SHANGHAI


def china_now() -> datetime:
    """The time now, in China.

    A fixed offset, not a ZoneInfo: the driver's own time type makes ZoneInfo crash the process (CPython 3.11).
    """
    return datetime.now(SHANGHAI)
