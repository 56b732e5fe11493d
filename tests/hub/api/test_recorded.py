"""Nothing is answered that is not written down: before it runs, and before its answer leaves."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from audit_log import Full, recording
from http_client import CARD, Poster, Signer
from world import NOW, POLICE, World

from hub.access.registry import Registry
from hub.api.recording import Recorder
from hub.app import Hub, create_app
from hub.audit import proofs
from hub.audit.reading import RecordQuery
from hub.audit.records import INTENT, OUTCOME
from hub.audit.signing import Keys
from hub.graph import Graph
from schema.errors import GraphUnavailable
from schema.values import Realm

CHEN = "990102198506150019"
PERSON = f'{{ person(citizenId: "{CHEN}") {{ name }} }}'


@pytest.fixture
def disk() -> Full:
    """The disk of the log."""
    return Full()


@pytest.fixture
def recorder(tmp_path: Path, disk: Full) -> Iterator[Recorder]:
    """A recorder with a log of its own."""
    with recording(tmp_path, disk, lambda: NOW) as recorder:
        yield recorder


@pytest.fixture
async def ask(hub: Hub, tokens: Signer, recorder: Recorder) -> AsyncIterator[Poster]:
    """Posts questions to a hub that keeps a log."""
    app = create_app(replace(hub, recorder=recorder))
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
        yield Poster(client, tokens.good())


def outcomes(recorder: Recorder, **wanted: Any) -> list[dict[str, Any]]:
    """The outcomes in the log, newest first."""
    return [found.record for found in recorder.log.records(RecordQuery(first=100, **wanted)).records]


async def test_an_answer_carries_a_receipt_that_proves_it(ask: Poster, recorder: Recorder, tmp_path: Path) -> None:
    response = await ask(PERSON)

    body = response.json()
    receipt = body["extensions"]["receipt"]
    assert proofs.proves(receipt, Keys(tmp_path / "keys").public())
    (record,) = outcomes(recorder)
    assert record["index"] == receipt["index"]
    assert (record["outcome"], record["errors"], record["entityCount"]) == ("ANSWERED", [], 1)
    assert record["sources"] == ["police.residents"]
    question = record["question"]
    assert (question["agency"], question["card"], question["role"]) == (POLICE, CARD, "POLICE")
    assert question["purpose"] == "DEMONSTRATION"
    assert question["documentSha256"] == hashlib.sha256(PERSON.encode()).hexdigest()
    told = orjson.dumps({name: value for name, value in body.items() if name != "extensions"})
    assert record["answerSha256"] == hashlib.sha256(told).hexdigest()


async def test_the_intent_is_on_disk_before_the_question_runs(
    ask: Poster, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    asked = Graph._run

    async def watched(graph: Graph, text: str, given: Any, operation: str, *how: Any, **more: Any) -> Any:
        if operation == "person":
            found = recorder.log.records(RecordQuery(first=10, kinds=frozenset({INTENT, OUTCOME})))
            seen.append(len(found.records))
        return await asked(graph, text, given, operation, *how, **more)

    monkeypatch.setattr(Graph, "_run", watched)
    await ask(PERSON)

    assert seen == [1]


async def test_what_was_asked_about_is_found_and_not_told(ask: Poster, recorder: Recorder, tmp_path: Path) -> None:
    await ask(PERSON)
    await ask("query ($id: CitizenId!) { person(citizenId: $id) { id } }", {"id": f" {CHEN} "})
    await ask('{ search(text: "陈立诚") { moreExist } }')

    written = b"".join(path.read_bytes() for path in (tmp_path / "audit").rglob("*") if path.is_file())
    assert CHEN.encode() not in written
    assert "陈立诚".encode() not in written
    from hub.audit.hashing import keyed_hash

    assert len(outcomes(recorder, about=keyed_hash(CHEN, recorder.key))) == 2
    assert len(outcomes(recorder, about=keyed_hash("陈立诚", recorder.key))) == 1


async def test_where_no_intent_can_be_written_nothing_runs(
    ask: Poster, disk: Full, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    asked = Graph._run

    async def watched(graph: Graph, text: str, given: Any, operation: str, *how: Any, **more: Any) -> Any:
        ran.append(operation)
        return await asked(graph, text, given, operation, *how, **more)

    monkeypatch.setattr(Graph, "_run", watched)
    disk.full = True
    response = await ask(PERSON)
    disk.full = False

    assert response.status_code == 503
    assert "person" not in ran
    assert "data" not in response.json()
    assert response.json()["errors"][0]["extensions"]["code"] == "AUDIT_UNAVAILABLE"
    assert response.headers["Retry-After"]
    assert (await ask(PERSON)).json()["data"] == {"person": {"name": "陈立诚"}}


async def test_where_no_outcome_can_be_written_nothing_is_answered(
    ask: Poster, disk: Full, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Graph._run

    async def fills(graph: Graph, text: str, given: Any, operation: str, *how: Any, **more: Any) -> Any:
        found = await asked(graph, text, given, operation, *how, **more)
        disk.full = disk.full or operation == "person"
        return found

    monkeypatch.setattr(Graph, "_run", fills)
    response = await ask(PERSON)
    monkeypatch.undo()
    disk.full = False

    assert response.status_code == 503
    assert "陈立诚" not in response.text
    await ask("{ __typename }")
    assert "INTERRUPTED" in {record["outcome"] for record in outcomes(recorder)}


async def test_refusals_are_recorded_without_what_they_named(ask: Poster, recorder: Recorder, tmp_path: Path) -> None:
    named = json.dumps({"purpose": f"P{CHEN}", "case": "（2026）示0102执1203号", "document": CHEN})
    response = await ask(PERSON, **{"Linkage-Basis": named})

    assert response.status_code == 403
    (record,) = outcomes(recorder)
    assert (record["outcome"], record["errors"]) == ("REFUSED", ["BASIS_REFUSED"])
    assert record["question"]["case"] == "（2026）示0102执1203号"
    assert CHEN.encode() not in b"".join(p.read_bytes() for p in (tmp_path / "audit").rglob("*") if p.is_file())


async def test_what_nobody_looked_up_is_not_written_down(ask: Poster, recorder: Recorder, tmp_path: Path) -> None:
    ask.basis = json.dumps({"purpose": "DEMONSTRATION", "case": CHEN, "document": CHEN})
    refused = await ask(f"query P{CHEN} {{ __typename }}")
    ask.basis = json.dumps({"purpose": "DEMONSTRATION", "document": CHEN})
    answered = await ask(f"query P{CHEN} {{ __typename }}")

    assert (refused.status_code, answered.status_code) == (403, 200)
    assert len(outcomes(recorder)) == 2
    assert CHEN.encode() not in b"".join(p.read_bytes() for p in (tmp_path / "audit").rglob("*") if p.is_file())


async def test_without_a_right_to_any_of_it_it_was_no_answer(ask: Poster, recorder: Recorder) -> None:
    ask.basis = None
    await ask(PERSON)

    assert [(r["outcome"], r["errors"]) for r in outcomes(recorder)] == [("REFUSED", ["BASIS_NEEDED"])]


async def test_a_database_that_is_down_is_recorded_as_such(
    ask: Poster, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Graph._run

    async def lost(graph: Graph, text: str, given: Any, operation: str, *how: Any, **more: Any) -> Any:
        if operation == "person":
            raise GraphUnavailable("lost", hint="wait")
        return await asked(graph, text, given, operation, *how, **more)

    monkeypatch.setattr(Graph, "_run", lost)

    assert (await ask(PERSON)).status_code == 503
    assert [r["outcome"] for r in outcomes(recorder)] == ["FAILED"]


async def test_who_leaves_is_recorded(
    hub: Hub, tokens: Signer, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hub.access.callers import Bearer
    from hub.api.answer import Request

    reached = asyncio.Event()
    asked = Graph._run

    async def waits(graph: Graph, text: str, given: Any, operation: str, *how: Any, **more: Any) -> Any:
        if operation == "person":
            reached.set()
            await asyncio.Event().wait()
        return await asked(graph, text, given, operation, *how, **more)

    monkeypatch.setattr(Graph, "_run", waits)
    operations = replace(hub, recorder=recorder).operations
    request = Request(PERSON, basis={"purpose": "DEMONSTRATION"})
    task = asyncio.ensure_future(operations.answer(request, Bearer(POLICE, CARD, "赵明")))
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert [r["outcome"] for r in outcomes(recorder)] == ["CANCELLED"]


async def test_an_auditor_reads_the_own_agency_and_its_reading_is_recorded(
    ask: Poster, hub: Hub, tokens: Signer, recorder: Recorder, world: World
) -> None:
    registry = Registry(hub.graph, Realm.FICTIONAL, lambda: NOW, "test")
    await registry.officer("AUD-1", POLICE, "审计", ["AUDITOR"])
    await registry.officer("other-AUD", "other", "审计", ["AUDITOR"])
    await ask(PERSON)
    mine = Poster(ask.client, tokens.good(sub="AUD-1"), '{"purpose": "AUDIT"}')
    others = Poster(ask.client, tokens.good(iss="urn:any", agency="other", sub="other-AUD"), '{"purpose": "AUDIT"}')
    query = f'{{ auditRecords(about: "{CHEN}") {{ more records {{ card outcome entities }} }} }}'

    seen, hidden = (await mine(query)).json()["data"], (await others(query)).json()["data"]

    entry = {"card": CARD, "outcome": "ANSWERED", "entities": [world["chen"].id]}
    assert seen == {"auditRecords": {"more": False, "records": [entry]}}
    assert hidden == {"auditRecords": {"more": False, "records": []}}
    assert [r["question"]["card"] for r in outcomes(recorder, purpose="AUDIT")] == ["other-AUD", "AUD-1"]
    assert (await ask(query)).json()["errors"][0]["extensions"]["code"] == "NOT_OPEN"
