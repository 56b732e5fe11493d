"""The bench of the intake begins each round with an empty graph, and gets there."""

from __future__ import annotations

from typing import Any

from benchmarks import intake
from hub.graph.client import Graph


class Counting:
    """A graph that counts its writes, and takes no more than a wipe needs."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.writes = graph, 0

    async def write(self, *how: Any, **more: Any) -> Any:
        self.writes += 1
        assert self.writes <= 3, "it removes what its own writes leave, without end"
        return await self.graph.write(*how, **more)


async def test_a_graph_is_emptied_though_each_write_leaves_its_revision(graph: Graph) -> None:
    await graph.write([("UNWIND range(1, 50) AS n CREATE (:Person)-[:OWNS]->(:Vehicle)", {})], operation="test")
    try:
        # One that removes all, one that finds nothing left, one that sets up.
        counting: Any = Counting(graph)
        await intake.wipe(counting)

        assert counting.writes == 3
        left = "RETURN COLLECT { MATCH (n) WHERE NOT n:Revision RETURN labels(n)[0] } AS labels"
        assert await graph.ask_one(left, {}, operation="test") == ["HubMeta"]
    finally:
        # The mark of the tests' database (tests/conftest.py) is gone with the rest.
        await graph.write([("MATCH (n:HubMeta) DELETE n", {}), ("CREATE (:HubTestDatabase)", {})], operation="test")
