"""Every actor stands in the log in one way: a record is opened before something is done, and closed afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.audit_ledger import POLICE, Ledger
from support.audit_recorder import Full

from hub.access.roles import ROLE
from hub.audit.actor import Actor
from hub.audit.journal import Journal
from hub.audit.records import INTENT, OUTCOME
from hub.audit.search import RecordQuery
from hub.errors import AuditUnavailable, NotAllowed

ACTORS = (
    Actor.officer(POLICE, "示0102-A-017", "JUDGE"),
    Actor.operator(),
    Actor.operator(POLICE),
    Actor.job("terms"),
    Actor.feed(POLICE, "police.residents"),
    Actor.service(POLICE, "cameras"),
    Actor.stranger(),
)


def records(journal: Journal) -> list[tuple[str, object, object]]:
    """Kind, actor and outcome of each record, the oldest first."""
    found = journal.log.records(RecordQuery(first=100, kinds=frozenset({INTENT, OUTCOME}))).records
    shown = [each.record for each in reversed(found)]
    return [
        (each["kind"], tuple(each["question"][name] for name in ("agency", "card", "role")), each.get("outcome"))
        for each in shown
    ]


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: f"{actor.card}-{actor.role}")
async def test_any_actor_opens_and_closes_a_record(tmp_path: Path, actor: Actor) -> None:
    with (ledger := Ledger(tmp_path / "audit")).log() as log:
        journal = Journal(log, ledger.now)
        done: list[str] = []

        async def work() -> int:
            done.extend(kind for kind, _, _ in records(journal))
            return 7

        intent = journal.intent(actor, "job", "count", "count what stands")
        assert await journal.record(intent, work, lambda count: {"cost": count}) == 7
        assert done == [INTENT]
        named = (actor.agency, actor.card, actor.role)
        assert records(journal) == [(INTENT, named, None), (OUTCOME, named, "ANSWERED")]


async def test_what_fails_is_closed_too(tmp_path: Path) -> None:
    async def work() -> None:
        raise NotAllowed("no", hint="ask")

    with (ledger := Ledger(tmp_path / "audit")).log() as log:
        journal = Journal(log, ledger.now)
        with pytest.raises(NotAllowed):
            await journal.record(journal.intent(Actor.job("terms"), "job", None, ""), work, failed="REFUSED")
        assert [outcome for _, _, outcome in records(journal)] == [None, "REFUSED"]


async def test_nothing_is_done_without_an_intent(tmp_path: Path) -> None:
    async def work() -> None:
        pytest.fail("done, and not recorded")

    disk = Full()
    with (ledger := Ledger(tmp_path / "audit", disk=disk)).log() as log:
        journal = Journal(log, ledger.now)
        disk.full = True
        with pytest.raises(AuditUnavailable):
            await journal.record(journal.intent(Actor.job("terms"), "job", None, ""), work)
        disk.full = False


def test_no_officer_looks_like_another_actor() -> None:
    roles = set(ROLE.members)
    assert all(actor.role not in roles for actor in ACTORS[1:])
