"""Rights that are kept are never older than the graph: whatever changes, the next question is answered as if new."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import orjson
import pytest
from hypothesis import settings
from support.admission import Door
from support.notice import BASIS, JUDGE, story
from support.officer_operations import CARD
from support.world import World

from hub.access.register_writes import ACTIVE, SUSPENDED
from hub.api.schema import Api
from hub.graph.client import Graph
from schema.validity import today

PERSON = '{ person(citizenId: "990102198506150019") { name drives { nodes { plateNo } } } }'
FLAGS = "{ flags { nodes { statement state } } }"
BOTH = "{ a: persons { nodes { name } } b: vehicles { nodes { plateNo } } }"
RAISE = 'mutation R($id: ID!) { flagEntity(id: $id, kind: ACTUAL_USER, statement: "看见了") { id statement } }'
WITHDRAW = 'mutation W($id: ID!) { withdrawFlag(id: $id, reason: "看错了") { id state } }'
WALKS, STEPS = max(2, settings().max_examples // 40), 20


@pytest.fixture
async def world(blank: Graph, desk: Any) -> World:
    """The story, with the notice that the basis rests on."""
    return await story(blank)


@pytest.fixture
def door(blank: Graph, api: Api) -> Door:
    """A hub that stays."""
    return Door(blank, api)


async def asked(door: Door, query: str, **variables: Any) -> Any:
    """What comes back, without what differs from one time to the next."""
    answer = await door.answer(JUDGE, query, BASIS, **variables)
    told = {name: value for name, value in answer.extensions.items() if name in ("purpose", "masked", "closed")}
    return json.loads(orjson.dumps([answer.data, answer.codes, told]))


async def test_only_the_first_question_fetches_rights(door: Door, world: World) -> None:
    await asked(door, PERSON)
    before = door.graph.statements
    for _ in range(3):
        await asked(door, PERSON)
    assert door.graph.statements - before == 3
    await asked(door, BOTH)
    assert door.graph.statements - before == 5


async def test_a_suspension_counts_at_the_next_question(door: Door, world: World) -> None:
    assert (await asked(door, PERSON))[1] == []
    await door.registry.state(SUSPENDED, card=CARD, reason="调查")
    try:
        assert (await asked(door, PERSON))[1] == ["UNAUTHENTICATED"]
        assert (await asked(door, BOTH))[1] == ["UNAUTHENTICATED"]
    finally:
        await door.registry.state(ACTIVE, card=CARD, reason="结束")
    assert (await asked(door, PERSON))[1] == []


async def test_a_notice_withdrawn_counts_at_the_next_question(door: Door, world: World) -> None:
    assert (await asked(door, PERSON))[1] == []
    await set_of(door.graph, world["notice"].key, status="WITHDRAWN")
    assert (await asked(door, PERSON))[1] == ["BASIS_REFUSED"]


async def test_on_the_next_day_rights_are_fetched_again(
    door: Door, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was due to end on that day has ended, and nobody wrote anything."""
    await asked(door, PERSON)
    rights = door.admission.rights
    fetched = rights.fetched
    await asked(door, PERSON)
    assert rights.fetched == fetched
    monkeypatch.setattr(rights, "today", lambda: today() + timedelta(1))
    await asked(door, PERSON)
    assert rights.fetched == fetched + 1


