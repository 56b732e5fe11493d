"""Under every purpose a question is answered as if the hidden part of the world were not there.

Purposes, cases and questions are made by chance; the expected answer comes from a plain reading of the purpose's
declaration over a small world in Python (`support/visible_world.py`), which shares no line with the predicates.
"""

from __future__ import annotations

import json

import orjson
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from support.officer_operations import Desk
from support.question_oracle import Field, render
from support.question_shapes import asked_with
from support.random_purposes import purposes
from support.random_questions import Asking, chance_world
from support.visible_world import Sight, SightOracle
from support.world import Node, World

from hub.access.declare import Purpose
from hub.graph.client import Graph

WORLD = chance_world(20261123)
ASKING = Asking(WORLD)
CASES = [node for node in WORLD.nodes if node.entity == "EnforcementCase"]
#: How many purposes are drawn, 8 for a change. For each, the database plans an admission and some questions.
PURPOSES = max(2, settings().max_examples // 6)
#: How many shapes of questions are asked on each purpose, and how many are drawn at most to find them.
OPEN_SHAPES, DRAWN = 4, 10


@pytest.fixture(scope="module", autouse=True)
async def written(blank: Graph) -> World:
    """The world of chance, in the graph."""
    await WORLD.write(blank)
    return WORLD


# Hypothesis writes out what it tries, and a purpose of chance may be long.
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=PURPOSES, deadline=None, suppress_health_check=list(HealthCheck))
@given(purpose=purposes(), data=st.data())
async def test_answers_hold_what_the_purpose_shows_and_nothing_else(
    desk: Desk, purpose: Purpose, data: st.DataObject
) -> None:
    note(repr(purpose))
    oracles = [(case, SightOracle(Sight(WORLD, purpose, case))) for case in CASES]
    opened = 0
    for _ in range(DRAWN):
        shape = data.draw(ASKING.shape(0))
        for case, oracle in oracles:
            asked = data.draw(asked_with(shape))
            answered = await compared(desk, purpose, case, oracle, asked)
            if not answered:
                break
        opened += answered
        if opened == OPEN_SHAPES:
            break


async def compared(desk: Desk, purpose: Purpose, case: Node, oracle: SightOracle, asked: Field) -> bool:
    """Hold one answer against the oracle's; whether the purpose opens the question, which no case and value changes."""
    query = render([asked])
    note(f"{case.props['caseNumber']}: {query}")
    before = desk.graph.statements

    answer = await desk.ask(purpose, case.props["caseNumber"], query)

    if oracle.refused(asked):
        assert [error["extensions"]["code"] for error in answer.errors] == ["NOT_OPEN"]
        assert answer.data == {asked.key: None}
        return False
    assert answer.errors == []
    # One for admission, one for the root field.
    assert desk.graph.statements - before == 2
    assert json.loads(orjson.dumps(answer.data)) == {asked.key: oracle.root(asked)}
    return True
