"""Budgets: how much an officer and an agency may ask in a minute, in cost units.

Token buckets, one for each officer and one for each agency, so that no agency can use up what another has. They are
kept in the process, and a restart fills them; several workers charge `shared_quotas.py`.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hub.errors import BudgetExhausted

#: Buckets kept; the one used longest ago goes first, and by then it is full again, which is what a new one is.
MOST_BUCKETS = 20_000


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of a budget after an operation was charged."""

    units: int
    per_minute: int
    full_in: float

    def as_map(self) -> dict[str, float]:
        """As the answer tells it."""
        return {"remaining": self.units, "perMinute": self.per_minute, "fullInSeconds": round(self.full_in, 1)}

    def said(self) -> dict[str, Any]:
        """What the answer says beside the units."""
        return {"budget": self.as_map()}


class _Uncounted(Remaining):
    """What is left where nothing is counted."""

    __slots__ = ()

    def said(self) -> dict[str, Any]:
        """Nothing."""
        return {}


@dataclass(slots=True)
class Bucket:
    level: float
    at: float


class Quotas:
    """The buckets of all officers and agencies that asked lately."""

    def __init__(
        self,
        officer: int,
        agency: int,
        *,
        now: Callable[[], float] = time.monotonic,
        most: int = MOST_BUCKETS,
        seconds: float = 60.0,
        what: str = "units",
    ) -> None:
        """Have buckets of these sizes; they count `what`, and an empty one is full again after `seconds`."""
        self._sizes = {"officer": officer, "agency": agency}
        self._seconds, self._what = seconds, what
        self._now = now
        self._most = most
        self._buckets: OrderedDict[tuple[str, ...], Bucket] = OrderedDict()

    def charge(self, agency: str, card: str, units: int) -> Remaining:
        """Take the units from both budgets, or from none; raises BudgetExhausted where one has too little."""
        buckets = self._buckets_of(agency, card)
        for whose, bucket in buckets.items():
            # What was waited for exactly may be short of a rounding.
            if bucket.level + 1e-6 < units:
                raise self._exhausted(whose, bucket, units)
        for bucket in buckets.values():
            bucket.level -= units
        # The one that will stop the caller first is the one to know of.
        whose = min(buckets, key=lambda each: buckets[each].level)
        left, size = buckets[whose].level, self._sizes[whose]
        return Remaining(int(left), size, (size - left) * self._seconds / size)

    def debit(self, agency: str, card: str, units: int) -> None:
        """Take the units whether they are there or not: for what was done already."""
        for whose, bucket in self._buckets_of(agency, card).items():
            bucket.level = max(-float(self._sizes[whose]), bucket.level - units)

    def _buckets_of(self, agency: str, card: str) -> dict[str, Bucket]:
        keys = {"agency": ("agency", agency), "officer": ("officer", agency, card)}
        return {whose: self._bucket(whose, key) for whose, key in keys.items()}

    def _bucket(self, whose: str, key: tuple[str, ...]) -> Bucket:
        now, size = self._now(), self._sizes[whose]
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(size, now)
            if len(self._buckets) > self._most:
                self._buckets.popitem(last=False)
        else:
            # A clock that steps back gives nothing and takes nothing.
            bucket.level = min(size, bucket.level + max(0.0, now - bucket.at) * size / self._seconds)
            bucket.at = now
            self._buckets.move_to_end(key)
        return bucket

    def _exhausted(self, whose: str, bucket: Bucket, units: int) -> BudgetExhausted:
        size = self._sizes[whose]
        seconds = max(1, math.ceil((min(units, size) - bucket.level) * self._seconds / size))
        left = max(0, int(bucket.level))
        if self._what != "units":
            return BudgetExhausted(
                f"The budget of the {whose} is used up for now: {left} {self._what} are left of {size} in "
                f"{self._seconds / 3600:g} hours.",
                hint=f"Ask again in {seconds} s, or for fewer. The hub's operator can allow more.",
                budget=whose,
                of=self._what,
                remaining=left,
                allowed=size,
                retryAfter=seconds,
            )
        return BudgetExhausted(
            f"The budget of the {whose} is used up for now: the operation costs {units} units, "
            f"and {left} of {size} a minute are left.",
            hint=f"Ask again in {seconds} s, or ask for less: smaller pages, fewer levels.",
            budget=whose,
            units=units,
            remaining=left,
            perMinute=size,
            retryAfter=seconds,
        )


class Unlimited(Quotas):
    """Budgets that nothing is taken from, for tests and measurements; a hub that is served counts."""

    def __init__(self) -> None:
        """Have no buckets."""
        super().__init__(0, 0)

    def charge(self, agency: str, card: str, units: int) -> Remaining:
        """Take nothing."""
        return _UNCOUNTED

    def debit(self, agency: str, card: str, units: int) -> None:
        """Take nothing."""


_UNCOUNTED = _Uncounted(0, 0, 0.0)
UNLIMITED = Unlimited()
