"""Fetches what operations may see, in one statement each, and keeps it until something that it depends on changes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextvars import Context
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from hub.access.callers import Basis, Bearer
from hub.access.declare import Purpose
from hub.access.revision_log import RevisionLog
from hub.access.rights import CachedRights, Rights
from hub.access.rights_statement import DEGREES, alike, shows_everything, statement
from hub.errors import BasisRefused
from hub.graph.client import Graph
from hub.graph.deadlines import within_deadline
from hub.support.caching import SegmentedCache
from schema.errors import InvalidValue
from schema.identity import natural_key
from schema.validity import today
from schema.values import CASE_NUMBER, DOCUMENT_NO, Realm

#: For changes that somebody makes in the database by hand, past the hub and without a revision.
MOST_SECONDS = 60.0
#: Ids in all rings that are kept.
MOST_IDS = 2_000_000
#: Starts whose links were counted, under one basis.
MOST_STARTS = 10_000


class Freshness(Enum):
    """How sure an operation must be that rights are those of now when it is admitted."""

    #: It finds out itself: each of its statements reads the log too.
    UNSURE = "unsure"
    #: Rings may hold less than they would now, and nothing else may differ.
    GROWN = "grown"
    #: They are those of now.
    NOW = "now"
    #: They are those of the moment at which this process read the log last.
    READ = "read"


@dataclass(eq=False)
class _Flight:
    """A fetch on its way; `position` is that of the log before it read anything, None until then."""

    task: asyncio.Task[Rights]
    generation: int = 0
    position: int | None = None


@dataclass
class RightsCache:
    """Fetches rights over one graph, and keeps them."""

    graph: Graph
    realm: Realm
    clock: Callable[[], float] = time.monotonic
    today: Callable[[], date] = today
    _kept: SegmentedCache[tuple[Any, ...], Rights] = field(default_factory=lambda: SegmentedCache(MOST_IDS))
    _flights: dict[tuple[Any, ...], _Flight] = field(default_factory=dict)
    #: How often rights were fetched.
    fetched: int = 0

    @cached_property
    def log(self) -> RevisionLog:
        """What is known of the revision log."""
        return RevisionLog(self.graph)

    @property
    def kept(self) -> int:
        """How many callers and bases have rights that are kept."""
        return len(self._kept)

    async def of(
        self, bearer: Bearer, basis: Basis | None, purpose: Purpose, starts: Sequence[str], how: Freshness
    ) -> tuple[Rights, CachedRights | None, bool]:
        """The rights; how to find out whether they hold, None where they do; and whether they were fetched for this.

        Raises BasisRefused where the basis names no case or document.
        """
        key = self._key(bearer, basis, purpose)
        kept = self._kept.get(key)
        if kept is not None and self.clock() - kept.at >= MOST_SECONDS:
            # One fetches them again; those who come meanwhile go on with what is there.
            kept.at, kept = self.clock(), None
        if how in (Freshness.NOW, Freshness.GROWN) and (kept is not None or key in self._flights):
            await self.log.read()
        if kept is not None and kept.take(self.log):
            sure = how is not Freshness.UNSURE
            if not sure or not (kept.changed or (kept.grown and how is not Freshness.GROWN)):
                await self._count(kept, purpose, starts)
                return kept, None if sure and not kept.grown else CachedRights(kept, self.log), False
        rights, joined = await self._fetch_once(key, bearer, basis, purpose, starts, how)
        if not joined:
            return rights, None, True
        await self._count(rights, purpose, starts)
        sure = how is not Freshness.UNSURE
        return rights, None if sure else CachedRights(rights, self.log), sure

    def _key(self, bearer: Bearer, basis: Basis | None, purpose: Purpose) -> tuple[Any, ...]:
        # What was due to end today stood yesterday, and nobody writes anything when it ends.
        return (purpose, bearer.agency, bearer.card, bearer.session, basis, self.today())

    async def fetch(self, bearer: Bearer, basis: Basis | None, purpose: Purpose, starts: Sequence[str]) -> Rights:
        """The rights, fetched from now on whatever is kept; raises BasisRefused as `of` does."""
        key = self._key(bearer, basis, purpose)
        rights, _ = await self._fetch_once(key, bearer, basis, purpose, starts, None)
        return rights

    async def _fetch_once(
        self,
        key: tuple[Any, ...],
        bearer: Bearer,
        basis: Basis | None,
        purpose: Purpose,
        starts: Sequence[str],
        how: Freshness | None,
    ) -> tuple[Rights, bool]:
        """Fetch rights, or wait for those that another operation fetches, which is then true.

        Without `how`, only for a fetch that has not read anything yet.
        """
        flight = self._flights.get(key)
        joined = flight is not None and (
            how is Freshness.UNSURE
            or flight.position is None
            or (how is not None and flight.position >= self.log.position and flight.generation == self.log.generation)
        )
        if flight is None or not joined:
            parameters = self._parameters(bearer, basis, starts)
            # Without the asker's context: its deadline is not that of all who wait.
            work = self._fetch(key, bearer, purpose, parameters)
            flight = _Flight(asyncio.get_running_loop().create_task(work, context=Context()))
            self._flights[key] = flight
            flight.task.add_done_callback(_retrieve_exception)
        async with within_deadline("access.admission"):
            return await asyncio.shield(flight.task), joined

    async def _fetch(
        self, key: tuple[Any, ...], bearer: Bearer, purpose: Purpose, parameters: Mapping[str, Any]
    ) -> Rights:
        flight = self._flights[key]
        try:
            if not self.log.begun:
                await self.log.read()
            # Taken before anything is read: what is written meanwhile counts as new, although it may be in it.
            log, begun = self.log, self.clock()
            flight.generation, flight.position = log.generation, log.position
            rest = (flight.generation, flight.position, log.complete)
            self.fetched += 1
            text = statement(purpose)
            facts = await self.graph.ask_one(text, alike(parameters), operation="access.admission") or {}
            rights = Rights(bearer, purpose, facts, begun, *rest, degrees=dict(facts.get("degrees") or ()))
            earlier = self._kept.get(key)
            if earlier is not None:
                rights.take_prices(earlier)
            self._kept.put(key, rights, rights.weight)
            return rights
        finally:
            if self._flights.get(key) is flight:
                del self._flights[key]

    def _parameters(self, bearer: Bearer, basis: Basis | None, starts: Sequence[str]) -> dict[str, Any]:
        return {
            "agency": bearer.agency,
            "card": bearer.card,
            "session": [] if bearer.session is None else [bearer.session, *bearer.marks],
            "begun": bearer.begun,
            "case": _case_key(basis, self.realm),
            "document": _document_key(basis, self.realm),
            "agencyKey": natural_key("Agency", bearer.agency),
            "starts": list(starts),
        }

    async def _count(self, rights: Rights, purpose: Purpose, starts: Sequence[str]) -> None:
        """Count the links of starts that were not asked about yet; hidden links must cost nothing, so only of some."""
        new = [each for each in starts if each not in rights.degrees]
        if not new or not shows_everything(purpose):
            return
        if len(rights.degrees) > MOST_STARTS:
            rights.degrees.clear()
        found = await self.graph.ask_one(f"RETURN {DEGREES} AS degrees", {"starts": new}, operation="access.degrees")
        rights.degrees.update(dict(found or ()))


def _retrieve_exception(task: asyncio.Task[Rights]) -> None:
    """Read the exception: all waiting tasks may be gone, and an exception that is never read raises a warning."""
    if not task.cancelled():
        task.exception()


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
        return natural_key("Document", DOCUMENT_NO.parse(basis.document, realm))
    except InvalidValue as problem:
        raise BasisRefused(
            f"The basis names no document: {problem.message}", hint=problem.hint, part="document"
        ) from None
