"""Registered documents are ready before anybody asks them, and nothing of it is anybody's."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.http_client import Signer
from support.world import World

from hub.access.catalogue import PURPOSES
from hub.access.profile import Profile
from hub.access.rights_statement import NOBODY, alike, statement
from hub.api.schema import Api
from hub.app import Application, Hub, create_app
from hub.errors import GraphUnavailable
from hub.graph.client import Graph
from hub.operations.documents.trusted import Document, TrustedDocuments
from hub.operations.preparation import Preparer
from hub.operations.protection import Protection
from hub.operations.warming import MOST, Known, Warmed, warm, warm_admissions

NAME = "query Name($id: CitizenId!) { person(citizenId: $id) { name vehicles(first: 3) { nodes { plateNo } } } }"
TWO = (
    "query A($id: CitizenId!) { person(citizenId: $id) { name } } query B { cases(first: 1) { nodes { caseNumber } } }"
)
PEOPLE = "query P($name: String!) { persons(where: {name: {eq: $name}}) { nodes { citizenId } } }"


#: Statements that are made ready; a hub that starts asks others beside.
WARMING = "hub.warm"


class Watched:
    """A graph that keeps the statements it was asked."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.asked: list[tuple[str, Any]] = []

    async def ask(self, text: str, parameters: Any, *, operation: str) -> Any:
        """As the graph does; what the hub asks beside its warming is not kept."""
        return await self._graph.ask(text, parameters, operation=operation)

    async def ask_all(self, text: str, parameters: Any, *, operation: str) -> Any:
        """As the graph does."""
        self.asked.append((text, parameters))
        return await self._graph.ask_all(text, parameters, operation=operation)

    async def ask_one(self, text: str, parameters: Any, *, operation: str) -> Any:
        """As the graph does."""
        self.asked.append((text, parameters))
        return await self._graph.ask_one(text, parameters, operation=operation)


class AdmissionsAlone(Watched):
    """A graph that answers for admissions and for nothing besides.

    The driver leaves a socket open where it is cancelled while it opens a connection, as a hub that ends at once does.
    """

    async def ask(self, text: str, parameters: Any, *, operation: str) -> Any:
        """Nothing."""
        raise GraphUnavailable("It does not answer.", hint="Wait.")

    ask_all = ask

    async def close(self) -> None:
        """It is open for others."""


async def life(app: Application) -> tuple[asyncio.Queue[str], asyncio.Task[None]]:
    """Begin the life of an application; it receives what is put into the queue."""
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
    preparer, asked = fresh.operations.preparer, hub.graph.statements
    made = await warm(preparer, [NAME])
    assert made.statements == hub.graph.statements - asked > 0
    kept, misses = len(preparer.plans.kept), preparer.plans.kept.misses

    transport = httpx.ASGITransport(create_app(fresh))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub", headers=tokens.headers()) as client:
        answer = await client.post("/graphql", json={"query": NAME, "variables": {"id": "990102198506150019"}})

    assert answer.json()["data"]["person"], answer.text
    assert answer.json()["data"]["person"]["name"] == "陈立诚"
    assert (len(preparer.plans.kept), preparer.plans.kept.misses) == (kept, misses)


@pytest.mark.slow
async def test_whoever_warms_is_shown_nobody(world: World, blank: Graph, api: Api) -> None:
    watched = Watched(blank)
    preparer = Preparer(api, watched)  # type: ignore[arg-type]  # it is asked in one way
    await warm(preparer, [NAME, PEOPLE])

    assert watched.asked
    for text, parameters in watched.asked:
        ((*_, answers),) = await blank.ask_all(text, parameters, operation="test")
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
    assert await warm(Preparer(api, blank), [text]) == Warmed(0, 1)


