"""Cost and budget as the caller sees them: in the extensions, and as 429 with the seconds to wait."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest
from support.http_client import Poster, Signer, clear
from support.world import COURT, NOW, World, citizen_id

from hub.access.admission import Admission
from hub.access.quotas import Quotas
from hub.access.registry import Registry
from hub.app import Hub, create_app
from hub.errors import GraphUnavailable
from hub.graph.client import Graph
from hub.operations.charging import REFUSED
from hub.operations.protection import Protection
from hub.questions.limits import Limits
from schema.values import Realm

KNOWN = '{ person(citizenId: "990102198506150019") { name } }'
COUNTED = "{ persons { totalCount } }"
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
async def ask(poor: Poor, tokens: Signer) -> AsyncIterator[Poster]:
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
    # Only who asks, and on which basis, was looked up: it decides what the question costs.
    assert blank.statements - before <= 1
    assert "data" not in response.json()

    poor.now += error["extensions"]["retryAfter"]
    assert (await ask(QUESTION)).status_code == 200


async def test_documents_that_are_refused_use_up_the_budget_too(ask: Poster, blank: Graph) -> None:
    statuses = [(await ask("{ nothing }")).status_code for _ in range(5_000 // REFUSED + 2)]
    before = blank.statements

    assert statuses[:2] == [200, 200]
    assert statuses[-1] == 429
    assert (await ask(QUESTION)).status_code == 429
    assert blank.statements == before


async def test_operations_that_are_not_let_in_use_it_up_too(ask: Poster) -> None:
    ask.basis = '{"purpose": "NONE_OF_THAT_NAME"}'
    statuses = [(await ask(QUESTION)).status_code for _ in range(5_000 // REFUSED + 2)]

    assert statuses[:2] == [403, 403]
    assert statuses[-1] == 429


async def test_nobody_pays_for_a_database_that_does_not_answer(ask: Poster, monkeypatch: pytest.MonkeyPatch) -> None:
    async def down(*_: Any, **__: Any) -> None:
        raise GraphUnavailable("The database does not answer.", hint="Ask again.")

    with monkeypatch.context() as patched:
        patched.setattr(Admission, "admit", down)
        statuses = {(await ask(QUESTION)).status_code for _ in range(5_000 // REFUSED + 2)}

    assert statuses == {503}
    assert (await ask(QUESTION)).status_code == 200


async def test_an_operation_too_dear_is_refused_with_its_cost(hub: Hub, tokens: Signer) -> None:
    protection = Protection(question=Limits(units=100))
    app = create_app(replace(hub, protection=protection))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub") as client:
        error = await Poster(client, tokens.good()).error(QUESTION)

    assert error["extensions"]["limit"] == "units"
    assert error["extensions"]["asked"] > 100
    assert error["extensions"]["argument"] == "persons"


@pytest.fixture
async def judge(client: httpx.AsyncClient, tokens: Signer, blank: Graph, world: World) -> AsyncIterator[Poster]:
    """Posts as a judge of the court, on its case and a notice issued in it."""
    registry = Registry(blank, Realm.FICTIONAL, lambda: NOW, "test")
    await registry.agency(COURT, "示范区人民法院", "COURT", "990102")
    await registry.officer("S0102-A-001", COURT, "孙法官", ["JUDGE"])
    papers = World()
    notice = papers.node("Document", documentNo="协查1号", kind="INQUIRY_NOTICE")
    papers.tie("ISSUED_IN", notice, world["case"])
    await papers.write(blank)
    basis = {"purpose": "CASE_INQUIRY", "case": world["case"].props["caseNumber"], "document": "协查1号"}
    yield Poster(client, tokens.good(iss="urn:any", agency=COURT, sub="S0102-A-001"), json.dumps(basis))
    await remove(blank, papers)


async def remove(graph: Graph, added: World) -> None:
    """Take nodes out of the graph."""
    keys = {"keys": [node.key for node in added.nodes]}
    await graph.write([("MATCH (n:Entity) WHERE n.key IN $keys DETACH DELETE n", keys)], operation="test")


async def test_what_is_hidden_changes_no_cost(judge: Poster, blank: Graph, world: World) -> None:
    async def units() -> list[int]:
        return [(await judge(query)).json()["extensions"]["cost"]["units"] for query in (QUESTION, KNOWN, COUNTED)]

    alone = await units()

    # Of no ring of the purpose: strangers, what they own, and a debtor of the case's who left it.
    hidden = World()
    for number in range(20):
        stranger = hidden.node("Person", citizenId=citizen_id("19770707", 100 + number), name="陈立诚")
        hidden.tie("OWNS", stranger, hidden.node("Vehicle", vin=f"HIDDEN-{number}", plateNo="测A12345"))
        hidden.tie("CREDITOR_IN", stranger, world["old"])
    hidden.tie("DEBTOR_IN", hidden.nodes[0], world["case"], until=date(2026, 3, 1))
    await hidden.write(blank)
    assert await units() == alone
    await remove(blank, hidden)

    seen = World()
    for number in range(20):
        debtor = seen.node("Person", citizenId=citizen_id("19770707", 100 + number), name="陈立诚")
        seen.tie("DEBTOR_IN", debtor, world["case"])
    await seen.write(blank)
    more = await units()
    assert more[0] > alone[0]
    assert more[1] == alone[1]
    assert more[2] > alone[2]
    await remove(blank, seen)
