"""What others write costs no rights unless it touches them; what touches them costs one fetch, however many wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from support.admission import Door
from support.notice import JUDGE, story
from support.world import COURT, NOW, SECRET, World
from test_rights_kept import BOTH, FLAGS, PERSON, RAISE, asked, set_of

from hub.api.schema import Api
from hub.graph.client import Graph
from hub.signin.session_keys import KeyRing
from hub.signin.sessions import Session, Sessions, Terms
from loaders.landing.chunks import Chunk, ChunkWriter, Stamp
from loaders.mapping.stated import Landing, LinkGroup, LinkOp, NodeGroup, NodeOp
from schema.identity import IdKeys
from schema.model import MODEL
from schema.touched import Touched

Write = Callable[[Door, World], Awaitable[Any]]
CASE = "EnforcementCase:（2026）示0102执1203号"


@pytest.fixture
async def world(blank: Graph, desk: Any) -> World:
    """The story, with the notice that the basis rests on."""
    return await story(blank)


@pytest.fixture
def door(blank: Graph, api: Api) -> Door:
    """A hub that stays."""
    return Door(blank, api)


async def land(graph: Graph, *ops: NodeOp | LinkOp) -> None:
    """Write what a row of a feed states, as a load does."""
    chunk = Chunk()
    chunk.land(1, Landing(list(ops)))
    writes = chunk.writes(ChunkWriter(MODEL, IdKeys((SECRET,)), {}), Stamp("test.feed", "b1", NOW.date()))
    await graph.write(writes, operation="load.rows")


def link(kind: str, source: str, target: str, **values: Any) -> LinkOp:
    """A link that a row states."""
    return LinkOp(LinkGroup(kind, (), True), source, target, "", {"since": None, "until": None, **values})


def node(entity: str, key: str, **values: Any) -> NodeOp:
    """A node that a row states."""
    return NodeOp(NodeGroup(entity, tuple(values), True), key, values)


async def stranger(door: Door, world: World) -> None:
    """A debtor in another case, who buys a car."""
    case = "EnforcementCase:（2026）示0102执9号"
    await land(
        door.graph,
        node("EnforcementCase", case, caseNumber="（2026）示0102执9号", status="OPEN"),
        node("Vehicle", "Vehicle:0TS12345XRA000777", vin="0TS12345XRA000777"),
        link("DEBTOR_IN", world["namesake"].key, case),
        link("OWNS", world["namesake"].key, "Vehicle:0TS12345XRA000777"),
        link("HEARD_BY", case, world["court"].key),
    )


async def own_court(door: Door, world: World) -> None:
    """The caller's court is named by a row, as it is in each row of its own feed."""
    await land(door.graph, node("Agency", world["court"].key, code="S0102", name="示范区人民法院"))


async def far_links(door: Door, world: World) -> None:
    """Links of a debtor that no ring follows, and values of a debtor."""
    await land(
        door.graph,
        node("Person", world["chen"].key, citizenId="990102198506150019", name="陈立诚"),
        link("CALLED", world["phone"].key, world["phone"].key),
    )


async def other_officer(door: Door, world: World) -> None:
    """Another officer of the same court is registered."""
    await door.registry.officer("S0102-A-777", COURT, "别人", ["JUDGE"])


async def other_session(door: Door, world: World) -> None:
    """Somebody signs out."""
    sessions = Sessions(door.graph, KeyRing.new(), SECRET, Terms(), lambda: NOW, lambda: "x", demo=True)
    await sessions.end(Session("another", COURT, "S0102-A-777", "", True, 0, 0, ()))


async def new_debtor(door: Door, world: World) -> None:
    """The case gets one more debtor."""
    await land(door.graph, link("DEBTOR_IN", world["longer"].key, CASE))


async def case_moves(door: Door, world: World) -> None:
    """The case is heard by one more court."""
    await land(
        door.graph, node("Agency", "Agency:S0199", code="S0199", kind="COURT"), link("HEARD_BY", CASE, "Agency:S0199")
    )


async def new_status(door: Door, world: World) -> None:
    """The case has another status."""
    await land(door.graph, node("EnforcementCase", CASE, caseNumber="（2026）示0102执1203号", status="OPEN"))


async def whole_kind(door: Door, world: World) -> None:
    """A feed ends links of a kind that a ring follows."""
    touched = Touched()
    touched.kind("DEBTOR_IN")
    await door.graph.write([("RETURN 1", {})], operation="load.retire", touched=touched.packed())


