"""No page loses or repeats a row, whatever characters its sort values hold.

Neo4j orders stored text by code points, but compares it with a parameter by UTF-16 units; the two disagree about
characters from U+10000 up beside those from U+E000 to U+FFFF, full-width brackets among them.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.examples import examples
from support.list_pages import walk
from support.question_oracle import Bare, Field, Oracle
from support.world import Hubs, Node, World

from hub.graph.client import Graph

SIGNS = "a乙\ud7ff\ue000（）\uffef𠮷😀\U0010ffff"
#: Long enough to be stored in another way than short texts.
HEADS = ("", "", "甲", "（", "𠮷", "示例" * 40)


def some_agencies(seed: int, count: int) -> World:
    """Agencies whose names differ only in signs of which the two orders think differently; some have none."""
    dice = random.Random(seed)  # noqa: S311 - a game, no secret
    world = World()
    for number in range(count):
        name = dice.choice(HEADS) + "".join(dice.choices(SIGNS, k=dice.randint(1, 4)))
        division = None if dice.random() < 0.1 else name
        # The name has an index, the code has none.
        world.node("Agency", None, code=f"{dice.choice(SIGNS)}{name}{number}", name=division, kind="COURT")
    return world


WORLD = some_agencies(20261122, 160)
ORACLE = Oracle(WORLD)


@pytest.fixture(scope="module", autouse=True)
async def written(blank: Graph) -> None:
    """The agencies, in the graph."""
    await WORLD.write(blank)


@settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    chosen=st.lists(st.sampled_from(WORLD.nodes), min_size=2, max_size=9, unique_by=id),
    by=st.sampled_from(["name", "code"]),
    direction=st.sampled_from(["ASC", "DESC"]),
    first=st.integers(1, 3),
)
async def test_rare_characters_are_not_lost_between_pages(
    ask: Hubs, chosen: list[Node], by: str, direction: str, first: int
) -> None:
    codes = [node.props["code"] for node in chosen]
    args = {"where": {"code": {"in": codes}}, "orderBy": [{by: Bare(direction)}], "first": first}
    asked = Field("agencies", "page", args)
    expected = [node.id for node, _ in ORACLE.rows(asked, [(node, None) for node in WORLD.nodes], "Agency")]

    assert await walk(ask, asked, "{ page: %s }") == expected


@pytest.mark.slow
@pytest.mark.parametrize("by", ["name", "code"])
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_every_row_of_all_stands_behind_the_one_before(ask: Hubs, by: str, direction: str) -> None:
    asked = Field("agencies", "page", {"orderBy": [{by: Bare(direction)}], "first": 1})
    expected = [node.id for node, _ in ORACLE.rows(asked, [(node, None) for node in WORLD.nodes], "Agency")]

    assert await walk(ask, asked, "{ page: %s }") == expected
