"""A hub as production has it, but for its clock; and another of its own process, whose memory is looked at."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from support.hostile_corpus import MAX_BODY
from support.http_client import SECONDS, Signer, register
from support.memory_recorder import memory_recorder
from support.world import NOW, SECRET, World

from hub.access.quotas import Quotas
from hub.access.registry import Registry
from hub.access.tokens import Tokens
from hub.api.schema import Api
from hub.app import Hub, create_app
from hub.graph.client import Graph
from hub.operations.protection import Protection


@pytest.fixture(scope="session")
def tokens() -> Signer:
    """Who can sign."""
    return Signer()


@pytest.fixture(scope="module")
async def hub(world: World, blank: Graph, api: Api, tokens: Signer) -> Hub:
    """What the application is made of; the budgets are not what is tested."""
    await register(Registry(blank, api.realm, lambda: NOW, "test"), tokens)
    known = Tokens(blank, lambda: SECONDS)
    protection = Protection(quotas=Quotas(10**9, 10**9), body_bytes=MAX_BODY)
    recorder = memory_recorder(lambda: NOW)
    return Hub(api, blank, known, SECRET, recorder, now=lambda: NOW, new_id=lambda: "INCIDENT", protection=protection)


@pytest.fixture(scope="module")
def app(hub: Hub) -> Starlette:
    """The application."""
    return create_app(hub)


@pytest.fixture(scope="module")
async def client(app: Starlette, tokens: Signer) -> AsyncIterator[httpx.AsyncClient]:
    """A client that posts JSON with a good token."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://hub", headers=tokens.headers()) as client:
        yield client
