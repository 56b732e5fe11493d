"""Under every purpose a question is answered as if the hidden part of the world were not there.

Purposes, cases and questions are made by chance; the expected answer comes from a plain reading of the purpose's
declaration over a small world in Python (`sight.py`), which shares no line with the hub's predicates.
"""

from __future__ import annotations

import json

import orjson
import pytest
from chance import Asking, chance_world
from desk import Desk
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from oracle import Field, render
from purposes_of_chance import purposes
from sight import Sight, SightOracle
from world import Node, World

from hub.access.declare import Purpose
from hub.graph import Graph

WORLD = chance_world(20261123)
ASKING = Asking(WORLD)
CASES = [node for node in WORLD.nodes if node.entity == "EnforcementCase"]
#: 100 as tests run every day; `--hypothesis-profile=nightly` asks 2,000.
MANY = 2 * settings().max_examples


@pytest.fixture(scope="module", autouse=True)
async def written(blank: Graph) -> World:
    """The world of chance, in the graph."""
    await WORLD.write(blank)
    return WORLD


# Hypothesis writes out what it tries, and a purpose of chance may be long.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(purpose=purposes(), case=st.sampled_from(CASES), asked=ASKING.root(0))
async def test_answers_hold_what_the_purpose_shows_and_nothing_else(
    desk: Desk, purpose: Purpose, case: Node, asked: Field
) -> None:
    query = render([asked])
    note(query)
    note(repr(purpose))
    oracle = SightOracle(Sight(WORLD, purpose, case))
    before = desk.graph.statements

    answer = await desk.ask(purpose, case.props["caseNumber"], query)

    if oracle.refused(asked):
        assert [error["extensions"]["code"] for error in answer.errors] == ["NOT_OPEN"]
        assert answer.data == {asked.key: None}
        return
    assert answer.errors == []
    # One for admission, one for the root field.
    assert desk.graph.statements - before == 2
    assert json.loads(orjson.dumps(answer.data)) == {asked.key: oracle.root(asked)}
