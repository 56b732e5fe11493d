"""What the tests of questions share: a graph that is set up, the API over it, and who asks."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from world import POLICE, SECRET, Hubs, World, caller, wipe

from hub.api.answer import Answerer
from hub.api.schema import Api, build_api
from hub.changes import ChangeContext
from hub.graph import Graph
from hub.migrate import init
from schema.values import Realm

# Worlds and questions of chance serve the tests of other folders too.
sys.path.append(str(Path(__file__).parent / "questions"))


@pytest.fixture(scope="session")
def api() -> Api:
    """The API of the fictional realm."""
    return build_api(Realm.FICTIONAL)


@pytest.fixture(scope="module")
async def blank(graph: Graph) -> AsyncIterator[Graph]:
    """The session's graph, initialised and without entities; so it is left."""
    await wipe(graph)
    await init(graph, new_secret=lambda: SECRET)
    yield graph
    await wipe(graph)


@pytest.fixture(scope="module")
async def world(blank: Graph) -> World:
    """The invented case, written."""
    made = World.story()
    await made.write(blank)
    return made


@pytest.fixture(scope="module")
def ask(blank: Graph, api: Api) -> Hubs:
    """Asks operations of the API over the graph, as an officer of the police."""
    return Hubs(Answerer(api, blank), blank)


@pytest.fixture
def context_of(blank: Graph) -> Callable[[str], ChangeContext]:
    """The context of an officer of an agency."""
    hubs = Hubs(Answerer(build_api(Realm.FICTIONAL), blank), blank)
    return lambda agency=POLICE: hubs.context(caller(agency))
