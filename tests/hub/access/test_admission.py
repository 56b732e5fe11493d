"""Every purpose is given to whom it declares, on the ground it declares; each single change of that is refused.

The table is made from the declarations: for every purpose of the catalogue one fitting attempt, and from it all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

import pytest
from support.admission import Door
from support.world import NOW, Node, World

from hub.access.callers import Basis, Bearer
from hub.access.case_rules import CaseRule
from hub.access.catalogue import PURPOSES
from hub.access.declare import Purpose
from hub.access.roles import ADMINISTRATORS, ROLE
from hub.api.schema import Api
from hub.graph.client import Graph
from schema.entities.agency import AGENCY_KIND
from schema.entities.document import DOCUMENT_KIND
from schema.entities.enforcement_case import CASE_KIND, CASE_STATUS, KIND_OF_TYPE
from schema.values.case_number import CASE_TYPES

TODAY = NOW.date()
#: No case has this number.
NOWHERE = "（2026）示0102执9999号"
GROUNDED = [name for name, purpose in PURPOSES.items() if purpose.ground.case is not CaseRule.NONE]


@dataclass(frozen=True)
class Attempt:
    """Who asks, on which basis."""

    bearer: Bearer
    purpose: Purpose
    case: str | None = None
    document: str | None = None

    @property
    def basis(self) -> dict[str, str]:
        """The basis as a caller sends it."""
        given = {"purpose": self.purpose.name, "case": self.case, "document": self.document}
        return {name: value for name, value in given.items() if value is not None}


class Ground:
    """A world with cases and documents for every purpose, added as they are needed."""

    def __init__(self) -> None:
        self.world = World()
        self.numbers = count(1)
        self.agencies = {
            kind: self.world.node("Agency", code=f"A-{kind}", name="本单位", kind=kind, divisionCode="990102")
            for kind in AGENCY_KIND.members
        }
        self.far = self.world.node("Agency", code="B-COURT", name="外地法院", kind="COURT", divisionCode="990203")

    def case(
        self,
        court: Node | None = None,
        status: str = "OPEN",
        ended: date | None = None,
        type_: str = "执",
        kind: str | None = "INITIAL",
    ) -> Node:
        """A case with a court."""
        number = f"（2026）示0102{type_}{next(self.numbers)}号"
        made = self.world.node("EnforcementCase", caseNumber=number, kind=kind, status=status, filedAt=TODAY)
        self.world.tie("HEARD_BY", made, court or self.agencies["COURT"], until=ended)
        return made

    def document(self, case: Node, kind: str, to: Node, *, ended: date | None = None, **props: object) -> Node:
        """A document of a case, addressed to an agency."""
        made = self.world.node("Document", documentNo=f"D-{next(self.numbers)}", kind=kind, **props)
        self.world.tie("ISSUED_IN", made, case)
        self.world.tie("ADDRESSED_TO", made, to, until=ended)
        return made


GROUND = Ground()
LATER = date(9999, 12, 31)


def card(kind: str, role: str) -> str:
    """The card of the officer with that one role at the agency of that kind."""
    return f"{kind}-{role}"


def fitting(purpose: Purpose) -> Attempt:
    """An attempt that must be let in."""
    kind, role = min(purpose.agencies), min(purpose.roles)
    bearer = Bearer(f"A-{kind}", card(kind, role), "")
    if purpose.ground.case is CaseRule.NONE:
        return Attempt(bearer, purpose)
    status = purpose.ground.statuses[0] if purpose.ground.statuses else "OPEN"
    # What ends on a later day stands today.
    case = GROUND.case(status=status, ended=LATER)
    document = None
    if purpose.ground.documents:
        made = GROUND.document(case, purpose.ground.documents[0], GROUND.agencies[kind], ended=LATER)
        document = made.props["documentNo"]
    return Attempt(bearer, purpose, case.props["caseNumber"], document)


def elsewhere(fit: Attempt, case: Node) -> Attempt:
    """The attempt in another case, with a document of that case that fits but for it."""
    kinds, to = fit.purpose.ground.documents, GROUND.agencies[fit.bearer.agency.removeprefix("A-")]
    document = GROUND.document(case, kinds[0], to).props["documentNo"] if kinds else None
    return replace(fit, case=case.props["caseNumber"], document=document)


def changes(fit: Attempt) -> Iterator[tuple[str, Attempt, str]]:
    """Each single change of a fitting attempt, and the part of the basis that must be named."""
    purpose, role = fit.purpose, min(fit.purpose.roles)
    for kind in sorted(set(AGENCY_KIND.members) - purpose.agencies):
        yield f"agency {kind}", replace(fit, bearer=Bearer(f"A-{kind}", card(kind, role), "")), "purpose"
    kind = min(purpose.agencies)
    for other in sorted(set(ROLE.members) - purpose.roles):
        yield f"role {other}", replace(fit, bearer=Bearer(f"A-{kind}", card(kind, other), "")), "purpose"
    for number, article in enumerate(purpose.articles):
        for name, dates in (("future", {"since": TODAY + timedelta(1)}), ("past", {"until": TODAY})):
            articles = (*purpose.articles[:number], replace(article, **dates), *purpose.articles[number + 1 :])
            yield f"article {number} {name}", replace(fit, purpose=replace(purpose, articles=articles)), "purpose"
    if purpose.ground.case is not CaseRule.NONE:
        yield from _cases(fit)
    if purpose.ground.documents:
        yield from _documents(fit)


def _cases(fit: Attempt) -> Iterator[tuple[str, Attempt, str]]:
    rule, documents = fit.purpose.ground.case, fit.purpose.ground.documents
    yield "no case", replace(fit, case=None), "case"
    yield "no case number", replace(fit, case="1203"), "case"
    yield "a case that is not there", replace(fit, case=NOWHERE), "document" if rule is CaseRule.ADDRESSED else "case"
    if rule is not CaseRule.ADDRESSED:
        yield "a case of another court", elsewhere(fit, GROUND.case(GROUND.far)), "case"
        yield "a case the court has given away", elsewhere(fit, GROUND.case(ended=date(2026, 1, 1))), "case"
    elif documents:
        yield "a case of another document", replace(fit, case=GROUND.case().props["caseNumber"]), "document"
    statuses = fit.purpose.ground.statuses
    for status in sorted(set(CASE_STATUS.members) - set(statuses)) if statuses else ():
        yield f"a case that is {status}", elsewhere(fit, GROUND.case(status=status)), "case"
    for type_, kind in KIND_OF_TYPE.items():
        if fit.purpose.ground.kinds and kind not in fit.purpose.ground.kinds:
            yield f"a case by number {type_}", elsewhere(fit, GROUND.case(type_=type_, kind=None)), "case"
            yield f"a case by number {type_} alone", elsewhere(fit, GROUND.case(type_=type_)), "case"
            yield f"a case recorded as {kind}", elsewhere(fit, GROUND.case(kind=kind)), "case"


def _documents(fit: Attempt) -> Iterator[tuple[str, Attempt, str]]:
    wanted = fit.purpose.ground.documents[0]
    to = GROUND.agencies[fit.bearer.agency.removeprefix("A-")]
    case = next(n for n in GROUND.world.nodes if n.props.get("caseNumber") == fit.case)

    def changed(name: str, document: str | None) -> tuple[str, Attempt, str]:
        return name, replace(fit, document=document), "document"

    def number(kind: str = wanted, to: Node = to, case: Node = case, **how: object) -> str:
        return str(GROUND.document(case, kind, to, **how).props["documentNo"])  # type: ignore[arg-type]  # a table

    yield changed("no document", None)
    yield changed("a document that is not there", "D-0")
    yield changed("a document of another case", number(case=GROUND.case()))
    yield changed("a document withdrawn", number(status="WITHDRAWN"))
    yield changed("a document answered", number(status="ANSWERED"))
    yield changed("a document that ran out", number(validUntil=TODAY - timedelta(1)))
    for kind in sorted(set(DOCUMENT_KIND.members) - set(fit.purpose.ground.documents)):
        yield changed(f"a document that is {kind}", number(kind))
    if fit.purpose.ground.case is CaseRule.ADDRESSED:
        yield changed("a document to somebody else", number(to=GROUND.far))
        yield changed("a document no longer addressed to it", number(ended=date(2026, 1, 1)))


def test_property_is_looked_for_where_it_is_enforced_alone() -> None:
    """An objection (执异) or a bankruptcy application (破申) is about something else, for every officer who asks."""
    limited = {name for name, purpose in PURPOSES.items() if purpose.ground.kinds}

    assert limited == {"CASE_INQUIRY", "ASSISTANCE", "HOUSING_FUND", "VEHICLE_CONTROL", "REFUSAL_CRIME"}
    assert all(set(PURPOSES[name].ground.kinds) == {"INITIAL", "RESUMED", "PRESERVATION"} for name in limited)
    assert set(KIND_OF_TYPE) == set(CASE_TYPES)
    assert set(KIND_OF_TYPE.values()) == set(CASE_KIND.members)


FITTING = {name: fitting(purpose) for name, purpose in PURPOSES.items()}
TABLE = {f"{name}: {what}": (attempt, part) for name in FITTING for what, attempt, part in changes(FITTING[name])}


@pytest.fixture(scope="module")
async def open_door(blank: Graph, api: Api) -> Callable[[Purpose], Door]:
    """Doors of a hub that knows a purpose in the place of the one of its name."""
    await GROUND.world.write(blank)
    door = Door(blank, api)
    for kind in AGENCY_KIND.members:
        await door.registry.agency(f"A-{kind}", "本单位", kind, "9901")
    rows = [
        {"card": card(kind, role), "agency": f"A-{kind}", "roles": [role]}
        for kind in AGENCY_KIND.members
        for role in ROLE.members
    ]
    text = (
        "UNWIND $rows AS row CREATE (:RegisteredOfficer "
        "{cardNo: row.card, agency: row.agency, name: '员', roles: row.roles, state: 'ACTIVE'})"
    )
    await blank.write([(text, {"rows": rows})], operation="test.officers")
    return lambda purpose: Door(blank, api, purposes=PURPOSES | {purpose.name: purpose})  # type: ignore[operator]  # a dict


@pytest.mark.parametrize("name", PURPOSES)
async def test_who_fits_is_let_in(open_door: Callable[[Purpose], Door], name: str) -> None:
    fit = FITTING[name]
    door = open_door(fit.purpose)

    admitted = await door.admission.admit(fit.bearer, Basis.read(fit.basis))

    assert admitted.profile.purpose is fit.purpose
    assert admitted.caller.card == fit.bearer.card
    answer = await door.answer(fit.bearer, basis=fit.basis)
    assert answer.errors == []
    assert answer.extensions["purpose"] == name


@pytest.mark.parametrize("name", TABLE)
async def test_each_single_change_is_refused(open_door: Callable[[Purpose], Door], name: str) -> None:
    attempt, part = TABLE[name]

    error = await open_door(attempt.purpose).refused(attempt.bearer, basis=attempt.basis)

    assert error["extensions"]["code"] == "BASIS_REFUSED"
    assert error["extensions"]["part"] == part
    assert error["extensions"]["hint"]


@pytest.mark.parametrize("name", GROUNDED)
async def test_every_declared_way_is_good(open_door: Callable[[Purpose], Door], name: str) -> None:
    fit, ground = FITTING[name], PURPOSES[name].ground
    attempts = [elsewhere(fit, GROUND.case(status=status)) for status in ground.statuses or CASE_STATUS.members]
    case = next(n for n in GROUND.world.nodes if n.props.get("caseNumber") == fit.case)
    to = GROUND.agencies[min(fit.purpose.agencies)]
    for kind in ground.documents:
        for props in ({}, {"status": "EFFECTIVE"}, {"validUntil": TODAY}):
            number = GROUND.document(case, kind, to, **props).props["documentNo"]  # type: ignore[arg-type]  # a table
            attempts.append(replace(fit, document=number))
    kind = min(fit.purpose.agencies)
    attempts += [replace(fit, bearer=Bearer(f"A-{kind}", card(kind, r), "")) for r in sorted(fit.purpose.roles)]
    door = open_door(fit.purpose)
    await _write_new(door.graph)

    for attempt in attempts:
        assert (await door.answer(attempt.bearer, basis=attempt.basis)).errors == [], attempt


@pytest.mark.parametrize("name", GROUNDED)
async def test_a_case_one_may_not_know_of_is_refused_as_one_that_is_not_there(
    open_door: Callable[[Purpose], Door], name: str
) -> None:
    fit = FITTING[name]
    door = open_door(fit.purpose)
    strange = GROUND.case(GROUND.far)
    theirs = GROUND.document(strange, (fit.purpose.ground.documents or ("RULING",))[0], GROUND.far)
    await _write_new(door.graph)

    for document in (None, fit.document, theirs.props["documentNo"], "D-0"):
        there = replace(fit, case=strange.props["caseNumber"], document=document)
        bodies = [
            (await door.answer(each.bearer, basis=each.basis)).content()
            for each in (there, replace(there, case=NOWHERE))
        ]
        assert b"BASIS_REFUSED" in bodies[0]
        assert bodies[0] == bodies[1]


def test_the_table_covers_every_purpose_and_administrators_are_no_officers() -> None:
    assert set(FITTING) == set(PURPOSES)
    assert {name.split(":")[0] for name in TABLE} == set(PURPOSES)
    for name, purpose in PURPOSES.items():
        if name not in ("REGISTRATION", "AUDIT", "PUBLIC_REGISTER", "DEMONSTRATION"):
            assert not purpose.roles & ADMINISTRATORS, name


async def _write_new(graph: Graph) -> None:
    """Put what was added to the world since into the graph."""
    known = set(await graph.ask_one("RETURN COLLECT { MATCH (n:Entity) RETURN n.key }", {}, operation="test") or ())
    more = World([n for n in GROUND.world.nodes if n.key not in known])
    added = {id(n) for n in more.nodes}
    more.ties = [t for t in GROUND.world.ties if id(t.source) in added]
    await more.write(graph)
