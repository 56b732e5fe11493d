"""Every question is answered as the slow, obvious evaluator answers it: same values, same keys in the same order."""

from __future__ import annotations

import json
import random
from typing import Any

import orjson
import pytest
from chance import Asking, chance_world, nodes_of
from executor import Executor
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from lifting import conditional, lifted
from oracle import Field, Oracle, literal, render
from walking import walk
from world import Hubs, World

from hub.graph import Graph
from schema.model import MODEL

SEED = 20261122
WORLD = chance_world(SEED)
ASKING = Asking(WORLD)
ORACLE = Oracle(WORLD)
EXECUTOR = Executor(ORACLE)
SLOW = {"deadline": None, "suppress_health_check": list(HealthCheck)}
#: 200 as tests run every day; `--hypothesis-profile=nightly` asks ten times as much.
MANY = 2 * settings().max_examples


@pytest.fixture(scope="module", autouse=True)
async def written(blank: Graph) -> World:
    """The world of chance, in the graph."""
    await WORLD.write(blank)
    return WORLD


@settings(max_examples=MANY, **SLOW)
@given(roots=st.one_of(*[st.tuples(ASKING.root(0))] * 3, st.tuples(ASKING.root(0), ASKING.root(1))))
async def test_answers_are_those_of_the_oracle(ask: Hubs, roots: tuple[Field, ...]) -> None:
    query = render(roots)
    note(query)
    before = ask.graph.statements

    answer = await ask.answer(query)

    assert answer.errors == []
    assert ask.graph.statements - before == len(roots)
    expected = {root.key: ORACLE.root(root) for root in roots}
    assert text(json.loads(orjson.dumps(answer.data))) == text(expected)


@settings(max_examples=MANY // 2, **SLOW)
@given(
    roots=st.one_of(st.tuples(ASKING.root(0)), st.tuples(ASKING.root(0), ASKING.root(1))), seed=st.integers(0, 2**32)
)
async def test_answers_are_those_of_graphql_core(ask: Hubs, roots: tuple[Field, ...], seed: int) -> None:
    """With variables, conditions and named fragments, the keys in the order of the specification's own algorithm."""
    query, values = lifted(render(roots))
    query, flags = conditional(query, random.Random(seed))  # noqa: S311 - a test's choice
    values |= flags
    note(query)
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


@settings(max_examples=MANY // 10, **SLOW)
@given(asked=walked())
async def test_walking_a_list_gives_every_row_once_and_in_order(ask: Hubs, asked: Field) -> None:
    entity = next(e.name for e in MODEL.entities.values() if e.plural == asked.name)
    expected = [n.id for n, _ in ORACLE.rows(asked, [(n, None) for n in nodes_of(WORLD, entity)], entity)]

    assert await walk(ask, asked, "{ page: %s }") == expected


@settings(max_examples=MANY // 10, **SLOW)
@given(data=st.data())
async def test_walking_links_gives_every_link_once_and_in_order(ask: Hubs, data: st.DataObject) -> None:
    node = data.draw(st.sampled_from([n for n in WORLD.nodes if n.entity in ("Person", "EnforcementCase")]))
    links = [f for f in MODEL.link_fields(node.entity) if len(ORACLE.linked(node, f)) > 1]
    if not links:
        return
    link = data.draw(st.sampled_from(links))
    asked = Field(link.name, "page", ASKING.page_args(data.draw, link.target, 3, link=True))
    asked.args["first"] = data.draw(st.integers(1, 2))
    expected = [n.id for n, _ in ORACLE.rows(asked, ORACLE.linked(node, link), link.target)]
    inside = "{ node(id: %s) { ... on %s { page: %%s } } }" % (literal(node.id), node.entity)  # noqa: UP031

    assert await walk(ask, asked, inside) == expected


def text(data: Any) -> str:
    """JSON in which the order of keys counts."""
    return json.dumps(data, ensure_ascii=False, indent=1)
