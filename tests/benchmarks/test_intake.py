"""The bench of the intake begins each round with an empty graph, and gets there."""

from __future__ import annotations

import asyncio
from pathlib import Path

from benchmarks import intake
from hub.embedded import EmbeddedNeo4j
from hub.graph import Graph


async def test_a_graph_is_emptied_though_each_write_leaves_its_revision(tmp_path: Path) -> None:
    # A database of its own: the others' graph must stay as they left it.
    with EmbeddedNeo4j(tmp_path, fast_start=True) as endpoint:
        async with await Graph.open(endpoint, timeout=60) as graph:
            await graph.write([("UNWIND range(1, 50) AS n CREATE (:Person)-[:OWNS]->(:Vehicle)", {})], operation="test")
            async with asyncio.timeout(60):
                await intake.wipe(graph)
            left = "RETURN COLLECT { MATCH (n) WHERE NOT n:Revision RETURN labels(n)[0] } AS labels"
            assert await graph.ask_one(left, {}, operation="test") == ["HubMeta"]
