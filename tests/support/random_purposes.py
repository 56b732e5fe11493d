"""Purposes made by chance: rings, registers, levels and windows in all mixtures the vocabulary allows."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from hub.access.articles import Article
from hub.access.case_rules import CaseRule
from hub.access.catalogue import check
from hub.access.declare import Ground, Level, Opens, Purpose, Register, Ring, RingStep
from hub.access.sensitivities import EVERY_AGENCY, EVERY_ROLE, UNSEALED
from schema.declare import Sensitivity
from schema.errors import DeclarationError
from schema.model import MODEL
from support.random_questions import LINKS, SIZES

ARTICLE = Article("测试法", "2026", "1", date(2020, 1, 1))
OPENABLE = sorted(UNSEALED, key=lambda each: each.value)


@st.composite
def opens(draw: Any, entity: str) -> Opens:
    """What is shown of an entity."""
    whole = frozenset(draw(st.lists(st.sampled_from(OPENABLE), max_size=5, unique=True)))
    masked = frozenset(draw(st.lists(st.sampled_from(OPENABLE), max_size=3, unique=True))) - whole
    names = [p.name for p in MODEL.props(entity) if p.stored]
    fields = draw(st.dictionaries(st.sampled_from(names), st.sampled_from(list(Level)), max_size=2))
    return Opens(entity, whole, masked, fields)


@st.composite
def rings(draw: Any) -> tuple[Ring, ...]:
    """The case, and up to four rings around it."""
    made = [Ring("case", "案件", "The case.", (draw(opens("EnforcementCase")),))]
    for number in range(draw(st.integers(1, 4))):
        of = draw(st.lists(st.sampled_from([r.name for r in made]), min_size=1, max_size=2, unique=True))
        along = draw(st.lists(steps(), min_size=1, max_size=2))
        entities = draw(st.lists(st.sampled_from(sorted(SIZES)), min_size=1, max_size=3, unique=True))
        shown = tuple(draw(opens(entity)) for entity in entities)
        hops = draw(st.sampled_from([1, 1, 1, 2]))
        made.append(Ring(f"ring{number}", "环", "A ring.", shown, tuple(of), tuple(along), hops))
    return tuple(made)


@st.composite
def steps(draw: Any) -> RingStep:
    """Link kinds followed one way."""
    kinds = draw(st.lists(st.sampled_from(LINKS), min_size=1, max_size=4, unique=True))
    return RingStep(tuple(kinds), draw(st.sampled_from(["OUT", "IN", "BOTH"])))


@st.composite
def purposes(draw: Any) -> Purpose:
    """A purpose that the catalogue would take."""
    registered = draw(st.lists(st.sampled_from(sorted(SIZES)), max_size=2, unique=True))
    values = frozenset(draw(st.lists(st.sampled_from(OPENABLE), max_size=5, unique=True)))
    made = Purpose(
        name="CHANCE",
        zh="随机",
        en="Chance",
        description="Made by chance.",
        description_zh="随机生成。",
        agencies=EVERY_AGENCY,
        roles=EVERY_ROLE,
        articles=(ARTICLE,),
        ground=Ground(CaseRule.ANY),
        rings=draw(rings()),
        registers=tuple(Register(draw(opens(entity))) for entity in registered),
        links=frozenset(draw(st.lists(st.sampled_from(LINKS), max_size=8, unique=True))),
        # What tells parallel links apart stands in cursors, so a purpose that follows them must show it.
        link_values=values | {Sensitivity.PARTNER},
        years=draw(st.sampled_from([None, None, 1, 3])),
    )
    try:
        check(made)
    except DeclarationError as problem:
        raise AssertionError(f"a purpose of chance is no purpose: {problem}") from problem
    return made
