"""Nothing is answered that is not written down: before it runs, and before its answer leaves."""

from __future__ import annotations

import asyncio
import hashlib
import json
from base64 import b64decode
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from support.audit_recorder import Full, recording
from support.http_client import CARD, Poster, Signer
from support.world import NOW, POLICE, World

from hub.access.registry import Registry
from hub.app import Hub, create_app
from hub.audit import proofs, verify_standalone
from hub.audit.keys import Keys
from hub.audit.records import INTENT, OUTCOME, Head
from hub.audit.search import RecordQuery
from hub.errors import GraphUnavailable
from hub.graph.client import Graph
from hub.operations.recording import Recorder
from schema.values import Realm

CHEN = "990102198506150019"
DELETE = 'mutation { deleteChart(id: "AAAAAAAAAAAAAAAAAAAAAA") { id } }'
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
    response = await ask(PERSON, **{"Linkage-Receipt": "full"})

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


async def test_a_short_receipt_binds_the_hub_to_the_record(ask: Poster, recorder: Recorder, tmp_path: Path) -> None:
    receipt = (await ask(PERSON)).json()["extensions"]["receipt"]

    keys = Keys(tmp_path / "keys").public()
    assert set(receipt) == {*verify_standalone.HEAD, "index"}
    assert proofs.binds(receipt, keys)
    assert not proofs.binds({**receipt, "index": receipt["size"]}, keys)
    assert not proofs.binds({**receipt, "size": receipt["size"] + 1}, keys)
    (record,) = outcomes(recorder)
    assert record["index"] == receipt["index"]
    # What is proven of that place later is proven under a head that goes on from the receipt's.
    await ask(PERSON)
    home = tmp_path / "audit" / "logs" / receipt["log"]
    later = proofs.inclusion(home, receipt["index"])
    assert later.head.size > receipt["size"]
    assert proofs.proves(dict(later.as_json()), keys)
    assert proofs.consistency(home, Head.of(receipt))["old"] == {name: receipt[name] for name in verify_standalone.HEAD}


@pytest.mark.parametrize(
    ("header", "extension", "full"),
    [(None, None, False), ("short", None, False), ("full", None, True), (None, "full", True), ("full", "full", True)],
)
async def test_who_wants_the_proof_says_so(ask: Poster, header: str | None, extension: Any, full: bool) -> None:
    extensions = {"basis": {"purpose": "DEMONSTRATION"}} | ({} if extension is None else {"receipt": extension})
    headers = {} if header is None else {"Linkage-Receipt": header}
    answer = await ask.post({"query": PERSON, "extensions": extensions}, **headers)

    assert ("path" in answer.json()["extensions"]["receipt"]) is full


@pytest.mark.parametrize(("header", "extension"), [("whole", None), (None, "whole"), (None, True), ("short", "full")])
async def test_a_receipt_that_does_not_exist_is_refused(ask: Poster, header: str | None, extension: Any) -> None:
    extensions = {} if extension is None else {"receipt": extension}
    headers = {} if header is None else {"Linkage-Receipt": header}
    answer = await ask.post({"query": PERSON, "extensions": extensions}, **headers)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "INVALID_ARGUMENT"


@pytest.mark.parametrize("change", [False, True])
async def test_the_intent_is_written_before_the_question_runs(
    ask: Poster, recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: bool
) -> None:
    """In the file, so that the hub's end cannot lose it; that of a change under a signed head, so durable too."""
    seen: list[tuple[int, int]] = []

    def count() -> tuple[int, int]:
        found = recorder.log.records(RecordQuery(first=10, kinds=frozenset({INTENT, OUTCOME})))
        data = b"".join(path.read_bytes() for path in tmp_path.rglob("*.log"))
        return data.count(b'"kind":"intent"'), len(found.records)

    async def watched(graph: Graph, *given: Any, **more: Any) -> Any:
        if more.get("operation") == wanted or wanted in given:
            seen.append(count())
        return await asked(graph, *given, **more)

    wanted, question = ("charts.delete", DELETE) if change else ("person", PERSON)
    name = "change" if change else "_run"
    asked = getattr(Graph, name)
    monkeypatch.setattr(Graph, name, watched)
    await ask(question)

    assert seen == [(1, 1 if change else 0)]


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
    from hub.operations.request import OperationRequest

    reached = asyncio.Event()
    asked = Graph._run

    async def waits(graph: Graph, text: str, given: Any, operation: str, *how: Any, **more: Any) -> Any:
        if operation == "person":
            reached.set()
            await asyncio.Event().wait()
        return await asked(graph, text, given, operation, *how, **more)

    monkeypatch.setattr(Graph, "_run", waits)
    operations = replace(hub, recorder=recorder).operations
    request = OperationRequest(PERSON, basis={"purpose": "DEMONSTRATION"})
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


