"""A hub as production has it, but for its clock; and another of its own process, whose memory is looked at."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

sys.path.append(str(Path(__file__).parents[1] / "api"))

from corpus import MAX_BODY
from http_client import ISSUER, SECONDS, Tokens
from joserfc.jwk import KeySet
from starlette.applications import Starlette
from world import NOW, POLICE, SECRET, World

from hub.access.quotas import Quotas
from hub.access.tokens import Issuer, Issuers
from hub.api.protection import Protection
from hub.api.schema import Api
from hub.app import Hub, create_app
from hub.graph import Graph


@pytest.fixture(scope="session")
def tokens() -> Tokens:
    """Who can sign."""
    return Tokens()


@pytest.fixture(scope="module")
def hub(world: World, blank: Graph, api: Api, tokens: Tokens) -> Hub:
    """What the application is made of; the budgets are not what is tested."""
    issuers = Issuers({ISSUER: Issuer(ISSUER, KeySet([tokens.key]), POLICE)}, lambda: SECONDS)
    protection = Protection(quotas=Quotas(10**9, 10**9))
    return Hub(api, blank, issuers, SECRET, MAX_BODY, now=lambda: NOW, new_id=lambda: "INCIDENT", protection=protection)


@pytest.fixture(scope="module")
def app(hub: Hub) -> Starlette:
    """The application."""
    return create_app(hub)


@pytest.fixture(scope="module")
async def client(app: Starlette, tokens: Tokens) -> AsyncIterator[httpx.AsyncClient]:
    """A client that posts JSON with a good token."""
    headers = {"Authorization": f"Bearer {tokens.good()}", "Content-Type": "application/json"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://hub", headers=headers) as client:
        yield client
