"""Small root fields are asked in one round trip, large ones side by side, and the answer is the same."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from support.http_client import Poster
from support.world import World

from hub.errors import GraphBusy, GraphUnavailable
from hub.graph.client import Graph
from hub.graph.direct_reads import DirectReads
from schema.errors import GraphError

THREE = """query ($id: CitizenId!, $plate: PlateNo!) {
  a: person(citizenId: $id) { name } b: vehicle(plate: $plate) { plateNo } __typename
  c: person(citizenId: $id) { drives(first: 1) { nodes { plateNo } } } me { card } }"""
VALUES = {"id": "990102198506150019", "plate": "测A12345"}


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements went in each round trip."""
    made: list[int] = []
    read = DirectReads.read

    async def counted(self: DirectReads, asked: Any, metadata: Any, *how: Any) -> Any:
        # All questions share one look into the revision log.
        if metadata["operation"] != "access.log":
            made.append(len(asked))
        return await read(self, asked, metadata, *how)

    monkeypatch.setattr(DirectReads, "read", counted)
    return made


async def asked(post: Poster, query: str = THREE, **variables: Any) -> Any:
    """Data and codes."""
    body = (await post(query, variables or VALUES)).json()
    return body["data"], [error["extensions"]["code"] for error in body.get("errors", [])]


async def test_small_ones_go_together(world: World, post: Poster, trips: list[int]) -> None:
    first = await asked(post)
    trips.clear()
    assert await asked(post) == first
    assert 3 in trips
    assert first[0]["a"] == {"name": "陈立诚"}


async def test_the_answer_is_the_same_either_way(
    world: World, post: Poster, trips: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    together = await asked(post)
    monkeypatch.setattr("hub.operations.question.SMALL", -1)
    trips.clear()
    assert await asked(post) == together
    assert set(trips) == {1}


async def test_large_ones_go_side_by_side(world: World, post: Poster, trips: list[int]) -> None:
    rows = "persons(first: 100) { nodes { drives { nodes { plateNo } } } }"
    await asked(post, f"{{ a: {rows} b: {rows} }}")
    assert set(trips) == {1}


async def test_where_one_fails_the_others_are_answered(
    world: World, post: Poster, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await asked(post)

    async def fails(*_: Any, **__: Any) -> Any:
        raise GraphUnavailable("gone", hint="wait")

    monkeypatch.setattr(Graph, "ask_together", fails)
    assert await asked(post) == whole


async def test_who_waited_in_line_in_vain_does_not_wait_for_each_field(
    world: World, post: Poster, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asked(post)

    async def busy(*_: Any, **__: Any) -> Any:
        raise GraphBusy("all connections are in use", hint="wait")

    async def alone(*_: Any, **__: Any) -> Any:
        pytest.fail("asked alone, after the line was too long for all of them")

    monkeypatch.setattr(Graph, "ask_together", busy)
    monkeypatch.setattr(Graph, "ask_all", alone)
    data, codes = await asked(post)
    assert data == {"a": None, "b": None, "c": None, "__typename": "Query", "me": data["me"]}
    assert codes == ["GRAPH_BUSY"] * 3


async def test_a_connection_is_good_after_a_statement_that_failed(blank: Graph) -> None:
    failing: Any = [("RETURN 1", {}), ("RETURN 1 / $zero", {"zero": 0}), ("RETURN 2", {})]
    for _ in range(3):
        with pytest.raises(GraphError):
            await blank.ask_together(failing, operation="test")
        found = await blank.ask_together([("RETURN 1, 2", {}), ("UNWIND [3, 4] AS x RETURN x", {})], operation="test")
        assert found == [[[1, 2]], [[3], [4]]]
    assert blank.queue.used == 0


async def test_who_leaves_in_the_middle_leaves_no_answer_behind(blank: Graph) -> None:
    long = "UNWIND range(1, 3000000) AS x WITH x WHERE x % 7 = 3 RETURN count(x)"
    for _ in range(3):
        task = asyncio.create_task(blank.ask_together([(long, {}), (long, {})], operation="test"))
        for _ in range(20):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await blank.ask_together([("RETURN 'mine'", {})] * 2, operation="test") == [[["mine"]]] * 2
    assert blank.queue.used == 0