async def test_an_auditor_gets_the_proof_of_a_short_receipt(
    ask: Poster, hub: Hub, tokens: Signer, recorder: Recorder, tmp_path: Path
) -> None:
    await Registry(hub.graph, Realm.FICTIONAL, lambda: NOW, "test").officer("AUD-1", POLICE, "审计", ["AUDITOR"])
    receipt = (await ask(PERSON)).json()["extensions"]["receipt"]
    await ask(PERSON)
    mine = Poster(ask.client, tokens.good(sub="AUD-1"), '{"purpose": "AUDIT"}')
    parts = "algorithm size rootHash at key signature publicKey record leafHash path"
    query = "{ auditRecords(proofs: %s) { records { log index answerSha256 proof { %s } } } }"

    records = (await mine(query % ("true", parts))).json()["data"]["auditRecords"]["records"]
    without = (await mine(query % ("false", parts))).json()["data"]["auditRecords"]["records"]

    (found,) = [each for each in records if each["index"] == receipt["index"]]
    proof = {**found["proof"], "log": found["log"], "index": found["index"]}
    assert proof["size"] > receipt["size"]
    assert proofs.proves(proof, Keys(tmp_path / "keys").public())
    # With the record and the key, the reader of a page can check all of it without the hub.
    assert proofs.proves(proof, {proof["key"]: {"algorithm": "ed25519", "publicKey": proof["publicKey"]}})
    assert b64decode(proof["leafHash"]) == hashlib.sha256(b"\0" + proof["record"].encode()).digest()
    assert json.loads(proof["record"])["answerSha256"] == found["answerSha256"]
    assert len(records) == 2
    assert [each["proof"] for each in without] == [None] * 3


async def test_only_auditors_get_the_names_of_purposes(ask: Poster, hub: Hub, tokens: Signer) -> None:
    await Registry(hub.graph, Realm.FICTIONAL, lambda: NOW, "test").officer("AUD-1", POLICE, "审计", ["AUDITOR"])
    mine = Poster(ask.client, tokens.good(sub="AUD-1"), '{"purpose": "AUDIT"}')
    query = "{ auditPurposes { name en zh } }"

    named = (await mine(query)).json()["data"]["auditPurposes"]
    refused = (await ask(query)).json()["errors"][0]["extensions"]["code"]

    assert {"name": "AUDIT", "en": "Audit", "zh": "审计"} in named
    assert refused == "NOT_OPEN"


async def test_readiness_tells_of_a_log_that_cannot_be_written(
    hub: Hub, tokens: Signer, recorder: Recorder, disk: Full
) -> None:
    app = create_app(replace(hub, recorder=recorder))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub") as client:
        ask = Poster(client, tokens.good())
        disk.full = True
        # Also before anybody has asked anything.
        for _ in range(2):
            down = await client.get("/readyz")
            assert (down.status_code, down.json()["audit"]["code"]) == (503, "AUDIT_UNAVAILABLE")
            assert down.json()["neo4j"] == {"status": "ok"}
            assert (await ask(PERSON)).status_code == 503
        disk.full = False

        # It finds out by itself: no balancer sends a question to a hub that is not ready.
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()["audit"]) == (200, {"status": "ok"})
        assert (await ask(PERSON)).status_code == 200
