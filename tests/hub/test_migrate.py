"""`hub init`: once or many times, the same; never backwards; and on from where it was interrupted."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator

import pytest
from world import SECRET, wipe

from hub import migrate
from hub.app import read_secret
from hub.graph import Graph
from hub.migrate import Initialised, init, version
from schema.errors import GraphUnavailable, MigrationError


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
    monkeypatch.setattr(migrate, "MIGRATIONS", {1: (), 2: ("CREATE (:Entity {key: 'half'})", "RETURN 1 / 0")})
    monkeypatch.setattr(migrate, "VERSION", 2)

    with pytest.raises(Exception, match=r".+"):
        await init(bare)

    assert await version(bare) == 1
    assert await bare.ask_one("MATCH (n:Entity {key: 'half'}) RETURN n.key", {}, operation="test") is None
    assert base64.b64encode(SECRET).decode() == await bare.ask_one(
        "MATCH (m:HubMeta) RETURN m.idSecret", {}, operation="test"
    )
