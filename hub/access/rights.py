"""What an operation may see, as it was fetched, and how to find out whether it still holds.

Every write adds an entry to the revision log that says what it touches. Each question reads, in its own statement, how
many entries there are. Where there are more than this process knows, it reads the new ones and looks whether any of
them touches what the rights depend on. If none does, the answer stands. Otherwise the rights are fetched again, and the
question is asked again. So a suspension, a withdrawn notice or a party that leaves a case counts at the next question,
and what others write costs nothing but the reading of the entries, which all who wait share.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from hub.access.callers import Bearer
from hub.access.declare import Purpose
from hub.access.profile import Profile
from hub.access.revision_log import RevisionLog
from hub.access.rights_dependence import WHOLE, Dependence
from hub.access.rights_statement import RING_LIMIT
from hub.errors import LimitExceeded
from hub.graph.revisions import Look


@dataclass(eq=False)
class Rights:
    """What was fetched for a caller and a basis, and how much of the revision log was taken into account since.

    `position` is the next entry to look at, `generation` and `complete` those of the log when the rights were fetched.
    `changed` and `grown` are the rings that differ by now, `grown` those that can only have become larger. `degrees`
    are the links of starts that were counted, `prices` those of operations that were priced.
    """

    bearer: Bearer
    purpose: Purpose
    facts: Mapping[str, Any]
    at: float
    generation: int
    position: int
    complete: int
    changed: frozenset[str] = frozenset()
    grown: frozenset[str] = frozenset()
    degrees: dict[str, int] = field(default_factory=dict)
    prices: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def profile(self) -> Profile:
        """What the caller may see, once the basis was found good; raises LimitExceeded where a ring is too large."""
        rings: Mapping[str, list[str]] = self.facts.get("rings") or {}
        for name, members in rings.items():
            if len(set(members)) > RING_LIMIT:
                raise LimitExceeded(
                    f"The case reaches more than {RING_LIMIT} entities ('{name}').",
                    hint="Narrow the basis: use the case of one debtor.",
                    limit="ring",
                    allowed=RING_LIMIT,
                )
        case, agency = self.facts["case"], self.facts["agency"]
        since = None
        if self.purpose.years is not None and case is not None and case["filedAt"] is not None:
            since = _years_before(as_date(case["filedAt"]), self.purpose.years)
        scope = {name: frozenset(members) for name, members in rings.items()}
        division = "" if agency is None else agency["division"]
        return Profile(self.purpose, self.bearer.agency, self.bearer.card, scope, division, since, self.degrees)

    @cached_property
    def _dependence(self) -> Dependence:
        """Worked out when somebody writes, not before."""
        return Dependence(self.purpose, self.bearer, self.facts)

    @cached_property
    def sizes(self) -> tuple[Any, ...]:
        """All that a price takes from the rights, where no links were counted."""
        profile = self.profile
        return (profile.reach(""), *(profile.size(entity.name) for entity in profile.model.concrete))

    def take(self, log: RevisionLog) -> bool:
        """Take new entries of the log into account; False where the rights cannot be used any more."""
        if not log.begun or self.generation != log.generation or WHOLE in self.changed:
            return False
        entries = log.since(self.position)
        if entries is None:
            return False
        for marks in entries:
            changed, grown = self._dependence.rings_changed_by(marks)
            self.changed |= changed
            self.grown |= grown
        self.position = log.position
        return WHOLE not in self.changed

    def take_prices(self, earlier: Rights) -> None:
        """Go on with the prices of earlier rights where nothing that they depend on differs."""
        if self.degrees or earlier.degrees or not earlier.prices:
            return
        # A ring that is too large is refused in its turn, and no sooner.
        with contextlib.suppress(LimitExceeded):
            if self.sizes == earlier.sizes:
                self.prices = earlier.prices

    @property
    def weight(self) -> int:
        """How many ids it holds, and a little more."""
        return 100 + sum(map(len, (self.facts.get("rings") or {}).values()))


@dataclass(frozen=True, slots=True)
class CachedRights:
    """Rights that were kept, and the way to find out whether they still hold."""

    rights: Rights
    log: RevisionLog

    async def hold(self, look: Look, rings: Collection[str]) -> bool:
        """Whether what depends on these rings could be answered by them at the time of a look; raises GraphError."""
        rights, log = self.rights, self.log
        if not await log.reach(look) or look.entries < rights.complete or not rights.take(log):
            # Fewer entries than the rights were fetched with: another server of a cluster, which is behind.
            return False
        return rights.changed.isdisjoint(rings) and rights.grown.isdisjoint(rings)


def as_date(value: Any) -> date:
    """A day as the standard library has it; the driver has its own."""
    return value if type(value) is date else date(value.year, value.month, value.day)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
