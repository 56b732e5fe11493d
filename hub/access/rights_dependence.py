"""Which marks of writes the rights of a caller depend on, and which of their rings each mark may change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hub.access.callers import Bearer
from hub.access.declare import Purpose, Ring
from schema.touched import ALL, SOME, VALUES, Marks, drawn, mark

#: In place of a ring's name: the caller, the case, the document and all that depends on them, so everything.
WHOLE = ""
AGENCY, OFFICER, SESSION = "RegisteredAgency", "RegisteredOfficer", "EndedSession"
#: The links that facts about the basis are read from.
CASE_LINKS, DOCUMENT_LINKS = ("HEARD_BY",), ("ISSUED_IN", "ADDRESSED_TO")
#: A ring that starts from more entities depends on every link of its kinds.
MOST_STARTS = 2_000


class Dependence:
    """The marks that some rights depend on: `changing` may make a ring smaller or larger, `growing` only larger."""

    def __init__(self, purpose: Purpose, bearer: Bearer, facts: Mapping[str, Any]) -> None:
        self.changing: dict[int, frozenset[str]] = {}
        self.growing: dict[int, frozenset[str]] = {}
        whole = frozenset((WHOLE,))
        sessions = () if bearer.session is None else (bearer.session, *bearer.marks)
        for thing, aspect in ((bearer.agency, AGENCY), (bearer.card, OFFICER), *((each, SESSION) for each in sessions)):
            self._add(self.changing, mark(thing, aspect), whole)
        for part, kinds, agencies in (("case", CASE_LINKS, "courts"), ("document", DOCUMENT_LINKS, "addressees")):
            fact = facts.get(part)
            if fact is None:
                # Without it an operation that needs it is refused, and a refusal is never given by kept rights.
                continue
            self._values(fact["id"])
            for agency in fact[agencies]:
                self._values(agency["id"])
            for kind in kinds:
                self._link(kind, (fact["id"],), whole)
        for ring in purpose.rings:
            self._ring(purpose, ring, facts)

    def rings_changed_by(self, marks: Marks | None) -> tuple[frozenset[str], frozenset[str]]:
        """The rings that a write with these marks may change, and those that it may only make larger."""
        if marks is None:
            return frozenset((WHOLE,)), frozenset()
        return _rings_of_marks(self.changing, marks), _rings_of_marks(self.growing, marks)

    def _ring(self, purpose: Purpose, ring: Ring, facts: Mapping[str, Any]) -> None:
        if not ring.of:
            return
        rings: Mapping[str, list[str]] = facts.get("rings") or {}
        kinds = {kind for step in ring.along for kind in step.kinds}
        behind = frozenset(_rings_behind(purpose, ring.name))
        # What is reached by the first of several hops is a start of the next.
        starts = {each for name in (*ring.of, *((ring.name,) if ring.hops > 1 else ())) for each in rings.get(name, ())}
        for kind in kinds:
            self._link(kind, starts if len(starts) <= MOST_STARTS else (SOME,), behind)
        if ring.held_by is not None:
            agency = facts.get("agencyId")
            self._link(ring.held_by, (SOME if agency is None else agency,), behind)

    def _link(self, kind: str, things: Iterable[str], rings: frozenset[str]) -> None:
        self._add(self.changing, mark(ALL, kind), rings)
        for thing in things:
            self._add(self.changing, mark(thing, kind), rings)
            self._add(self.growing, mark(thing, drawn(kind)), rings)

    def _values(self, thing: str) -> None:
        self._add(self.changing, mark(thing, VALUES), frozenset((WHOLE,)))

    @staticmethod
    def _add(marks: dict[int, frozenset[str]], number: int, rings: frozenset[str]) -> None:
        known = marks.get(number)
        marks[number] = rings if known is None or known == rings else known | rings


def _rings_behind(purpose: Purpose, name: str) -> set[str]:
    """A ring and all that start from it, or from those."""
    found = {name}
    # Each starts from rings that stand before it.
    for ring in purpose.rings:
        if found & set(ring.of):
            found.add(ring.name)
    return found


def _rings_of_marks(needed: Mapping[int, frozenset[str]], marks: Marks) -> frozenset[str]:
    return frozenset[str]().union(*(needed[each] for each in marks.among(needed)))
