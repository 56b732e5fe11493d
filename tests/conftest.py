"""Fixtures for all tests.

One Neo4j serves all tests of a process that write: starting one takes ten seconds, asking it takes milliseconds. It
is the embedded one in a directory of its own, or the server named by NEO4J_URI. Tests that ask a running hub about a
seeded village (`hub_graph`) have its own beside it, see docs/decisions/two-databases-in-a-test-run.md; tests of starts,
stopping and full disks start more. Everything that lives on its connections shares one event loop, which
pytest-asyncio keeps for the session (see pyproject.toml). A test that writes removes what it wrote, or writes under
labels and keys of its own; `marker` gives it a key that no other test has.

A server given by NEO4J_URI is only used if it is empty or carries the mark that an earlier run left there, because the
run begins by removing everything in it. It serves one process: with `-n 2` each process starts its own Neo4j.

With `-n 2 --dist loadfile` a module runs as a whole in one of two processes. Modules that ask the village take the
longest, so they begin first. With `-p randomly` the order is random, and the seed is printed.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from support import started_processes
from support.examples import CHANGE

from hub.embedded.process import EmbeddedNeo4j, Endpoint
from hub.graph.client import Graph
from hub.settings import Settings

MARK = "HubTestDatabase"

ROOT = Path(__file__).parents[1]
#: Fixtures that need the hub over the village; the tests of this folder need a browser besides.
VILLAGE = frozenset({"hub_graph", "hub_url", "hub_token", "seeded_graph"})
BROWSER = ROOT / "tests" / "workbench"

# A change is judged by the same examples each time: `make test` fails for what was changed, never for what was drawn.
# `make quick` and `make nightly` draw new examples in each run, so that what nobody thought of is found there; what
# failed once is tried first in the next run. Every failure prints how to reproduce it.
# None fails because the machine is busy: examples have no deadline, and may be drawn slowly.
settings.register_profile(
    "change",
    max_examples=CHANGE,
    derandomize=True,
    print_blob=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "quick",
    settings.get_profile("change"),
    max_examples=10,
    derandomize=False,
    database=DirectoryBasedExampleDatabase(ROOT / ".hypothesis" / "examples"),
)
settings.register_profile("nightly", settings.get_profile("quick"), max_examples=1000)
settings.load_profile("change")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs the village and a browser; the modules with a browser come first, then those of the village.

    What tries the publications of others runs at night alone: a change must not fail for what somebody else published.
    """
    if config.getoption("--hypothesis-profile") != "nightly":
        outside = [item for item in items if item.get_closest_marker("outside")]
        config.hook.pytest_deselected(items=outside)
        items[:] = [item for item in items if item not in outside]
    places: dict[Path, int] = {}
    for item in items:
        if VILLAGE & frozenset(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.village)
            places.setdefault(item.path, 1)
        if item.path.is_relative_to(BROWSER):
            item.add_marker(pytest.mark.browser)
            places[item.path] = 0
    items.sort(key=lambda item: places.get(item.path, 2))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a quick test that starts several processes; docs/for-developers.md says when a test is slow."""
    before = started_processes.count()
    yield
    if not any(item.get_closest_marker(name) for name in ("slow", "village", "browser")):
        found = started_processes.since(before)
        assert len(found) <= started_processes.MOST, f"Mark it slow: it starts several processes: {found}"


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The Neo4j of all tests that write."""
    given = Settings.from_env(os.environ).endpoint
    if given is not None:
        if "PYTEST_XDIST_WORKER" in os.environ:
            pytest.exit("NEO4J_URI names one database, which two processes cannot share: add -n 0", returncode=4)
        yield given
        return
    with EmbeddedNeo4j(tmp_path_factory.mktemp("data"), fast_start=True) as embedded:
        yield embedded


@pytest.fixture(scope="session")
async def graph(endpoint: Endpoint) -> AsyncIterator[Graph]:
    """The hub's way to that Neo4j, with an empty database behind it."""
    # Each random statement is planned for itself; on a busy machine that alone can take ten seconds.
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
