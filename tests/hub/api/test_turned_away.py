"""Requests without access are counted and answered with the reason, and cannot fill the disk."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest
from support.http_client import Signer

from hub.api.turned_away import TOKEN, TurnedAway
from hub.app import Hub, create_app
from hub.errors import AuditUnavailable

FORGED = "eyJhbGciOiJFZDI1NTE5In0.eyJpc3MiOiJ4In0.AAAA"
WAYS: dict[str, dict[str, str]] = {
    "token": {"Authorization": f"Bearer {FORGED}"},
    "nothing shown": {},
    "session": {"Cookie": f"linkage={FORGED}", "Linkage-Workbench": "1", "Sec-Fetch-Site": "same-origin"},
    "other site": {"Sec-Fetch-Site": "cross-site"},
}


@dataclass
class Later:
    """What is to be done when a time is over; the test says when that is."""

    calls: list[tuple[float, Callable[[], Any]]] = field(default_factory=list)

    def __call__(self, seconds: float, do: Callable[[], Any]) -> None:
        """Remember it."""
        self.calls.append((seconds, do))

    def pass_by(self) -> None:
        """Let the times be over that run now."""
        now, self.calls = self.calls, []
        for _, do in now:
            do()


@pytest.fixture
def later() -> Later:
    """The times that run."""
    return Later()


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int]]:
    """What the log tells: for what, and how often."""
    return [(str(each.way), int(each.count)) for each in caplog.records if each.name == "hub.entry"]  # type: ignore[attr-defined]  # extras


def test_a_flood_is_one_line_and_then_its_number(later: Later, caplog: pytest.LogCaptureFixture) -> None:
    seen = TurnedAway(later=later)
    for _ in range(1000):
        seen.count(TOKEN)
    assert lines(caplog) == [("token", 1)]

    later.pass_by()
    assert lines(caplog) == [("token", 1), ("token", 999)]
    later.pass_by()
    assert (lines(caplog)[2:], later.calls) == ([], [])
    seen.count(TOKEN)
    assert lines(caplog)[2:] == [("token", 1)]
    assert seen.counted == {"token": 1001}


async def test_a_flood_is_one_record_and_then_its_number(later: Later) -> None:
    written: list[tuple[str, int]] = []

    async def record(way: str, count: int) -> None:
        written.append((way, count))
        if len(written) == 1:
            raise AuditUnavailable("The disk is full.", hint="Free it.")

    seen = TurnedAway(record, later)
    for _ in range(50):
        seen.count(TOKEN)
    later.pass_by()
    await asyncio.gather(*seen._tasks)

    assert written == [("token", 1), ("token", 49)]


@pytest.mark.parametrize("way", WAYS)
async def test_each_way_in_tells_of_those_it_turned_away(hub: Hub, way: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    hub = replace(hub)
    transport = httpx.ASGITransport(create_app(hub))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.post("/graphql", json={"query": "{ me { card } }"}, headers=WAYS[way])

    assert answer.status_code == (403 if way == "other site" else 401)
    assert lines(caplog) == [(way, 1)]
    assert hub.turned_away.counted == {way: 1}
    assert FORGED not in caplog.text


async def test_who_is_let_in_is_not_among_them(hub: Hub, tokens: Signer) -> None:
    hub = replace(hub)
    transport = httpx.ASGITransport(create_app(hub))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
        answer = await client.post("/graphql", json={"query": "{ me { card } }"}, headers=tokens.headers())

    assert answer.status_code == 200
    assert not hub.turned_away.counted
