"""What is declared is what is shown: every purpose, every entity, every property, every link, compared one by one."""

from __future__ import annotations

import re

import pytest

from hub.access.catalogue import PURPOSES
from hub.access.declare import Level, Opens, Purpose
from hub.access.field_levels import level_of_field, level_of_link_field
from hub.access.profile import Profile, Seen
from hub.errors import BasisNeeded, NotOpen
from schema.declare import Prop, Sensitivity
from schema.model import MODEL

NODE = "n-1"
#: No entity is in this ring of any purpose.
NOBODY: dict[str, list[str]] = {}
PLACES = [
    *((p, ring.name, opens) for p in PURPOSES.values() for ring in p.rings for opens in ring.opens),
    *((p, None, register.opens) for p in PURPOSES.values() for register in p.registers),
]


def profile(purpose: Purpose, ring: str | None) -> Profile:
    """The profile of a caller whose one node is in one ring, or in none."""
    return Profile(purpose, "S0102", "S0102-1", NOBODY if ring is None else {ring: [NODE]})


def evaluated(seen: Seen | None, of: Profile, prop: Prop, var: str = "n") -> Level:
    """What the database would make of an expression for the node, read without a database."""
    if seen is None:
        return Level.NONE
    stored = f"{var}.{prop.name}"
    if seen.text == stored:
        return Level.WHOLE
    arms = re.findall(r" WHEN (.+?) THEN (\{.*?\}|[\w.]+)(?= WHEN| END)", seen.text)
    assert arms, seen.text
    for condition, value in arms:
        if holds(condition, of, var):
            return Level.MASKED if value.startswith("{m: ") else Level.WHOLE
    return Level.NONE


def holds(condition: str, of: Profile, var: str = "n") -> bool:
    """Whether a predicate of profiles holds for the node."""
    tests = condition.removeprefix("(").removesuffix(")").split(" OR ")
    return any(all(_holds(each, of, var) for each in test.strip("()").split(" AND ")) for test in tests)


def _holds(test: str, of: Profile, var: str) -> bool:
    if test == "true":
        return True
    found = re.fullmatch(rf"{var}\.id IN \$(\w+)", test)
    assert found, test
    return NODE in of.parameter(found[1])


def declared(purpose: Purpose, ring: str | None, entity: str, prop: Prop) -> Level:
    """The level by the declaration: that of the place, and of the register, which holds every node of its kind."""
    opens = [o for r in purpose.rings if r.name == ring for o in r.opens if o.entity == entity]
    opens += [r.opens for r in purpose.registers if r.opens.entity == entity]
    return max((level_of_field(purpose, each, prop) for each in opens), default=Level.NONE)


@pytest.mark.parametrize(
    ("purpose", "ring", "opens"), PLACES, ids=lambda x: getattr(x, "name", getattr(x, "entity", x))
)
def test_a_value_is_shown_as_its_place_declares(purpose: Purpose, ring: str | None, opens: Opens) -> None:
    for prop in (p for p in MODEL.props(opens.entity) if p.stored):
        mine = profile(purpose, ring)
        level = declared(purpose, ring, opens.entity, prop)

        assert evaluated(mine.value([opens.entity], prop, "n"), mine, prop) is level, prop.name

        # Whole values alone are filtered and sorted by; whatever is less answers as null would.
        try:
            tested = mine.tested(opens.entity, prop, "n", "where")
        except (NotOpen, BasisNeeded):
            assert level is not Level.WHOLE
        else:
            assert (tested is None or holds(tested, mine)) == (level is Level.WHOLE), prop.name


@pytest.mark.parametrize("name", PURPOSES)
def test_a_node_in_no_ring_is_seen_by_a_register_alone(name: str) -> None:
    purpose = PURPOSES[name]
    registered = {r.opens.entity: r for r in purpose.registers}
    for entity in (e.name for e in MODEL.concrete):
        mine = profile(purpose, None)
        seen = mine.node(entity, "n")
        if entity not in registered:
            assert seen is not None
            assert seen == "false" or not holds(seen, mine)
        elif registered[entity].within is None:
            assert seen is None
        else:
            assert f":{registered[entity].within}]" in str(seen)


@pytest.mark.parametrize("name", PURPOSES)
def test_what_is_not_declared_is_visible_nowhere(name: str) -> None:
    purpose = PURPOSES[name]
    every_ring = Profile(purpose, "S0102", "S0102-1", {ring.name: [NODE] for ring in purpose.rings})
    for entity in (e.name for e in MODEL.concrete):
        places = [o for r in purpose.rings for o in r.opens] + [r.opens for r in purpose.registers]
        mine = [o for o in places if o.entity == entity]
        assert every_ring.sees(entity) == bool(mine)
        for prop in (p for p in MODEL.props(entity) if p.stored):
            most = max((level_of_field(purpose, o, prop) for o in mine), default=Level.NONE)
            assert evaluated(every_ring.value([entity], prop, "n"), every_ring, prop) is most, prop.name
            if most is Level.NONE:
                assert every_ring.value([entity], prop, "n") is None
                assert not every_ring.findable(entity, prop, "n")


@pytest.mark.parametrize("name", PURPOSES)
def test_links_and_their_values_are_open_as_declared(name: str) -> None:
    purpose = PURPOSES[name]
    mine = profile(purpose, None)
    for kind, link in MODEL.links.items():
        open_ = kind in purpose.followed and link.sensitivity is not Sensitivity.SEALED
        assert (kind in mine.kinds()) == open_
        assert (mine.link(link, "r") != "false") == open_
        if not open_:
            with pytest.raises((NotOpen, BasisNeeded)):
                mine.check_link(link, "x")
        for prop in link.props:
            assert mine.link_level(prop) is level_of_link_field(purpose, prop), prop.name
    for entity in (e.name for e in MODEL.concrete):
        for field in MODEL.link_fields(entity):
            target = any(purpose.opened(each) for each in MODEL.concrete_of(field.target))
            assert mine.follows(field) == (field.link.kind in mine.kinds() and target)


@pytest.mark.parametrize("name", PURPOSES)
def test_sealed_values_are_visible_nowhere(name: str) -> None:
    purpose = PURPOSES[name]
    mine = Profile(purpose, "S0102", "S0102-1", {ring.name: [NODE] for ring in purpose.rings})
    for entity in (e.name for e in MODEL.concrete):
        for prop in MODEL.props(entity):
            # Whatever the property: were it sealed, no purpose would show it.
            sealed = Prop(prop.name, prop.kind, prop.description, prop.zh, prop.en, Sensitivity.SEALED)
            assert mine.value([entity], sealed, "n") is None
            assert not mine.findable(entity, sealed, "n")
    sealed = Prop("x", MODEL.prop("Person", "name").kind, "X.", "密", "Sealed", Sensitivity.SEALED)
    assert mine.link_level(sealed) is Level.NONE
