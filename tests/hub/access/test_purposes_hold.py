"""Every purpose file is whole, and a malformed one is refused when it is read, with what to write instead."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.admission import Door
from support.world import COURT
from test_cli_purpose import BASE, CARS, CASE, DEBTORS

from hub.access.callers import Bearer
from hub.access.case_rules import CaseRule
from hub.access.catalogue import PURPOSES, check
from hub.access.declare import FLAG, FLAGS, Ground, Level, Opens, Purpose, Register, Ring, RingStep
from hub.access.roles import ROLE
from hub.api.schema import Api, build_api
from hub.capabilities.catalogue import check_groups
from hub.errors import BasisRefused
from hub.graph.client import Graph
from schema.declare import Sensitivity
from schema.errors import DeclarationError
from schema.values import Realm

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PUBLIC = frozenset({Sensitivity.PUBLIC})
SEALED = frozenset({Sensitivity.SEALED})


@pytest.mark.parametrize("name", PURPOSES)
def test_a_purpose_is_told_in_english_and_chinese_and_rests_on_law(name: str) -> None:
    purpose = PURPOSES[name]
    module = importlib.import_module(f"hub.access.purposes.{name.lower()}")

    assert module.__doc__
    assert module.__doc__.endswith(".")
    assert not CHINESE.search(purpose.description)
    assert purpose.description.endswith(".")
    assert CHINESE.search(purpose.zh)
    assert purpose.description_zh.endswith("。")
    for article in purpose.articles:
        assert article.instrument
        assert article.version
        assert re.match(r"\d|等级", article.article)
        assert article.since < (article.until or date.max)
        assert article.in_force(date(2026, 11, 22)), article
    for ring in purpose.rings:
        assert CHINESE.search(ring.zh)
        assert ring.description.endswith(".")
        assert ring.opens, ring.name
    assert purpose.agencies
    assert purpose.demo == ("demo mode alone" in str(module.__doc__))


@pytest.mark.parametrize("name", PURPOSES)
def test_only_what_the_rules_of_the_file_name_is_cited(name: str) -> None:
    """A docstring names the rules of the domain as R-XX-00 or a scene; none of them is made up in form."""
    module = importlib.import_module(f"hub.access.purposes.{name.lower()}")

    for rule in re.findall(r"\b[RS]\d?-[A-Z0-9]+(?:-\d+)?", str(module.__doc__)):
        assert re.fullmatch(r"R-[A-Z]{2}-\d\d|S\d-\d\d", rule), rule


def with_ring(ring: Ring) -> dict[str, Any]:
    """The rings of the sample, and one more."""
    return {"rings": (*BASE.rings, ring)}


EXTRA = replace(CARS, name="extra")
CAR = Opens("Vehicle", PUBLIC)
#: What is wrong, and words of the message.
MALFORMED: dict[str, tuple[dict[str, Any], str]] = {
    "its name": ({"name": "Case Inquiry"}, "cannot name a purpose"),
    "no description": ({"description": ""}, "no description"),
    "no Chinese description": ({"description_zh": ""}, "no description_zh"),
    "no Chinese name": ({"zh": ""}, "no Chinese name"),
    "no article": ({"articles": ()}, "no article of law"),
    "no role": ({"roles": frozenset()}, "names no role"),
    "a role": ({"roles": frozenset({"KING"})}, "'KING' in roles"),
    "an agency": ({"agencies": frozenset({"CIRCUS"})}, "'CIRCUS' in agencies"),
    "a group": ({"groups": frozenset({"everything"})}, "unknown groups"),
    "a link": ({"links": frozenset({"LOVES"})}, "'LOVES' in links"),
    "a state": ({"ground": replace(BASE.ground, statuses=("HAPPY",))}, "'HAPPY' in ground.statuses"),
    "a document": ({"ground": replace(BASE.ground, documents=("POEM",))}, "'POEM' in ground.documents"),
    "documents as a text": ({"ground": replace(BASE.ground, documents=("RULING"))}, "in ground.documents"),
    "rings without a case": ({"ground": Ground()}, "requires no case"),
    "documents without a case": (
        {"ground": Ground(CaseRule.NONE, (), ("RULING",)), "rings": (), "subjects": None},
        "and requires no case",
    ),
    "addressed without a document": ({"ground": Ground(CaseRule.ADDRESSED)}, "names no kind of document"),
    "any document": (
        {"ground": Ground(CaseRule.OWN)} | with_ring(Ring("document", "文书", "It.", (Opens("Document", PUBLIC),))),
        "accepts any document",
    ),
    "a window of nothing": ({"years": 0}, "has no window"),
    "subjects": ({"subjects": "everybody"}, "not one of its rings"),
    "two rings of a name": (with_ring(CARS), "two rings 'cars'"),
    "a ring's name": (with_ring(replace(EXTRA, name="my ring")), "cannot name a ring"),
    "a ring without Chinese": (with_ring(replace(EXTRA, zh="")), "no Chinese name"),
    "a ring from nowhere": (with_ring(Ring("extra", "另", "More.", (CAR,))), "does not say where it starts"),
    "a ring before its start": ({"rings": (CASE, CARS, DEBTORS)}, "not declared before it"),
    "a ring without a way": (with_ring(replace(EXTRA, along=())), "both of= and along="),
    "a ring sideways": (with_ring(replace(EXTRA, along=(RingStep(("OWNS",), "SIDEWAYS"),))), "names no link to follow"),
    "a ring along nothing": (with_ring(replace(EXTRA, along=(RingStep((), "OUT"),))), "names no link to follow"),
    "no hop": (with_ring(replace(EXTRA, hops=0)), "0 hops"),
    "five hops": (with_ring(replace(EXTRA, hops=5)), "5 hops"),
    "held by nothing": (with_ring(replace(EXTRA, held_by="LOVES")), "'LOVES' in held_by"),
    "within nothing": ({"registers": (Register(CAR, within="LOVES"),)}, "'LOVES' in within"),
    "an entity": ({"registers": (Register(Opens("Dragon", PUBLIC)),)}, "'Dragon', which is not a concrete entity"),
    "an interface": ({"registers": (Register(Opens("Party", PUBLIC)),)}, "'Party', which is not a concrete entity"),
    "a field": (
        {"registers": (Register(Opens("Phone", PUBLIC, fields={"colour": Level.WHOLE})),)},
        "'colour' in fields of Phone",
    ),
    "sealed values": ({"registers": (Register(Opens("Phone", SEALED)),)}, "SEALED"),
    "sealed values, masked": ({"registers": (Register(Opens("Phone", PUBLIC, SEALED)),)}, "SEALED"),
    "sealed values of links": ({"link_values": BASE.link_values | SEALED}, "SEALED values of links"),
    "whole and masked": ({"registers": (Register(Opens("Phone", PUBLIC, PUBLIC)),)}, "both whole and masked"),
    "two registers": ({"registers": (Register(Opens("Phone", PUBLIC)),) * 2}, "two registers of Phone"),
    "a division and rings": ({"registers": (Register(CAR, within="PART_OF"),)}, "in a division and in rings"),
    "a hidden key": ({"link_values": frozenset()} | {"links": frozenset({"OFFICER_OF"})}, "but hides its post"),
}


def check_wholly(declared: Callable[[], Purpose]) -> None:
    """Declare a purpose, and check it by itself, against the model and against the capabilities."""
    purpose = declared()
    check(purpose)
    check_groups([purpose])


@pytest.mark.parametrize("what", MALFORMED)
def test_a_malformed_purpose_is_refused_with_what_to_write(what: str) -> None:
    changed, words = MALFORMED[what]

    with pytest.raises(DeclarationError) as caught:
        check_wholly(lambda: replace(BASE, **changed))

    assert words in caught.value.message
    assert caught.value.hint


def test_the_sample_itself_is_well_formed() -> None:
    check(BASE)


async def test_a_demo_purpose_is_no_purpose_where_people_are_real(blank: Graph, api: Api) -> None:
    demo = [name for name, purpose in PURPOSES.items() if purpose.demo]
    assert demo
    real = Door(blank, build_api(Realm.REAL), realm=Realm.REAL)
    played = Door(blank, api)
    await real.registry.agency(COURT, "法院", "COURT", "990102")
    for role in ("JUDGE", "AUDITOR"):
        await real.registry.officer(f"R-{role}", COURT, "员", [role])
    for role in ROLE.members.keys() & {"JUDGE", "AUDITOR"}:
        bearer = Bearer(COURT, f"R-{role}", "")
        nothing = await real.answer(bearer, basis={"purpose": "NO_SUCH_PURPOSE"})
        for name in demo:
            hidden = await real.answer(bearer, basis={"purpose": name})

            assert hidden.content() == nothing.content()
            assert (type(hidden.refusal), hidden.codes) == (BasisRefused, ["BASIS_REFUSED"])
            assert name not in str(hidden.content())
            assert name not in str(await real.ask(bearer, "{ me { purposes { name } } }"))
            assert (await played.answer(bearer, basis={"purpose": name})).errors == []


FLAGGING = sorted(name for name, purpose in PURPOSES.items() if FLAGS in purpose.groups)


@pytest.mark.parametrize("name", FLAGGING)
def test_whatever_can_be_flagged_shows_its_flags_to_their_own_agency(name: str) -> None:
    purpose = PURPOSES[name]
    flagged = purpose.flagged
    if flagged is None:
        return
    rings = {ring.name for ring in purpose.rings if all(opens.entity != FLAG for opens in ring.opens)}
    foreign = {of for ring in purpose.rings if ring.held_by is None and _flags(ring) for of in ring.of}

    assert rings == flagged
    # Flags of other agencies are shown on what the purpose is about, and not on kin or on papers.
    assert {"kin", "papers", "document"}.isdisjoint(foreign)
    assert all(RingStep(("FLAGS",), "IN") in ring.along for ring in purpose.rings if _flags(ring))


def _flags(ring: Ring) -> bool:
    return any(opens.entity == FLAG for opens in ring.opens)


def test_a_purpose_that_hides_flags_from_those_who_raise_them_is_refused() -> None:
    purpose = PURPOSES["CASE_INQUIRY"]
    rings = tuple(ring for ring in purpose.rings if ring.name != "ownFlags")

    with pytest.raises(DeclarationError, match="no ring of flags shows them"):
        check(replace(purpose, rings=rings))