async def test_a_change_between_two_root_fields_is_found_out(
    door: Door, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asked(door, BOTH)
    changed = False

    def after_a_change(ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def first_changed(*how: Any, **more: Any) -> Any:
            nonlocal changed
            if not changed:
                changed = True
                await set_of(door.graph, world["notice"].key, status="WITHDRAWN")
            return await ask(*how, **more)

        return first_changed

    for way in ("ask_all", "ask_together"):
        monkeypatch.setattr(door.graph, way, after_a_change(getattr(door.graph, way)))
    assert (await asked(door, BOTH))[1] == ["BASIS_REFUSED"]


async def test_a_flag_is_seen_at_once_and_costs_others_nothing(door: Door, world: World) -> None:
    assert (await asked(door, FLAGS))[0] == {"flags": {"nodes": []}}
    await asked(door, PERSON)
    await asked(door, RAISE, id=world["chen"].id)
    before = door.graph.statements
    await asked(door, PERSON)
    # Who is a party of the case does not depend on flags.
    assert door.graph.statements - before == 1
    assert (await asked(door, FLAGS))[0]["flags"]["nodes"] == [{"statement": "看见了", "state": "RAISED"}]


async def test_a_flag_is_one_statement(door: Door, world: World) -> None:
    await asked(door, RAISE, id=world["chen"].id)
    before = door.graph.statements
    for _ in range(3):
        data, codes, _ = await asked(door, RAISE, id=world["chen"].id)
        assert (codes, data["flagEntity"]["statement"]) == ([], "看见了")
    assert door.graph.statements - before == 3


async def test_nothing_is_flagged_on_rights_that_are_gone(door: Door, world: World) -> None:
    await asked(door, RAISE, id=world["car"].id)
    # Chen no longer drives the car, so it no longer belongs to the case.
    await unlink(door.graph, "DRIVES", world["chen"].key)
    await unlink(door.graph, "OWNS", world["chen"].key)
    await unlink(door.graph, "OWNS", world["sister"].key)
    count = "MATCH (f:Flag) RETURN count(f) AS flags"
    before = await door.graph.ask_one(count, {}, operation="test.count")
    assert (await asked(door, RAISE, id=world["car"].id))[1] == ["NOT_FOUND"]
    assert await door.graph.ask_one(count, {}, operation="test.count") == before


async def test_what_is_changed_by_hand_counts_after_seconds(door: Door, world: World) -> None:
    seconds = [0.0]
    door.admission.rights.clock = lambda: seconds[0]
    await asked(door, PERSON)
    # As an operator does in the database's own shell, without a revision.
    text = "MATCH (d:Document {key: $key}) SET d.status = 'WITHDRAWN'"
    async with door.graph._session("WRITE") as session:
        await (await session.run(text, {"key": world["notice"].key})).consume()
    assert (await asked(door, PERSON))[1] == []
    seconds[0] = 61.0
    assert (await asked(door, PERSON))[1] == ["BASIS_REFUSED"]


async def test_a_flag_just_raised_is_found_and_withdrawn(door: Door, world: World) -> None:
    assert (await asked(door, FLAGS))[0] == {"flags": {"nodes": []}}
    raised = (await asked(door, RAISE, id=world["chen"].id))[0]["flagEntity"]
    # The rings that were kept are of before it.
    data, codes, _ = await asked(door, WITHDRAW, id=raised["id"])
    assert (data, codes) == ({"withdrawFlag": {"id": raised["id"], "state": "WITHDRAWN"}}, [])


@pytest.mark.parametrize("whom", ["wife", "notice"])
async def test_what_is_flagged_on_kin_and_papers_is_seen_by_its_own_agency_alone(
    door: Door, world: World, whom: str
) -> None:
    other = (
        "MATCH (x:Entity {id: $id}) MERGE (a:Entity:Agency {key: 'Agency other', id: 'other'}) "
        "CREATE (f:Entity:Flag {key: $key, id: $key, flagNo: 'F-1', state: 'RAISED', statement: '别的案件'}) "
        "CREATE (f)-[:FLAGS {key: ''}]->(x) CREATE (f)-[:RAISED_BY {key: ''}]->(a)"
    )
    await door.graph.write([(other, {"id": world[whom].id, "key": f"other {whom}"})], operation="test.other")
    assert (await asked(door, FLAGS))[0] == {"flags": {"nodes": []}}

    raised = (await asked(door, RAISE, id=world[whom].id))[0]["flagEntity"]
    seen = (await asked(door, FLAGS))[0]["flags"]["nodes"]
    data, codes, _ = await asked(door, WITHDRAW, id=raised["id"])

    assert seen == [{"statement": "看见了", "state": "RAISED"}]
    assert (data, codes) == ({"withdrawFlag": {"id": raised["id"], "state": "WITHDRAWN"}}, [])


async def test_a_flag_that_nobody_would_see_is_not_raised(door: Door, world: World) -> None:
    """Agencies are seen in the register, and belong to no case."""
    assert (await asked(door, RAISE, id=world["bank"].id))[1] == ["NOT_FOUND"]


async def test_many_who_ask_at_once_get_what_one_gets(door: Door, world: World) -> None:
    alone = await asked(door, PERSON)
    flags = [asked(door, RAISE, id=world["chen"].id) for _ in range(5)]
    together = await asyncio.gather(*(asked(door, PERSON) for _ in range(20)), *flags)
    assert together[:20] == [alone] * 20
    assert all(codes == [] for _, codes, _ in together[20:])


async def set_of(graph: Graph, key: str, **props: Any) -> None:
    """Change an entity as a feed would."""
    text = "MATCH (n:Entity {key: $key}) SET n += $props"
    await graph.write([(text, {"key": key, "props": props})], operation="test.change")


async def unlink(graph: Graph, kind: str, key: str) -> None:
    """End all links of a kind that lead from an entity, long ago."""
    text = f"MATCH (n:Entity {{key: $key}})-[r:{kind}]->() SET r.until = date('2001-01-01')"
    await graph.write([(text, {"key": key})], operation="test.change")


@pytest.mark.slow
async def test_at_every_step_the_answer_is_that_of_a_hub_just_started(door: Door, world: World, api: Api) -> None:
    graph, chen = door.graph, world["chen"]

    async def relink() -> None:
        text = "MATCH (:Entity {key: $key})-[r:DEBTOR_IN|DRIVES]->() REMOVE r.until"
        await graph.write([(text, {"key": chen.key})], operation="test.change")

    steps: list[Callable[[], Awaitable[Any]]] = [
        lambda: door.registry.state(SUSPENDED, card=CARD, reason="调查"),
        lambda: door.registry.state(ACTIVE, card=CARD, reason="结束"),
        lambda: door.registry.roles(CARD, ["JUDGE"]),
        lambda: set_of(graph, world["notice"].key, status="WITHDRAWN"),
        lambda: set_of(graph, world["notice"].key, status="EFFECTIVE"),
        lambda: set_of(graph, world["case"].key, status="OPEN"),
        lambda: unlink(graph, "DEBTOR_IN", chen.key),
        lambda: unlink(graph, "DRIVES", chen.key),
        relink,
        relink,
        lambda: asked(door, RAISE, id=chen.id),
    ]
    refused = answered = 0
    try:
        for walk in range(WALKS):
            dice = random.Random(walk)  # noqa: S311 - a test's choice
            for _ in range(STEPS):
                await dice.choice(steps)()
                for query in dice.sample([PERSON, FLAGS, BOTH], 2):
                    kept, new = await asked(door, query), await asked(Door(graph, api), query)
                    assert kept == new, (walk, query)
                    refused += bool(kept[1])
                    answered += not kept[1]
    finally:
        await door.registry.state(ACTIVE, card=CARD, reason="结束")
    assert refused > 3
    assert answered > 3
