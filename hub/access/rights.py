"""What an operation's rights depend on, fetched in one statement and kept until the graph changes.

Every write adds a `Revision` to the graph, in its own transaction; their number is the graph's revision. What was
fetched is used again only by a question that finds the same revision in its own transaction, so that a suspension, a
withdrawn notice or a party that leaves a case counts from the next question on, as if it had been fetched anew. Flags
are raised all day and change few rings: they have a revision of their own, which only questions about those rings heed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from hub.access.callers import Basis, Bearer
from hub.access.declare import Purpose
from hub.access.profile import Profile
from hub.access.scope import DEGREES, RING_LIMIT, shows_everything, statement
from hub.caching import SegmentedCache
from hub.graph import Graph
from schema.errors import BasisRefused, InvalidValue, LimitExceeded
from schema.identity import natural_key
from schema.values import CASE_NUMBER, TEXT, Realm

#: For changes that somebody makes in the database by hand, past the hub and without a revision.
MOST_SECONDS = 60.0
#: Ids in all rings that are kept.
MOST_IDS = 2_000_000
#: Starts whose links were counted, under one basis.
MOST_STARTS = 10_000


@dataclass(frozen=True, slots=True)
class Revision:
    """What the graph was at when rights were fetched: how often it was changed, and how often by flags."""

    graph: int
    flags: int

    def expected(self, *, flagged: bool) -> int:
        """What a question must find; one that flags bear on counts both. Neither ever becomes less."""
        return self.graph + self.flags if flagged else self.graph


@dataclass(eq=False)
class Rights:
    """What was fetched for a caller and a basis, and at which revision.

    `degrees` are the links of starts that were counted, `prices` those of operations that were priced.
    """

    bearer: Bearer
    purpose: Purpose
    facts: Mapping[str, Any]
    revision: Revision
    at: float
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

    @property
    def weight(self) -> int:
        """How many ids it holds, and a little more."""
        return 100 + sum(map(len, (self.facts.get("rings") or {}).values()))


@dataclass
class RightsDesk:
    """Fetches rights over one graph, and keeps them."""

    graph: Graph
    realm: Realm
    clock: Callable[[], float] = time.monotonic
    _kept: SegmentedCache[tuple[Any, ...], Rights] = field(default_factory=lambda: SegmentedCache(MOST_IDS))
    #: The graph's revision that was fetched last: what was fetched at another is not worth a try.
    _latest: int | None = None
    #: How often rights were fetched.
    fetched: int = 0

    @property
    def kept(self) -> int:
        """How many callers and bases have rights that are kept."""
        return len(self._kept)

    async def of(
        self, bearer: Bearer, basis: Basis | None, purpose: Purpose, starts: Sequence[str], *, fresh: bool
    ) -> tuple[Rights, bool]:
        """The rights, and whether they were fetched for this very operation; with `fresh` they always are.

        Raises BasisRefused where the basis names no case or document.
        """
        key = (purpose, bearer.agency, bearer.card, bearer.session, basis)
        kept = None if fresh else self._kept.get(key)
        if kept is not None and kept.revision.graph == self._latest:
            if self.clock() - kept.at < MOST_SECONDS:
                await self._count(kept, purpose, starts)
                return kept, False
            # Whoever comes meanwhile goes on with what is there: one who fetches it anew is enough.
            kept.at = self.clock()
        rights = await self._fetch(bearer, basis, purpose, starts)
        self._kept.put(key, rights, rights.weight)
        self._latest = rights.revision.graph
        return rights, True

    async def _fetch(self, bearer: Bearer, basis: Basis | None, purpose: Purpose, starts: Sequence[str]) -> Rights:
        parameters = {
            "agency": bearer.agency,
            "card": bearer.card,
            "session": [] if bearer.session is None else [bearer.session, *bearer.marks],
            "begun": bearer.begun,
            "case": _case_key(basis, self.realm),
            "document": _document_key(basis, self.realm),
            "agencyKey": natural_key("Agency", bearer.agency),
            "starts": list(starts),
        }
        begun = self.clock()
        self.fetched += 1
        facts = await self.graph.ask_one(statement(purpose), parameters, operation="access.admission") or {}
        degrees = dict(facts.get("degrees") or ())
        revision = Revision(facts["revision"], facts["flagRevision"])
        return Rights(bearer, purpose, facts, revision, begun, degrees)

    async def _count(self, rights: Rights, purpose: Purpose, starts: Sequence[str]) -> None:
        """Count the links of starts that were not asked about yet; hidden links must cost nothing, so only of some."""
        new = [each for each in starts if each not in rights.degrees]
        if not new or not shows_everything(purpose):
            return
        if len(rights.degrees) > MOST_STARTS:
            rights.degrees.clear()
        found = await self.graph.ask_one(f"RETURN {DEGREES} AS degrees", {"starts": new}, operation="access.degrees")
        rights.degrees.update(dict(found or ()))


def _case_key(basis: Basis | None, realm: Realm) -> str | None:
    if basis is None or basis.case is None:
        return None
    try:
        return natural_key("EnforcementCase", CASE_NUMBER.parse(basis.case, realm))
    except InvalidValue as problem:
        raise BasisRefused(f"The basis names no case: {problem.message}", hint=problem.hint, part="case") from None


def _document_key(basis: Basis | None, realm: Realm) -> str | None:
    if basis is None or basis.document is None:
        return None
    try:
        return natural_key("Document", TEXT.parse(basis.document, realm))
    except InvalidValue as problem:
        raise BasisRefused(
            f"The basis names no document: {problem.message}", hint=problem.hint, part="document"
        ) from None


def as_date(value: Any) -> date:
    """A day as the standard library has it; the driver has its own."""
    return value if type(value) is date else date(value.year, value.month, value.day)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
