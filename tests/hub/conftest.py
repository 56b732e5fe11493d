"""What the tests of the hub share: a graph that is set up, the API and the application over it, and who asks."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count

import httpx
import pytest
from joserfc.jwk import KeySet
from support.http_client import MAX_BODY, SECONDS, Poster, Signer, register
from support.memory_recorder import memory_recorder
from support.world import NOW, POLICE, SECRET, Hubs, World, caller, wipe

from hub.access.registry import Registry
from hub.access.tokens import Issuer, Tokens
from hub.api.schema import Api, build_api
from hub.app import Application, Hub, create_app
from hub.graph.client import Graph
from hub.migration.versions import init
from hub.operations.preparation import Preparer
from hub.operations.protection import Protection
from hub.questions.context import ServiceContext
from schema.values import Realm


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
    return Hubs(Preparer(api, blank), blank)


@pytest.fixture
def context_of(blank: Graph) -> Callable[[str], ServiceContext]:
    """The context of an officer of an agency."""
    hubs = Hubs(Preparer(build_api(Realm.FICTIONAL), blank), blank)
    return lambda agency=POLICE: hubs.context(caller(agency))


@pytest.fixture(scope="session")
def tokens() -> Signer:
    """Who can sign."""
    return Signer()


@pytest.fixture(scope="module")
async def hub(world: World, blank: Graph, api: Api, tokens: Signer) -> Hub:
    """What the application is made of."""
    numbers = count()
    await register(Registry(blank, api.realm, lambda: NOW, "test"), tokens)
    known = Tokens(blank, lambda: SECONDS, {"urn:any": Issuer("urn:any", KeySet([tokens.key]), None)})
    recorder = memory_recorder(lambda: NOW)
    protection = Protection(body_bytes=MAX_BODY)
    return Hub(
        api,
        blank,
        known,
        SECRET,
        recorder,
        protection=protection,
        now=lambda: NOW,
        new_id=lambda: f"INCIDENT{next(numbers):04}",
    )


@pytest.fixture(scope="module")
def app(hub: Hub) -> Application:
    """The application."""
    return create_app(hub)


@pytest.fixture(scope="module")
async def client(app: Application) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
        yield client


@pytest.fixture
def post(client: httpx.AsyncClient, tokens: Signer) -> Poster:
    """Posts questions with a good token."""
    return Poster(client, tokens.good())


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], str]]:
    """Everything that was logged, with all extras."""
    with caplog.at_level(logging.DEBUG):
        yield lambda: "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