async def test_what_is_beyond_the_most_is_left_and_said(
    blank: Graph, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST < 1000
    monkeypatch.setattr("hub.operations.warming.MOST", 1)
    made = await warm(Preparer(api, blank), [NAME, TWO, TWO])
    assert made.statements >= 1
    assert made.left == 2


@pytest.mark.slow
async def test_an_application_warms_when_it_begins_and_stops_when_it_ends(hub: Hub, tmp_path: Path) -> None:
    trusted = TrustedDocuments(tmp_path)
    trusted.add(Document.of(NAME, "name", "operator", "2026-11-22T12:00:00+08:00"))
    closed, seen = asyncio.Event(), asyncio.Event()

    class Lasting(Watched):
        async def ask_all(self, text: str, parameters: Any, *, operation: str) -> Any:
            if operation == WARMING:
                seen.set()
                # The hub does not wait for it when it ends.
                await asyncio.Event().wait()
            return await super().ask_all(text, parameters, operation=operation)

        async def close(self) -> None:
            closed.set()

    graph: Any = Lasting(hub.graph)
    told, task = await life(create_app(replace(hub, graph=graph, protection=Protection(trusted=trusted))))
    await seen.wait()
    await told.put("lifespan.shutdown")
    await task
    assert closed.is_set()


@pytest.mark.slow
async def test_what_a_value_looks_like_makes_another_statement_ready(blank: Graph, api: Api) -> None:
    search = "query S($text: String!) { search(text: $text, first: 8) { hits { node { id } } } }"
    watched = Watched(blank)
    # An empty text is refused, so that without examples there is nothing to ask.
    assert (await warm(Preparer(api, watched), [search])).statements == 0  # type: ignore[arg-type]
    made = await warm(
        Preparer(api, watched),  # type: ignore[arg-type]
        [Known(search, ({"text": "无此人也"}, {"text": "wuciren"}))],
    )
    texts = {text for text, _ in watched.asked}
    assert made.statements == len(watched.asked) >= 4
    assert {"PINYIN" in text for text in texts} == {True, False}


async def test_documents_of_the_hub_s_own_pages_are_made_ready(hub: Hub) -> None:
    seen: asyncio.Queue[str] = asyncio.Queue()

    class Telling(Watched):
        async def ask_all(self, text: str, parameters: Any, *, operation: str) -> Any:
            if operation == WARMING:
                seen.put_nowait(operation)
                await asyncio.Event().wait()
            return await super().ask_all(text, parameters, operation=operation)

        async def close(self) -> None:
            """The fixture's graph stays open."""

    graph: Any = Telling(hub.graph)
    told, task = await life(create_app(replace(hub, graph=graph, known=[Known(NAME)])))
    assert await asyncio.wait_for(seen.get(), 60) == WARMING
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


async def _planned(graph: Graph, asked: list[tuple[str, Any]]) -> str:
    """How many plans the database makes for statements and their parameters, in its own words."""
    forget = "CALL db.clearQueryCaches() YIELD value RETURN value"
    await graph.ask(forget, {}, operation="test")
    for text, parameters in asked:
        await graph.ask_one(text, parameters, operation="test")
    return str(await graph.ask(forget, {}, operation="test"))


@pytest.mark.slow
async def test_an_admission_is_planned_once_for_all_callers(blank: Graph) -> None:
    text = statement(PURPOSES["CASE_INQUIRY"])
    token = {**NOBODY, "session": [], "case": None, "document": None, "starts": []}
    session = {**NOBODY, "agency": "a", "session": ["s", "m"], "begun": 7, "case": "EnforcementCase:x", "starts": ["i"]}

    once = await _planned(blank, [(text, NOBODY)])

    assert await _planned(blank, [(text, NOBODY), (text, alike(token)), (text, alike(session))]) == once
    # Without it the database plans it for each.
    assert await _planned(blank, [(text, NOBODY), (text, token)]) != once


async def test_a_question_is_planned_once_whatever_the_case_of_its_caller_holds(blank: Graph) -> None:
    purpose = PURPOSES["CASE_INQUIRY"]
    names = [ring.name for ring in purpose.rings]
    callers = [Profile(purpose, "", "", {name: {"i"} for name in held}) for held in ([], names[:2], names[2:], names)]
    text = f"MATCH (n:Entity) WHERE {callers[0].node('Party', 'n')} RETURN n.id AS id"

    once = await _planned(blank, [(text, callers[0].used(text))])

    assert await _planned(blank, [(text, caller.used(text)) for caller in callers]) == once


@pytest.mark.slow
async def test_a_hub_that_is_ready_has_all_admissions_ready(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    # However busy the machine is: it is not tested here how long a start waits.
    monkeypatch.setattr("hub.app.ADMISSION_SECONDS", 600.0)
    graph: Any = AdmissionsAlone(hub.graph)
    told, task = await life(create_app(replace(hub, graph=graph)))
    asked = {text for text, _ in graph.asked}
    await told.put("lifespan.shutdown")
    await task
    assert asked >= {statement(purpose) for purpose in PURPOSES.values()}


async def test_a_hub_begins_without_its_database(blank: Graph, caplog: pytest.LogCaptureFixture) -> None:
    class Gone(Watched):
        async def ask_one(self, text: str, parameters: Any, *, operation: str) -> Any:
            self.asked.append((text, parameters))
            raise GraphUnavailable("It does not answer.", hint="Wait.")

    gone: Any = Gone(blank)
    assert await warm_admissions(gone, PURPOSES.values()) == 0
    # Each would have to be waited for.
    assert len(gone.asked) == 1
    assert "admissions are not ready" in caplog.text
