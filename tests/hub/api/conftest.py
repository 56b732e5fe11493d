"""The real application over the real graph."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count

import httpx
import pytest
from http_client import MAX_BODY, SECONDS, Poster, Signer, register
from joserfc.jwk import KeySet
from world import NOW, SECRET, World

from hub.access.registry import Registry
from hub.access.tokens import Issuer, Tokens
from hub.api.schema import Api
from hub.app import Application, Hub, create_app
from hub.graph import Graph


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
    return Hub(api, blank, known, SECRET, MAX_BODY, now=lambda: NOW, new_id=lambda: f"INCIDENT{next(numbers):04}")


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
