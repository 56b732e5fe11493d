"""Every question is answered as the slow, obvious evaluator answers it: same values, same keys in the same order."""

from __future__ import annotations

import json
import random
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from support.list_pages import walk
from support.question_oracle import Field, Oracle, literal, render
from support.question_shapes import Hole, asked_with
from support.random_questions import Asking, chance_world, nodes_of
from support.reference_executor import Executor
from support.variables_from_literals import conditional, lifted
from support.world import Hubs, World

from hub.graph.client import Graph
from schema.model import MODEL

SEED = 20261122
WORLD = chance_world(SEED)
ASKING = Asking(WORLD)
ORACLE = Oracle(WORLD)
EXECUTOR = Executor(ORACLE)
SLOW = {"deadline": None, "suppress_health_check": list(HealthCheck)}
#: How many shapes of questions are drawn, 20 for a change; each is a statement that the database plans.
SHAPES = max(4, settings().max_examples * 2 // 5)
#: How many questions of each shape are asked.
VALUES = 5
#: Questions with one root field, and some with two.
SHAPE = st.one_of(*[st.tuples(ASKING.shape(0))] * 3, st.tuples(ASKING.shape(0), ASKING.shape(1)))


@pytest.fixture(scope="module", autouse=True)
async def written(blank: Graph) -> World:
    """The world of chance, in the graph."""
    await WORLD.write(blank)
    return WORLD


@settings(max_examples=SHAPES, **SLOW)
@given(shape=SHAPE, data=st.data())
async def test_answers_are_those_of_the_oracle(ask: Hubs, shape: tuple[Field, ...], data: st.DataObject) -> None:
    for _ in range(VALUES):
        roots = data.draw(asked_with(shape))
        query = render(roots)
        note(query)
        before = ask.graph.statements

        answer = await ask.answer(query)

        assert answer.errors == []
        assert ask.graph.statements - before == len(roots)
        expected = {root.key: ORACLE.root(root) for root in roots}
        assert text(json.loads(orjson.dumps(answer.data))) == text(expected)


@pytest.mark.slow
@settings(max_examples=max(2, SHAPES // 2), **SLOW)
@given(shape=SHAPE, seed=st.integers(0, 2**32), data=st.data())
async def test_answers_are_those_of_graphql_core(
    ask: Hubs, shape: tuple[Field, ...], seed: int, data: st.DataObject
) -> None:
    """With variables, conditions and named fragments, the keys in the order of the specification's own algorithm."""
    for _ in range(VALUES):
        query, values = lifted(render(data.draw(asked_with(shape))))
        query, flags = conditional(query, random.Random(seed))  # noqa: S311 - a test's choice
        values |= flags
        note(query)
        note(repr(values))
        expected = EXECUTOR.run(query, values)

        answer = await ask.answer(query, values)

        assert answer.errors == []
        assert text(json.loads(orjson.dumps(answer.data))) == text(json.loads(orjson.dumps(expected)))


@st.composite
def walked(draw: Any) -> Field:
    """A list to walk through, page by page."""
    entity = draw(st.sampled_from(["Person", "Party", "EnforcementCase", "Company", "Vehicle"]))
    args = ASKING.page_args(draw, entity, 5)
    args.setdefault("orderBy", ASKING.order(draw, entity))
    return Field(MODEL.entity(entity).plural, "page", args)


@pytest.mark.slow
@settings(max_examples=max(2, SHAPES // 5), **SLOW)
@given(shape=walked(), data=st.data())
async def test_walking_a_list_gives_every_row_once_and_in_order(ask: Hubs, shape: Field, data: st.DataObject) -> None:
    entity = next(e.name for e in MODEL.entities.values() if e.plural == shape.name)
    for _ in range(VALUES):
        asked = data.draw(asked_with(shape))
        expected = [n.id for n, _ in ORACLE.rows(asked, [(n, None) for n in nodes_of(WORLD, entity)], entity)]

        assert await walk(ask, asked, "{ page: %s }") == expected


#: The link fields by which somebody has more than one link, and who has them.
SEVERAL = {
    (field.name, node.entity): field
    for node in WORLD.nodes
    if node.entity in ("Person", "EnforcementCase")
    for field in MODEL.link_fields(node.entity)
    if len(ORACLE.linked(node, field)) > 1
}


@settings(max_examples=max(2, SHAPES // 5), **SLOW)
@given(of=st.sampled_from(sorted(SEVERAL)), data=st.data())
async def test_walking_links_gives_every_link_once_and_in_order(
    ask: Hubs, of: tuple[str, str], data: st.DataObject
) -> None:
    link, entity = SEVERAL[of], of[1]
    shape = Field(link.name, "page", ASKING.page_args(data.draw, link.target, 3, link=True))
    shape.args["first"] = Hole(st.integers(1, 2))
    for node in (n for n in WORLD.nodes if n.entity == entity and len(ORACLE.linked(n, link)) > 1):
        asked = data.draw(asked_with(shape))
        expected = [n.id for n, _ in ORACLE.rows(asked, ORACLE.linked(node, link), link.target)]
        inside = "{ node(id: %s) { ... on %s { page: %%s } } }" % (literal(node.id), entity)  # noqa: UP031

        assert await walk(ask, asked, inside) == expected


def text(data: Any) -> str:
    """JSON in which the order of keys counts."""
    return json.dumps(data, ensure_ascii=False, indent=1)
