"""Cost and budget as the caller sees them: in the extensions, and as 429 with the seconds to wait."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from http_client import Poster, Tokens, clear

from hub.access.quotas import Quotas
from hub.api.charging import REFUSED
from hub.api.protection import Protection
from hub.app import Hub, create_app
from hub.graph import Graph
from hub.questions.cost import Estimates
from hub.questions.limits import Limits

QUESTION = "{ persons(first: 10) { nodes { name vehicles(first: 10) { nodes { plateNo } } } } }"


class Poor:
    """A hub with a small budget and a clock that is moved by hand."""

    def __init__(self, hub: Hub) -> None:
        self.now = 0.0
        self.hub = replace(hub, protection=Protection(quotas=Quotas(5_000, 8_000, now=lambda: self.now)))


@pytest.fixture
def poor(hub: Hub) -> Poor:
    """The small budget."""
    return Poor(hub)


@pytest.fixture
async def ask(poor: Poor, tokens: Tokens) -> AsyncIterator[Poster]:
    """Posts to the hub with the small budget."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(poor.hub)), base_url="http://hub") as client:
        yield Poster(client, tokens.good())


async def test_each_answer_tells_its_cost_and_what_is_left(ask: Poster) -> None:
    first, second = (await ask(QUESTION)).json(), (await ask(QUESTION)).json()

    cost, later = first["extensions"]["cost"], second["extensions"]["cost"]
    assert cost["units"] == later["units"] > 100
    assert cost["budget"]["perMinute"] == 5_000
    assert cost["budget"]["remaining"] - later["budget"]["remaining"] >= cost["units"]
    assert later["budget"]["fullInSeconds"] > cost["budget"]["fullInSeconds"] > 0


async def test_who_has_used_it_up_is_told_when_to_come_back(ask: Poster, poor: Poor, blank: Graph) -> None:
    for _ in range(20):
        response = await ask(QUESTION)
        if response.status_code == 429:
            break
    before = blank.statements
    response = await ask(QUESTION)

    assert response.status_code == 429
    (error,) = response.json()["errors"]
    clear(error, response.text)
    assert error["extensions"]["code"] == "BUDGET_EXHAUSTED"
    assert response.headers["Retry-After"] == str(error["extensions"]["retryAfter"])
    assert blank.statements == before
    assert "data" not in response.json()

    poor.now += error["extensions"]["retryAfter"]
    assert (await ask(QUESTION)).status_code == 200


async def test_documents_that_are_refused_use_up_the_budget_too(ask: Poster) -> None:
    statuses = [(await ask("{ nothing }")).status_code for _ in range(5_000 // REFUSED + 2)]

    assert statuses[:2] == [200, 200]
    assert statuses[-1] == 429


async def test_an_operation_too_dear_is_refused_with_its_cost(hub: Hub, tokens: Tokens) -> None:
    protection = Protection(question=Limits(units=100))
    app = create_app(replace(hub, protection=protection))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub") as client:
        error = await Poster(client, tokens.good()).error(QUESTION)

    assert error["extensions"]["limit"] == "units"
    assert error["extensions"]["asked"] > 100
    assert error["extensions"]["argument"] == "persons"


async def test_what_is_hidden_changes_no_cost(hub: Hub, tokens: Tokens) -> None:
    # Cost knows of the graph only what the estimates say of the caller's own view.
    async def units(estimates: Estimates, query: str) -> int:
        app = create_app(replace(hub, protection=Protection(estimates=estimates)))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub") as client:
            found: int = (await Poster(client, tokens.good())(query)).json()["extensions"]["cost"]["units"]
            return found

    few, many = Estimates(size=lambda _: 3), Estimates(size=lambda _: 3_000)
    assert await units(few, QUESTION) < await units(Estimates(), QUESTION) < await units(many, QUESTION)
    known = '{ person(citizenId: "990102198506150019") { name } }'
    assert await units(few, known) == await units(many, known)
