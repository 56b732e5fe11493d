"""The bench of the intake begins each round with an empty graph, and gets there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from benchmarks import intake
from hub.graph import Graph


@pytest.fixture
async def filled(graph: Graph) -> AsyncIterator[Graph]:
    """The graph of the tests with something in it; afterwards as they expect it (see `conftest.empty`)."""
    await graph.write([("UNWIND range(1, 50) AS n CREATE (:Person)-[:OWNS]->(:Vehicle)", {})], operation="test")
    yield graph
    restored = [("MATCH (n) DETACH DELETE n", {}), ("CREATE (:HubTestDatabase)", {})]
    await graph.write(restored, operation="test")


async def test_a_graph_is_emptied_though_each_write_leaves_its_revision(filled: Graph) -> None:
    async with asyncio.timeout(60):
        await intake.wipe(filled)

    left = "RETURN COLLECT { MATCH (n) WHERE NOT n:Revision RETURN labels(n)[0] } AS labels"
    assert await filled.ask_one(left, {}, operation="test") == ["HubMeta"]