async def something(door: Door, world: World) -> None:
    """A writer that does not say what it touches."""
    await door.graph.write([("RETURN 1", {})], operation="test")


async def earlier_version(door: Door, world: World) -> None:
    """A hub of an earlier version writes, which adds an entry that says nothing."""
    async with door.graph._session("WRITE") as session:
        await (await session.run("CREATE (:Revision)")).consume()


@pytest.mark.parametrize("write", [stranger, own_court, far_links, other_officer, other_session])
async def test_what_does_not_concern_the_rights_costs_nothing(door: Door, world: World, write: Write) -> None:
    told = await asked(door, PERSON), await asked(door, BOTH)
    fetched, statements = door.admission.rights.fetched, door.graph.statements
    await write(door, world)
    written = door.graph.statements - statements
    assert (await asked(door, PERSON), await asked(door, BOTH)) == told
    assert door.admission.rights.fetched == fetched
    assert door.graph.statements - statements - written == 3


@pytest.mark.parametrize("write", [new_debtor, case_moves, new_status, whole_kind, something, earlier_version])
async def test_what_concerns_the_rights_costs_one_fetch(door: Door, world: World, write: Write) -> None:
    await asked(door, BOTH)
    fetched = door.admission.rights.fetched
    await write(door, world)
    for _ in range(2):
        assert await asked(door, BOTH) == await asked(Door(door.graph, door.api), BOTH)
    assert door.admission.rights.fetched == fetched + 1


async def test_a_debtor_who_comes_is_seen_at_once(door: Door, world: World) -> None:
    names = "{ persons { nodes { name } } }"
    before = {each["name"] for each in (await asked(door, names))[0]["persons"]["nodes"]}
    await new_debtor(door, world)
    after = {each["name"] for each in (await asked(door, names))[0]["persons"]["nodes"]}
    assert after > before


async def test_many_who_wait_share_one_fetch_and_one_reading_of_the_log(door: Door, world: World) -> None:
    rights = door.admission.rights
    await asyncio.gather(*(asked(door, PERSON) for _ in range(20)))
    assert rights.fetched == 1
    reads = rights.log.reads
    await set_of(door.graph, world["notice"].key, status="EFFECTIVE")
    answers = await asyncio.gather(*(asked(door, PERSON) for _ in range(20)))
    assert answers == [answers[0]] * 20
    # Who asks while the log is read or rights are fetched may need what comes next, and nobody more than that.
    assert rights.fetched <= 3
    assert rights.log.reads - reads <= 3


async def test_a_field_that_is_computed_is_admitted_by_rights_that_are_kept(door: Door, world: World) -> None:
    await asked(door, "{ me { card } }")
    fetched = door.admission.rights.fetched
    for _ in range(3):
        assert (await asked(door, "{ me { card } }"))[1] == []
        assert (await asked(door, "{ __typename }"))[1] == []
    assert door.admission.rights.fetched == fetched
    await door.registry.state("SUSPENDED", card=JUDGE.card, reason="调查")
    try:
        assert (await asked(door, "{ me { card } }"))[1] == ["UNAUTHENTICATED"]
    finally:
        await door.registry.state("ACTIVE", card=JUDGE.card, reason="结束")


async def test_prices_are_kept_where_sizes_are_the_same(door: Door, world: World) -> None:
    await asked(door, PERSON)
    (kept,) = _rights(door)
    await something(door, world)
    await asked(door, PERSON)
    (same,) = _rights(door)
    assert same is not kept
    assert same.prices is kept.prices
    await new_debtor(door, world)
    await asked(door, PERSON)
    (larger,) = _rights(door)
    assert larger.prices is not kept.prices


async def test_a_flag_concerns_those_alone_whose_case_reaches_it(door: Door, world: World) -> None:
    await asked(door, RAISE, id=world["chen"].id)
    assert len((await asked(door, FLAGS))[0]["flags"]["nodes"]) == 1
    fetched = door.admission.rights.fetched
    touched = Touched()
    touched.drawn("FLAGS", ["a flag", world["namesake"].id])
    await door.graph.write([("RETURN 1", {})], operation="flag.raise", touched=touched.packed())
    await asked(door, FLAGS)
    assert door.admission.rights.fetched == fetched


def _rights(door: Door) -> list[Any]:
    cache = door.admission.rights._kept
    return [each for held in (cache._new, cache._used) for each, _ in held.values()]
