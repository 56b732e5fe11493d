"""An empty graph that is set up, and how tests load."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from support.intake import restart, wipe

from hub.graph.client import Graph
from loaders.landing.pipeline import Options
from schema.model import MODEL
from schema.statements.definitions import constraints, indexes, own_definitions
from schema.values import Realm


@pytest.fixture(scope="session")
async def prepared(graph: Graph) -> Graph:
    """The session's graph with the constraints that `hub init` makes."""
    for text in (*constraints(), *indexes(MODEL), *own_definitions()):
        await graph.run_schema(text)
    return graph


@pytest.fixture
async def store(prepared: Graph) -> AsyncIterator[Graph]:
    """An empty graph that is set up, left empty."""
    await restart(prepared)
    yield prepared
    await wipe(prepared)


@pytest.fixture
def options() -> Options:
    """How tests load: fictional identifiers, a clock that stands still, small chunks."""
    return Options(realm=Realm.FICTIONAL, clock=lambda: datetime(2026, 11, 22, 4, tzinfo=UTC), chunk=7)
