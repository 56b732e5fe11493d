"""Fixtures for all tests.

One Neo4j serves all tests that write: starting one takes ten seconds, asking it takes milliseconds. It is the embedded
one in a directory of its own, or the server named by NEO4J_URI. Tests that ask a running hub about a seeded village
(`hub_graph`) have its own beside it, see docs/decisions/two-databases-in-a-test-run.md; tests of starting, stopping and
full disks start more. Everything that lives on its connections shares one event
loop, which pytest-asyncio keeps for the session (see pyproject.toml). A test that writes removes what it wrote, or
writes under labels and keys of its own; `marker` gives it a key that no other test has.

A server given by NEO4J_URI is only used if it is empty or carries the mark that an earlier run left there, because the
run begins by removing everything in it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import settings

from hub.embedded import EmbeddedNeo4j, Endpoint
from hub.graph import Graph
from hub.settings import Settings

MARK = "HubTestDatabase"

# Most questions made by chance are statements that the database has never seen, and planning one takes it up to a
# second. For a change fifty of each kind are enough, since each run draws others; a thousand with
# pytest --hypothesis-profile=nightly
settings.register_profile("change", max_examples=50)
settings.register_profile("nightly", max_examples=1000)
settings.load_profile("change")


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The Neo4j of all tests that write."""
    given = Settings.from_env(os.environ).endpoint
    if given is not None:
        yield given
        return
    with EmbeddedNeo4j(tmp_path_factory.mktemp("data"), fast_start=True) as embedded:
        yield embedded


@pytest.fixture(scope="session")
async def graph(endpoint: Endpoint) -> AsyncIterator[Graph]:
    """The hub's way to that Neo4j, with an empty database behind it."""
    # Statements made by chance are planned anew each; on a busy machine that alone can take ten seconds.
    async with await Graph.open(endpoint, timeout=60) as graph:
        await empty(graph)
        yield graph


@pytest.fixture
def marker() -> str:
    """A text that no other test uses."""
    return secrets.token_hex(8)


async def empty(graph: Graph) -> None:
    """Remove all nodes, unless they are somebody's."""
    count = f"RETURN COUNT {{ (n) }} = 0 OR EXISTS {{ (m:{MARK}) }}"
    if not await graph.ask_one(count, {}, operation="test-set-up"):
        pytest.exit("NEO4J_URI names a database that holds data of others. Tests need an empty one.", returncode=4)
    await graph.write(
        [("MATCH (n) DETACH DELETE n", {}), (f"CREATE (:{MARK})", {})], operation="test-set-up", timeout=120
    )
