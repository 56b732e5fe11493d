"""`hub init`: once or many times, the same; never backwards; and on from where it was interrupted."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator

import pytest
from support.world import SECRET, World, citizen_id, wipe

from hub.app import read_secret
from hub.errors import DoubleNodes, GraphUnavailable, MigrationError
from hub.graph import mode
from hub.graph.client import Graph
from hub.graph.revisions import PADDING
from hub.migration import versions as migrate
from hub.migration.versions import Initialised, init, version
from schema.errors import SetupError
from schema.touched import NOTHING
from schema.values import name_forms


@pytest.fixture
async def bare(graph: Graph) -> AsyncIterator[Graph]:
    """A graph that no hub has initialised."""
    await wipe(graph)
    yield graph
    await wipe(graph)


async def held(graph: Graph) -> list[str]:
    """The names of all constraints and indexes."""
    constraints = await graph.ask("SHOW CONSTRAINTS YIELD name RETURN name", {}, operation="test")
    indexes = await graph.ask("SHOW INDEXES YIELD name, state RETURN name, state", {}, operation="test")
    assert {row["state"] for row in indexes} == {"ONLINE"}
    return sorted(row["name"] for row in [*constraints, *indexes])


async def test_a_new_graph_is_brought_to_the_version(bare: Graph) -> None:
    assert await version(bare) == 0
    assert await init(bare, new_secret=lambda: SECRET) == Initialised(0, migrate.VERSION)
    assert await version(bare) == migrate.VERSION
    assert await read_secret(bare) == SECRET
    assert {"entity_key", "entity_id", "texts", "pinyin", "hub_meta"} <= set(await held(bare))


async def test_twice_is_once_and_keeps_the_secret(bare: Graph) -> None:
    await init(bare, new_secret=lambda: SECRET)
    before = await held(bare)

    again = await init(bare, new_secret=lambda: b"another")

    assert again == Initialised(migrate.VERSION, migrate.VERSION)
    assert await read_secret(bare) == SECRET
    assert await held(bare) == before
    assert await bare.ask_one("MATCH (m:HubMeta) RETURN count(m)", {}, operation="test") == 1


async def test_what_is_there_is_not_made_again_and_what_was_dropped_is(
    bare: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    await init(bare, new_secret=lambda: SECRET)
    complete = await held(bare)
    await bare.run_schema("DROP CONSTRAINT entity_key")
    await bare.run_schema("DROP INDEX texts")
    made: list[str] = []
    run = bare.run_schema

    async def noted(text: str) -> None:
        made.append(text.split(" IF NOT EXISTS")[0])
        await run(text)

    monkeypatch.setattr(bare, "run_schema", noted)
    await init(bare)

    assert sorted(made) == ["CREATE CONSTRAINT entity_key", "CREATE FULLTEXT INDEX texts"]
    assert await held(bare) == complete


HEAD = {"log": "a", "place": "here", "head": "{}"}
MANY_HEADS = "UNWIND $rows AS row CREATE (h:AuditHead) SET h = row"


async def without(bare: Graph, *constraints: str) -> None:
    """A graph as a version made it that did not have these constraints."""
    await init(bare, new_secret=lambda: SECRET)
    for each in constraints:
        await bare.run_schema(f"DROP CONSTRAINT {each}")


async def test_nodes_of_one_key_that_are_equal_become_one(bare: Graph) -> None:
    await without(bare, "audit_head", "registration_proposal", "hub_meta")
    rows = [HEAD, HEAD | {"lock": 1}, HEAD | {"place": "there"}, {"log": "a"}, {"log": "a"}]
    await bare.write([(MANY_HEADS, {"rows": rows})], operation="test")
    await bare.write(
        [("MATCH (m:HubMeta) WITH properties(m) AS held CREATE (x:HubMeta) SET x = held", {})], operation="t"
    )

    assert await init(bare) == Initialised(migrate.VERSION, migrate.VERSION)

    heads = "MATCH (h:AuditHead) RETURN h.log AS log, h.place AS place ORDER BY place"
    assert [[*row.values()] for row in await bare.ask(heads, {}, operation="test")] == [
        ["a", "here"],
        ["a", "there"],
        # What lacks a part of its key is against no constraint.
        ["a", None],
        ["a", None],
    ]
    assert await bare.ask_one("MATCH (m:HubMeta) RETURN count(m)", {}, operation="test") == 1
    assert await read_secret(bare) == SECRET
    assert {"audit_head", "registration_proposal", "hub_meta"} <= set(await held(bare))


async def test_nodes_of_one_key_that_differ_are_named_and_kept(bare: Graph) -> None:
    await without(bare, "audit_head", "registered_issuer", "saved_chart", "entity_key")
    rows = [HEAD, HEAD | {"head": "other"}, HEAD | {"head": "third"}, HEAD | {"log": "b"}, HEAD | {"log": "b"}]
    linked = "CREATE (:SavedChart {id: 'c'})-[:OF]->(:Thing), (:SavedChart {id: 'c'})-[:OF]->(:Thing)"
    agencies = "CREATE (:RegisteredAgency {code: '1', issuer: 'x'}), (:RegisteredAgency {code: '2', issuer: 'x'})"
    people = "CREATE (:Entity:Person {key: 'Person:1', id: '1'}), (:Entity:Person {key: 'Person:1', id: '1'})"
    texts = [(text, {}) for text in (linked, agencies, people)]
    await bare.write([(MANY_HEADS, {"rows": rows}), *texts], operation="test")

    with pytest.raises(DoubleNodes) as refused:
        await init(bare)

    problem = refused.value
    assert problem.message == (
        "Several nodes of the graph have one key, and they differ. Entity with the same key: 1; "
        "AuditHead with the same log and place: 1; RegisteredAgency with the same issuer: 1; "
        "SavedChart with the same id: 1."
    )
    assert "hub init" in str(problem.hint)
    assert problem.details["constraints"] == ["entity_key", "audit_head", "registered_issuer", "saved_chart"]
    count = "MATCH (n) WHERE n:AuditHead OR n:SavedChart OR n:RegisteredAgency OR n:Person RETURN count(n)"
    # Of what is equal one is left: two heads of the log b were.
    assert await bare.ask_one(count, {}, operation="test") == 4 + 2 + 2 + 2

    remove = (
        "MATCH (n) WHERE n:SavedChart OR n:RegisteredAgency OR n:Person OR n.head IN ['other', 'third'] DETACH DELETE n"
    )
    await bare.write([(remove, {})], operation="test")
    assert await init(bare) == Initialised(migrate.VERSION, migrate.VERSION)


async def test_a_secret_is_made_by_chance(bare: Graph) -> None:
    await init(bare)
    first = await read_secret(bare)
    await wipe(bare)
    await init(bare)

    assert len(first) == 32
    assert await read_secret(bare) != first


async def test_a_graph_without_secret_is_not_served(bare: Graph) -> None:
    with pytest.raises(MigrationError, match="hub init"):
        await read_secret(bare)


async def test_a_graph_of_the_future_is_left_alone(bare: Graph) -> None:
    await init(bare, new_secret=lambda: SECRET)
    await bare.write([("MATCH (m:HubMeta) SET m.version = 99", {})], operation="test")
    before = bare.statements

    with pytest.raises(MigrationError) as refused:
        await init(bare)

    assert "99" in refused.value.message
    assert refused.value.hint
    assert refused.value.details == {"found": 99, "known": migrate.VERSION}
    assert bare.statements - before == 1


async def test_interrupted_it_goes_on_where_it_stopped(bare: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {1: (), 2: ("CREATE (:Entity {key: 'step 2'})",), 3: ("CREATE (:Entity {key: 'step 3'})",)}
    monkeypatch.setattr(migrate, "MIGRATIONS", steps)
    monkeypatch.setattr(migrate, "VERSION", 3)
    written = 0
    real = Graph.write

    async def failing(self: Graph, *args: object, **how: object) -> object:
        nonlocal written
        written += 1
        if written == 3:
            raise GraphUnavailable("The cable was pulled.")
        return await real(self, *args, **how)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Graph, "write", failing)
        with pytest.raises(GraphUnavailable):
            await init(bare, new_secret=lambda: SECRET)
    assert await version(bare) == 2

    assert await init(bare, new_secret=lambda: b"another") == Initialised(2, 3)
    keys = await bare.ask("MATCH (n:Entity) RETURN n.key AS key ORDER BY key", {}, operation="test")
    assert [row["key"] for row in keys] == ["step 2", "step 3"]
    assert await read_secret(bare) == SECRET


async def test_a_failing_migration_leaves_the_version(bare: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    await init(bare, new_secret=lambda: SECRET)
    now = migrate.VERSION
    broken = {**migrate.MIGRATIONS, now + 1: ("CREATE (:Entity {key: 'half'})", "RETURN 1 / 0")}
    monkeypatch.setattr(migrate, "MIGRATIONS", broken)
    monkeypatch.setattr(migrate, "VERSION", now + 1)

    with pytest.raises(Exception, match=r".+"):
        await init(bare)

    assert await version(bare) == now
    assert await bare.ask_one("MATCH (n:Entity {key: 'half'}) RETURN n.key", {}, operation="test") is None
    assert base64.b64encode(SECRET).decode() == await bare.ask_one(
        "MATCH (m:HubMeta) RETURN m.idSecret", {}, operation="test"
    )


async def test_what_an_earlier_version_counted_is_counted_no_more(bare: Graph) -> None:
    await init(bare, new_secret=lambda: SECRET)
    left = "MATCH (x:Revision) WHERE x.at IS NULL RETURN count(x)"
    await bare.write([("MATCH (m:HubMeta) SET m.version = 1", {})], operation="test")
    await bare.write([("UNWIND range(1, 30000) AS n CREATE (:Revision), (:FlagRevision)", {})], operation="test")
    assert await init(bare) == Initialised(1, migrate.VERSION)
    assert await bare.ask_one(left, {}, operation="test") <= PADDING
    assert await bare.ask_one("MATCH (x:FlagRevision) RETURN count(x)", {}, operation="test") == 0
    await init(bare)
    assert await bare.ask_one(left, {}, operation="test") == PADDING


FILLED = {
    "with a person": "CREATE (:Entity:Person {key: 'p', id: 'p'})",
    "with an agency": "CREATE (:RegisteredAgency {code: 'A'})",
    "empty": "RETURN 1",
}


@pytest.mark.parametrize("held", FILLED)
@pytest.mark.parametrize("made", ["production", "demo", "before it was noted"])
async def test_a_graph_is_served_as_what_it_was_made_for(bare: Graph, made: str, held: str) -> None:
    await init(bare, new_secret=lambda: SECRET)
    if made in ("production", "demo"):
        await mode.mark(bare, demo=made == "demo")
    await bare.write([(FILLED[held], {})], operation="test", touched=NOTHING)
    # A start in the other mode by mistake does not change the mode of the graph.
    if held != "empty":
        await mode.mark(bare, demo=made != "demo")

    async def served(*, demo: bool) -> bool:
        try:
            await mode.check(bare, demo=demo)
        except SetupError as problem:
            return not problem.hint
        return True

    assert (await served(demo=True), await served(demo=False)) == (made == "demo", made != "demo")


@pytest.mark.parametrize("name", ["demo", "demoBegun"])
async def test_what_hub_demo_made_before_is_a_demo(bare: Graph, name: str) -> None:
    await init(bare, new_secret=lambda: SECRET)
    await bare.write([(f"MATCH (m:HubMeta) SET m.{name} = 'village/7'", {})], operation="test", touched=NOTHING)
    await bare.write([(FILLED["with a person"], {})], operation="test", touched=NOTHING)

    await mode.check(bare, demo=True)
    with pytest.raises(SetupError, match="invented people"):
        await mode.check(bare, demo=False)


async def test_records_go_where_they_belong(bare: Graph) -> None:
    await init(bare, new_secret=lambda: SECRET)
    await mode.mark(bare, demo=False)
    assert not await mode.takes_invented(bare, demo=False)
    assert await mode.takes_invented(bare, demo=True)
    await mode.check(bare, demo=True)
    await mode.mark(bare, demo=False)
    await bare.write([(FILLED["with a person"], {})], operation="test", touched=NOTHING)

    with pytest.raises(SetupError, match="no invented people"):
        await mode.takes_invented(bare, demo=True)
    await mode.note(bare, demo=True)
    # Also without the mode: a graph that a demo is served from takes nobody real.
    assert await mode.takes_invented(bare, demo=False)


async def test_names_of_an_earlier_version_are_read_again(bare: Graph) -> None:
    await init(bare, new_secret=lambda: SECRET)
    world = World()
    odd = world.node(
        "Person", citizenId=citizen_id("19710202", 1), name="⾼一舟", formerName="雍\u200e平", otherNames=["⻢一舟"]
    )
    good = world.node("Person", citizenId=citizen_id("19710202", 2), name="陈立诚")
    officer = world.node("Officer", cardNo="C-1", name="买买提．艾力")
    await world.write(bare)
    # As version 2 wrote them.
    old = "MATCH (p:Person) SET p.namePinyin = 'gao', p.formerNamePinyin = 'yong', p.lastSeen = date('2020-01-01')"
    await bare.write([(old, {}), ("MATCH (m:HubMeta) SET m.version = 2", {})], operation="test")

    assert await init(bare) == Initialised(2, migrate.VERSION)

    text = (
        "MATCH (n:Entity {key: $key}) RETURN n {.name, .namePinyin, .formerName, .formerNamePinyin, .otherNames} AS n"
    )
    held = [await bare.ask_one(text, {"key": each.key}, operation="test") for each in (odd, good, officer)]
    empty = dict.fromkeys(("formerName", "formerNamePinyin", "otherNames"))
    assert held == [
        {
            "name": "高一舟",
            "namePinyin": name_forms("高一舟"),
            "formerName": "雍平",
            "formerNamePinyin": name_forms("雍平"),
            "otherNames": ["马一舟"],
        },
        {"name": "陈立诚", "namePinyin": name_forms("陈立诚"), **empty, "formerNamePinyin": "yong"},
        {"name": "买买提·艾力", "namePinyin": name_forms("买买提·艾力"), **empty},
    ]
    found = "CALL db.index.fulltext.queryNodes('pinyin', 'namePinyin:gaoyizhou') YIELD node RETURN node.key AS key"
    assert await bare.ask_one(found, {}, operation="test") == odd.key
