"""What the tests of sign-in share: hubs over a graph with a court and its officers."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from support.cookie_browser import CHIEF, COURT, JUDGE, Bench, browsing

from hub.api.schema import Api
from hub.app import Application
from hub.graph.client import Graph


@pytest.fixture
async def bench(blank: Graph, api: Api) -> Bench:
    """Hubs over a graph in which a judge and a bureau chief are registered."""
    made = Bench(blank, api)
    await made.registry.agency(COURT, "示范区人民法院", "COURT", "990102")
    await made.registry.officer(JUDGE, COURT, "孙法官", ["JUDGE"])
    await made.registry.officer(CHIEF, COURT, "周局长", ["BUREAU_CHIEF"])
    for name in ({"code": COURT}, {"card": JUDGE}, {"card": CHIEF}):
        await made.registry.state("ACTIVE", reason="a new test", **name)
    return made


@pytest.fixture
def app(bench: Bench) -> Application:
    """One hub."""
    return bench.app()


@pytest.fixture
async def browser(app: Application) -> AsyncIterator[httpx.AsyncClient]:
    """A browser on that hub's own page."""
    async with browsing(app) as client:
        yield client
