"""The metrics: whom they are shown, what they count, and that nothing in them is about anybody."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from support.http_client import Signer
from support.world import World

from hub.app import Hub, create_app
from hub.operations.protection import Protection

TOKEN = "a-token-of-the-metrics"


def client_of(hub: Hub) -> httpx.AsyncClient:
    """A client of a hub."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(create_app(hub)), base_url="http://hub")


@pytest.fixture
async def client(world: World, hub: Hub) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a hub with metrics."""
    async with client_of(replace(hub, metrics_token=TOKEN, protection=Protection())) as client:
        yield client


async def samples(client: httpx.AsyncClient) -> dict[tuple[str, str], int]:
    """All samples by name and label."""
    answer = await client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    found = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            labels = dict(sample.labels)
            assert sample.name.startswith("hub_")
            assert int(labels.pop("process")) == os.getpid()
            assert len(labels) <= 1
            found[sample.name, next(iter(labels.values()), "")] = int(sample.value)
    return found


@pytest.mark.parametrize("shown", [None, "", TOKEN, "Bearer", f"Bearer {TOKEN}x", f"bearer {TOKEN[:-1]}", "Bearer é"])
async def test_they_are_shown_to_whoever_has_the_token(client: httpx.AsyncClient, shown: str | None) -> None:
    answer = await client.get("/metrics", headers={} if shown is None else {b"Authorization": shown.encode()})
    assert answer.status_code == 401
    assert "hub_" not in answer.text


async def test_without_a_token_there_are_none(hub: Hub) -> None:
    async with client_of(hub) as client:
        for shown in ("", "Bearer ", "Bearer None"):
            assert (await client.get("/metrics", headers={"Authorization": shown})).status_code == 404


async def test_an_officers_token_does_not_open_them(client: httpx.AsyncClient, tokens: Signer) -> None:
    assert (await client.get("/metrics", headers=tokens.headers())).status_code == 401


async def test_they_count_what_happens(client: httpx.AsyncClient, tokens: Signer) -> None:
    before = await samples(client)
    body = {
        "query": "query Name($id: CitizenId!) { person(citizenId: $id) { name } }",
        "variables": {"id": "990102198506150019"},
    }
    for _ in range(3):
        assert "陈立诚" in (await client.post("/graphql", json=body, headers=tokens.headers())).text
    assert (await client.post("/graphql", json=body)).status_code == 401
    after = await samples(client)

    grown = {key: value - before.get(key, 0) for key, value in after.items()}
    assert grown["hub_responses_total", "200"] == 3
    assert grown["hub_responses_total", "401"] == 1
    assert (grown["hub_plan_misses_total", ""], grown["hub_plan_hits_total", ""]) == (1, 2)
    assert grown["hub_plans", ""] == 1
    assert grown["hub_rights_fetched_total", ""] == 1
    assert grown["hub_statements_total", ""] >= 4


async def test_what_is_answered_the_slower_way_is_counted(client: httpx.AsyncClient, tokens: Signer) -> None:
    body = {
        "query": "{ me { card } again: me { card } __typename __schema { queryType { name } } nodes(ids: []) { id } }"
    }
    assert "card" in (await client.post("/graphql", json=body, headers=tokens.headers())).text
    counted = {label: value for (name, label), value in (await samples(client)).items() if "computed" in name}
    assert counted == {"me": 2, "__schema": 1}


async def test_nothing_in_them_is_about_anybody(client: httpx.AsyncClient, tokens: Signer) -> None:
    body = {"query": '{ person(citizenId: "990102198506150019") { name } search(text: "陈立诚") { __typename } }'}
    await client.post("/graphql", json=body, headers=tokens.headers())
    answer = await client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    # Names, labels and numbers below a million: no identifier has room in it.
    assert not re.search(r"[^\x00-\x7f]|\d{9}", answer.text)
