"""Notices who screens and finds hardly anybody: that is how numbers are tried out. Only counts are kept."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

_LOG = logging.getLogger("hub.capabilities.screening")
#: Fewer subjects in a day say nothing.
LEAST = 20_000
#: Of the real clients of an agency, at least one in this number is listed.
ONE_IN = 2_000


@dataclass
class _Day:
    day: date
    subjects: int = 0
    hits: int = 0
    told: bool = False


@dataclass
class Watch:
    """What this process has screened."""

    #: Outcomes by their names, and how often an agency was noticed.
    outcomes: Counter[str] = field(default_factory=Counter)
    alarms: int = 0
    _days: dict[str, _Day] = field(default_factory=dict)

    def note(self, agency: str, counts: Mapping[str, int], today: date) -> None:
        """Take what a request found: `subjects`, and how many of them were which outcome."""
        self.outcomes.update({name: count for name, count in counts.items() if name != "subjects"})
        day = self._days.get(agency)
        if day is None or day.day != today:
            day = self._days[agency] = _Day(today)
        day.subjects += counts["subjects"]
        # Who may be listed counts too: names are asked by those who have no numbers.
        day.hits += counts["hit"] + counts.get("uncertain", 0)
        if day.subjects >= LEAST and day.hits * ONE_IN < day.subjects and not day.told:
            day.told = True
            self.alarms += 1
            _LOG.warning(
                "screening finds hardly anybody: are numbers tried out?",
                extra={"agency": agency, "subjects": day.subjects, "hits": day.hits},
            )
