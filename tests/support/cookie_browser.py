"""A browser for tests: keeps cookies, sends what scripts of the hub's own pages send, and can be made to lie."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import httpx

from hub.access.registry import Registry
from hub.access.tokens import Tokens
from hub.api.schema import Api
from hub.app import Application, Hub, create_app
from hub.graph.client import Graph
from hub.signin.session_keys import KeyRing
from schema.values import Realm
from support.memory_recorder import memory_recorder
from support.world import NOW, SECRET

OWN_PAGE = {"Linkage-Workbench": "1", "Sec-Fetch-Site": "same-origin"}
ORIGIN = "http://127.0.0.1:8000"
COURT, JUDGE, CHIEF = "示0102", "示0102-A-017", "示0102-A-002"
#: The keys of sessions, which hubs over one graph share.
RING = KeyRing.of(b"the key of sessions in tests")
#: Sessions that were ended stay so in the graph: no two tests have the same.
NUMBERS = count()
OFFICERS = [
    {"card": JUDGE, "name": "孙法官", "agency": COURT, "agencyName": "示范区人民法院", "roles": ["JUDGE"]},
    {"card": CHIEF, "name": "周局长", "agency": COURT, "agencyName": "示范区人民法院", "roles": ["BUREAU_CHIEF"]},
    {"card": "示9999-Z-001", "name": "无名", "agency": COURT, "agencyName": "示范区人民法院", "roles": ["JUDGE"]},
]


@dataclass
class Clock:
    """A time that the test moves."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        """Let time pass."""
        self.at += timedelta(**span)


@dataclass
class Bench:
    """Hubs over one graph, and the register behind them."""

    graph: Graph
    api: Api
    clock: Clock = field(default_factory=Clock)

    @property
    def registry(self) -> Registry:
        """The register, in the hands of the test."""
        return Registry(self.graph, Realm.FICTIONAL, self.clock, "test")

    def hub(self, **changed: Any) -> Hub:
        """One of the hubs, or a worker: nothing is shared but the graph and the keys of sessions."""
        given: dict[str, Any] = {
            "secret": SECRET,
            "recorder": memory_recorder(self.clock),
            "ring": RING,
            "sign_in_as": lambda: OFFICERS,
            "now": self.clock,
            "new_id": lambda: f"S{next(NUMBERS):08}",
        }
        tokens = Tokens(self.graph, lambda: int(self.clock().timestamp()))
        return Hub(self.api, self.graph, tokens, **given | changed)

    def app(self, **changed: Any) -> Application:
        """The application of such a hub."""
        return create_app(self.hub(**changed))


@asynccontextmanager
async def browsing(app: Application, origin: str = ORIGIN, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser on the hub's own page; headers change what it sends."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=origin, headers=OWN_PAGE | headers) as client:
        yield client


async def sign_in(browser: httpx.AsyncClient, card: str = JUDGE) -> httpx.Response:
    """Sign in as an officer of the demo."""
    return await browser.post("/session/demo", json={"card": card}, headers={"Origin": str(browser.base_url)})


async def ask(browser: httpx.AsyncClient, query: str = "{ me { card } }", **headers: str) -> httpx.Response:
    """Ask a question."""
    return await browser.post("/graphql", json={"query": query}, headers=headers)


def reason(response: httpx.Response) -> tuple[int, str, str | None]:
    """Status, code and reason of a refusal."""
    (error,) = response.json()["errors"]
    return response.status_code, error["extensions"]["code"], error["extensions"].get("reason")
