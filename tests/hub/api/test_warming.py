"""Registered documents are ready before anybody asks them, and nothing of it is anybody's."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from http_client import Signer
from world import World

from hub.api.answer import Answerer
from hub.api.protection import Protection
from hub.api.schema import Api
from hub.api.trusted import Document, TrustedDocuments
from hub.api.warming import MOST, Known, Warmed, warm
from hub.app import Application, Hub, create_app
from hub.graph import Graph

NAME = "query Name($id: CitizenId!) { person(citizenId: $id) { name vehicles(first: 3) { nodes { plateNo } } } }"
TWO = (
    "query A($id: CitizenId!) { person(citizenId: $id) { name } } query B { cases(first: 1) { nodes { caseNumber } } }"
)
PEOPLE = "query P($name: String!) { persons(where: {name: {eq: $name}}) { nodes { citizenId } } }"


class Watched:
    """A graph that keeps the statements it was asked."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.asked: list[tuple[str, Any]] = []

    async def ask_all(self, text: str, parameters: Any, *, operation: str) -> Any:
        """As the graph does."""
        self.asked.append((text, parameters))
        return await self._graph.ask_all(text, parameters, operation=operation)


async def life(app: Application) -> tuple[asyncio.Queue[str], asyncio.Task[None]]:
    """Begin the life of an application; what goes into the queue is told to it."""
    told: asyncio.Queue[str] = asyncio.Queue()
    began = asyncio.Event()

    async def receive() -> Any:
        return {"type": await told.get()}

    async def send(message: Any) -> None:
        assert not message["type"].endswith("failed"), message
        began.set()

    task = asyncio.create_task(app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send))
    await told.put("lifespan.startup")
    await began.wait()
    return told, task


async def test_what_is_ready_is_what_is_asked_later(world: World, hub: Hub, tokens: Signer, tmp_path: Path) -> None:
    trusted = TrustedDocuments(tmp_path)
    fresh = replace(hub, protection=Protection(trusted=trusted))
    answerer, asked = fresh.operations.answerer, hub.graph.statements
    made = await warm(answerer, [NAME])
    assert made.statements == hub.graph.statements - asked > 0
    kept, misses = len(answerer.plans.kept), answerer.plans.kept.misses

    transport = httpx.ASGITransport(create_app(fresh))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub", headers=tokens.headers()) as client:
        answer = await client.post("/graphql", json={"query": NAME, "variables": {"id": "990102198506150019"}})

    assert answer.json()["data"]["person"]["name"] == "陈立诚"
    assert (len(answerer.plans.kept), answerer.plans.kept.misses) == (kept, misses)


async def test_whoever_warms_is_shown_nobody(world: World, blank: Graph, api: Api) -> None:
    watched = Watched(blank)
    answerer = Answerer(api, watched)  # type: ignore[arg-type]  # it is asked in one way
    await warm(answerer, [NAME, PEOPLE])

    assert watched.asked
    for text, parameters in watched.asked:
        ((_, answers),) = await blank.ask_all(text, parameters, operation="test")
        assert not answers or not any(_facts(answers)), text


def _facts(value: Any) -> list[Any]:
    """What an answer holds beside empty lists and nothing."""
    if isinstance(value, list | tuple):
        return [fact for each in value for fact in _facts(each)]
    if isinstance(value, dict):
        return [fact for each in value.values() for fact in _facts(each)]
    return [value]


@pytest.mark.parametrize(
    "text",
    [
        "query {",
        "{ nothing }",
        'mutation { withdrawFlag(idempotencyKey: "k", id: "x") { id } }',
        "subscription { flagged }",
    ],
)
async def test_what_cannot_be_made_ready_is_counted(blank: Graph, api: Api, text: str) -> None:
    assert await warm(Answerer(api, blank), [text]) == Warmed(0, 1)


async def test_what_is_beyond_the_most_is_left_and_said(
    blank: Graph, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST < 1000
    monkeypatch.setattr("hub.api.warming.MOST", 1)
    made = await warm(Answerer(api, blank), [NAME, TWO, TWO])
    assert made.statements >= 1
    assert made.left == 2


async def test_an_application_warms_when_it_begins_and_stops_when_it_ends(hub: Hub, tmp_path: Path) -> None:
    trusted = TrustedDocuments(tmp_path)
    trusted.add(Document.of(NAME, "name", "operator", "2026-11-22T12:00:00+08:00"))
    closed, seen = asyncio.Event(), asyncio.Event()

    class Lasting(Watched):
        async def ask_all(self, text: str, parameters: Any, *, operation: str) -> Any:
            seen.set()
            # Whoever ends does not wait for it.
            await asyncio.Event().wait()

        async def close(self) -> None:
            closed.set()

    graph: Any = Lasting(hub.graph)
    told, task = await life(create_app(replace(hub, graph=graph, protection=Protection(trusted=trusted))))
    await seen.wait()
    await told.put("lifespan.shutdown")
    await task
    assert closed.is_set()


async def test_what_a_value_looks_like_makes_another_statement_ready(blank: Graph, api: Api) -> None:
    search = "query S($text: String!) { search(text: $text, first: 8) { hits { node { id } } } }"
    watched = Watched(blank)
    # An empty text is refused, so that without examples there is nothing to ask.
    assert (await warm(Answerer(api, watched), [search])).statements == 0  # type: ignore[arg-type]
    made = await warm(
        Answerer(api, watched),  # type: ignore[arg-type]
        [Known(search, ({"text": "无此人也"}, {"text": "wuciren"}))],
    )
    texts = {text for text, _ in watched.asked}
    assert made.statements == len(watched.asked) >= 4
    assert {"PINYIN" in text for text in texts} == {True, False}


async def test_documents_of_the_hub_s_own_pages_are_made_ready(hub: Hub) -> None:
    seen: asyncio.Queue[str] = asyncio.Queue()

    class Telling(Watched):
        async def ask_all(self, text: str, parameters: Any, *, operation: str) -> Any:
            seen.put_nowait(operation)
            await asyncio.Event().wait()

        async def close(self) -> None:
            """The fixture's graph stays open."""

    graph: Any = Telling(hub.graph)
    told, task = await life(create_app(replace(hub, graph=graph, known=[Known(NAME)])))
    assert await asyncio.wait_for(seen.get(), 20) == "hub.warm"
    await told.put("lifespan.shutdown")
    await task


async def test_the_database_plans_a_statement_once_whatever_the_size_of_what_comes_with_it(blank: Graph) -> None:
    async def planned(*sizes: int) -> str:
        forget = "CALL db.clearQueryCaches() YIELD value RETURN value"
        await blank.ask(forget, {}, operation="test")
        for size in sizes:
            values = {"ids": ["x" * size] * size}
            await blank.ask("MATCH (n:Person) WHERE n.id IN $ids RETURN n.id AS id", values, operation="test")
        return str(await blank.ask(forget, {}, operation="test"))

    assert await planned(1) == await planned(1, 8, 80, 800)
