"""An empty, set-up graph for each module, and how to compare two graphs."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from hub.graph import Graph
from loaders.batches import CONSTRAINTS
from loaders.pipeline import Options
from schema.model import MODEL
from schema.statements import constraints, indexes
from schema.values import Realm

SECRET = b"a secret for tests only"


@pytest.fixture(scope="session")
async def prepared(graph: Graph) -> Graph:
    """The session's graph with the constraints that `hub init` makes."""
    for text in (*constraints(MODEL), *indexes(MODEL), *CONSTRAINTS):
        await graph.run_schema(text)
    return graph


@pytest.fixture
async def store(prepared: Graph) -> AsyncIterator[Graph]:
    """An empty graph that is set up, left empty."""
    await wipe(prepared)
    await prepared.write(
        [("CREATE (:HubMeta {idSecret: $secret})", {"secret": base64.b64encode(SECRET).decode()})], operation="test"
    )
    yield prepared
    await wipe(prepared)


async def wipe(graph: Graph) -> None:
    """Remove what loads wrote."""
    text = (
        "MATCH (n) WHERE n:Entity OR n:Batch OR n:Quarantined OR n:Alias OR n:HubMeta"
        " WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS gone"
    )
    while (await graph.write([(text, {})], operation="test", timeout=120))[0][0]["gone"]:
        pass


@pytest.fixture
def options() -> Options:
    """How tests load: fictional identifiers, a clock that stands still, small chunks."""
    return Options(realm=Realm.FICTIONAL, clock=lambda: datetime(2026, 11, 22, 4, tzinfo=UTC), chunk=7)


async def dump(graph: Graph) -> dict[str, list[Any]]:
    """Everything that loads put into the graph, in one order, without the moments of the loads."""
    nodes = await graph.ask(
        "MATCH (n) WHERE n:Entity OR n:Batch OR n:Quarantined OR n:Alias"
        " RETURN labels(n) AS labels, n{.*, asserted: null, startedAt: null, finishedAt: null} AS props,"
        " coalesce(n.asserted, []) AS asserted",
        {},
        operation="test",
        timeout=120,
    )
    links = await graph.ask(
        "MATCH (a)-[r]->(b) RETURN a.key AS source, type(r) AS kind, b.key AS target,"
        " r{.*, asserted: null} AS props, r.asserted AS asserted",
        {},
        operation="test",
        timeout=120,
    )
    return {"nodes": sorted(map(_flat, nodes)), "links": sorted(map(_flat, links))}


def _flat(row: dict[str, Any]) -> str:
    return str(
        [
            sorted(value) if isinstance(value, list) else sorted(value.items()) if isinstance(value, dict) else value
            for value in row.values()
        ]
    )
