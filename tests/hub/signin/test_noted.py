"""Who signs in and out, and who is refused, stands in the audit log before anybody learns of it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.audit_recorder import Full, recording
from support.cookie_browser import CHIEF, COURT, JUDGE, Bench, ask, browsing, sign_in

from hub.access.callers import Bearer
from hub.audit.hashing import keyed_hash
from hub.audit.search import RecordQuery
from hub.errors import Unauthenticated
from hub.operations.recording import Recorder
from hub.signin.records import SignInRecords


@pytest.fixture
def disk() -> Full:
    """The disk of the log."""
    return Full()


@pytest.fixture
def recorder(bench: Bench, tmp_path: Path, disk: Full) -> Iterator[Recorder]:
    """A recorder with a log of its own."""
    with recording(tmp_path, disk, bench.clock) as recorder:
        yield recorder


@pytest.fixture
async def noted(bench: Bench, recorder: Recorder) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at a hub that keeps a log."""
    async with browsing(bench.app(recorder=recorder)) as client:
        yield client


def records(recorder: Recorder) -> list[tuple[Any, ...]]:
    """What stands in the log, oldest first."""
    found = recorder.log.records(RecordQuery(first=100)).records
    return [
        (
            each.record["question"]["operationKind"],
            each.record["question"]["operationName"],
            each.record["question"]["agency"],
            each.record["question"]["card"],
            each.record["outcome"],
            each.record["errors"],
        )
        for each in reversed(found)
    ]


async def test_signing_in_asking_and_signing_out_are_in_the_log(
    noted: httpx.AsyncClient, bench: Bench, recorder: Recorder
) -> None:
    await sign_in(noted)
    await ask(noted)
    await noted.get("/session")
    await noted.post("/session/end")
    await noted.post("/session/end")
    await bench.registry.state("SUSPENDED", card=CHIEF, reason="a test")
    await sign_in(noted, CHIEF)
    unknown = await sign_in(noted, "示9999-Z-001")

    hidden = keyed_hash("示9999-Z-001", recorder.key)
    assert records(recorder) == [
        ("session", "signIn", COURT, JUDGE, "ANSWERED", []),
        ("query", None, COURT, JUDGE, "ANSWERED", []),
        ("session", "signOut", COURT, JUDGE, "ANSWERED", []),
        ("session", "signIn", COURT, CHIEF, "REFUSED", ["UNAUTHENTICATED"]),
        # What nobody registered may be anything, somebody's number too.
        ("session", "signIn", COURT, hidden, "REFUSED", ["UNAUTHENTICATED"]),
    ]
    assert unknown.status_code == 401


async def test_nobody_signs_in_where_it_cannot_be_noted(
    noted: httpx.AsyncClient, recorder: Recorder, disk: Full
) -> None:
    disk.full = True
    response = await sign_in(noted)

    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "AUDIT_UNAVAILABLE"
    assert "set-cookie" not in response.headers


async def test_a_session_ends_also_where_that_cannot_be_noted(
    noted: httpx.AsyncClient, bench: Bench, disk: Full
) -> None:
    await sign_in(noted)
    disk.full = True
    response = await noted.post("/session/end")
    async with browsing(bench.app()) as other:
        other.cookies.update({"linkage": noted.cookies["linkage"]})
        after = await ask(other)

    assert (response.status_code, after.status_code) == (503, 401)


async def test_cards_of_another_agency_are_not_told(bench: Bench, recorder: Recorder) -> None:
    await SignInRecords(recorder, bench.graph).write(
        "signIn", Bearer("示0103", JUDGE, JUDGE), "https://id.example", Unauthenticated("No.")
    )

    assert JUDGE not in json.dumps(records(recorder), ensure_ascii=False)
