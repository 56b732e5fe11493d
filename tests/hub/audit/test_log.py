"""The log as the hub uses it: durable before it answers, one sync for many, nothing without its outcome."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from support.audit_ledger import POLICE, START, Ledger, signer

from hub.audit.durable_log import LogLimits
from hub.audit.export import export_lines
from hub.audit.log import AuditLog
from hub.audit.proofs import inclusion, proves
from hub.audit.records import INTENT, OUTCOME, RECOVERED, SEGMENT, WITNESS, Outcome
from hub.audit.search import RecordQuery
from hub.audit.segments import homes, segments
from hub.audit.self_check import check_all
from hub.audit.signing import SM2
from hub.errors import AuditUnavailable
from hub.support.disk import Disk
from schema.errors import SetupError

ALL = frozenset({INTENT, OUTCOME, SEGMENT, WITNESS, RECOVERED})


def kinds(log: AuditLog) -> list[str]:
    """The kinds of all records of this log, in order."""
    query = RecordQuery(kinds=ALL, newest_first=False, first=1000)
    return [each.record["kind"] for each in log.records(query).records if each.log == log.name]


class Gate(Disk):
    """Lets syncs wait until the test opens it, and counts them."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self.syncs = 0

    def sync(self, fd: int) -> None:
        assert self.open.wait(20)
        self.syncs += 1
        super().sync(fd)


async def test_a_question_is_an_intent_then_an_outcome_that_repeats_it(ledger: Ledger) -> None:
    with ledger.log() as log:
        intent = ledger.intent(purpose="ENFORCEMENT", case="（2026）示0102执619号", variables={"citizenId": "h:1"})
        ticket = await log.intent(intent)
        receipt = await log.outcome(
            ticket, Outcome(at=ledger.now(), outcome="ANSWERED", entities=["e1", "e2"], masked=["Person.citizenId"])
        )
        page = log.records(RecordQuery(kinds=ALL, newest_first=False))

    started, asked, answered = [each.record for each in page.records]
    assert (started["kind"], asked["kind"], answered["kind"]) == (SEGMENT, INTENT, OUTCOME)
    assert asked["question"] == answered["question"] == {**intent.question(), "id": ticket.id}
    assert answered["intentIndex"] == ticket.index == asked["index"] == 1
    assert (answered["entities"], answered["entityCount"]) == ("e1 e2", 2)
    assert (receipt.index, receipt.intent) == (answered["index"], ticket.id)
    assert "name" not in asked["question"]


async def test_the_receipt_proves_itself_and_holds_under_every_later_head(ledger: Ledger) -> None:
    with ledger.log() as log:
        receipts = [await ledger.ask(log) for _ in range(9)]

    keys = ledger.keys.public()
    (home,) = homes(ledger.directory)
    for receipt in receipts:
        data = dict(receipt.as_json())
        assert proves(data, keys)
        assert not proves({**data, "index": receipt.index + 1}, keys)
        assert not proves({**data, "leafHash": receipts[0].leaf_hash}, keys) or receipt is receipts[0]
        later = inclusion(home, receipt.index)
        assert proves(dict(later.as_json()), keys)
        assert later.leaf_hash == receipt.leaf_hash


async def test_nobody_is_told_before_it_is_durable(ledger: Ledger) -> None:
    ledger.disk = gate = Gate()
    with ledger.log() as log:
        gate.open.clear()
        asking = asyncio.create_task(log.intent(ledger.intent()))
        done, _ = await asyncio.wait({asking}, timeout=0.02)
        assert not done
        gate.open.set()
        await asking


async def test_who_only_reads_runs_when_the_intent_is_written_and_is_answered_when_both_are_durable(
    ledger: Ledger,
) -> None:
    ledger.disk = gate = Gate()
    with ledger.log() as log:
        (segment,) = segments(homes(ledger.directory)[0])
        gate.open.clear()
        before = gate.syncs
        ticket = await log.intent(ledger.intent(card="X-9"), durable=False)
        # In the file: the end of this process cannot lose it any more.
        assert segment.path.read_bytes().count(b'"card":"X-9"') == 1
        answering = asyncio.create_task(log.outcome(ticket, Outcome(at=ledger.now(), outcome="ANSWERED")))
        done, _ = await asyncio.wait({answering}, timeout=0.02)
        assert not done
        gate.open.set()
        receipt = await answering

        assert gate.syncs - before == 1
        assert (ticket.index, receipt.index) == (1, 2)
        assert kinds(log) == [SEGMENT, INTENT, OUTCOME]
    assert check_all(ledger.directory, ledger.keys).wrong == []


async def test_a_written_intent_does_not_wait_for_those_that_must_be_durable(ledger: Ledger) -> None:
    ledger.disk = gate = Gate()
    with ledger.log() as log:
        gate.open.clear()
        change = asyncio.create_task(log.intent(ledger.intent()))
        read = asyncio.create_task(log.intent(ledger.intent(), durable=False))
        ticket = await read
        assert not change.done()
        gate.open.set()
        assert (await change).index == ticket.index + 1


async def test_a_written_intent_is_durable_before_the_next_segment_begins(ledger: Ledger) -> None:
    ledger.limits = LogLimits(segment_bytes=2000)
    log = ledger.open()
    for _ in range(8):
        await log.intent(ledger.intent(variables=["x" * 500]), durable=False)
    *complete, _last = segments(homes(ledger.directory)[0])
    assert complete
    for each in complete:
        assert each.path.read_bytes().splitlines()[-1].startswith(b"H ")
    await log.aclose()

    assert check_all(ledger.directory, ledger.keys).wrong == []
    with ledger.log() as log:
        assert len(log.records(RecordQuery(outcome="INTERRUPTED")).records) == 8


async def test_closing_signs_over_what_was_only_written(ledger: Ledger) -> None:
    with ledger.log() as log:
        await log.intent(ledger.intent(), durable=False)

    (home,) = homes(ledger.directory)
    assert [line[0] for line in export_lines(home)][-2:] == ["R", "H"]
    assert check_all(ledger.directory, ledger.keys).wrong == []


async def test_all_who_wait_share_one_sync(ledger: Ledger) -> None:
    ledger.disk = gate = Gate()
    ledger.limits = LogLimits()
    with ledger.log() as log:
        gate.open.clear()
        before = gate.syncs
        asking = [asyncio.create_task(log.intent(ledger.intent())) for _ in range(60)]
        await asyncio.sleep(0)
        gate.open.set()
        tickets = await asyncio.gather(*asking)

    # The first may have been taken alone while the others came.
    assert gate.syncs - before <= 2 + 1
    assert sorted(ticket.index for ticket in tickets) == list(range(1, 61))


async def test_who_goes_away_while_waiting_leaves_an_outcome(ledger: Ledger) -> None:
    ledger.disk = gate = Gate()
    with ledger.log() as log:
        gate.open.clear()
        asking = asyncio.create_task(log.intent(ledger.intent()))
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        gate.open.set()
        await ledger.ask(log)
        found = log.records(RecordQuery(newest_first=False))

    assert [each.record["outcome"] for each in found.records] == ["CANCELLED", "ANSWERED"]


async def test_a_ticket_takes_one_outcome(ledger: Ledger) -> None:
    with ledger.log() as log:
        ticket = await log.intent(ledger.intent())
        outcome = Outcome(at=ledger.now(), outcome="ANSWERED")
        await log.outcome(ticket, outcome)
        with pytest.raises(ValueError, match="already"):
            await log.outcome(ticket, outcome)

        assert kinds(log) == [SEGMENT, INTENT, OUTCOME]


async def test_a_record_that_json_cannot_say_harms_nobody_else(ledger: Ledger) -> None:
    with ledger.log() as log:
        with pytest.raises(TypeError):
            await log.intent(ledger.intent(variables={"n": 2**70}))
        await ledger.ask(log)

        assert kinds(log) == [SEGMENT, INTENT, OUTCOME]


async def test_what_was_running_when_the_hub_ended_gets_an_outcome(ledger: Ledger) -> None:
    with ledger.log() as log:
        for _ in range(12):
            await ledger.ask(log)
        ticket = await log.intent(ledger.intent(card="X-9"))
        for _ in range(12):
            await ledger.ask(log)
        assert len(segments(homes(ledger.directory)[0])) > 2

    with ledger.log() as log:
        newest = log.records(RecordQuery(first=1)).records[0].record

    assert newest["outcome"] == "INTERRUPTED"
    assert (newest["question"]["card"], newest["intentIndex"]) == ("X-9", ticket.index)
    assert check_all(ledger.directory, ledger.keys).wrong == []


async def test_a_closed_log_takes_nothing(ledger: Ledger) -> None:
    log = ledger.open()
    await log.aclose()
    await log.aclose()

    with pytest.raises(AuditUnavailable):
        await log.intent(ledger.intent())


async def test_a_log_goes_on_where_it_ended(ledger: Ledger) -> None:
    names = set()
    for day in range(4):
        ledger.at = START + timedelta(days=day)
        with ledger.log() as log:
            await ledger.ask(log)
            names.add(log.name)

    assert len(names) == 1
    assert len(segments(homes(ledger.directory)[0])) == 4
    found = check_all(ledger.directory, ledger.keys)
    assert (found.wrong, [size for size, _ in found.logs.values()]) == ([], [12])


async def test_each_process_has_a_log_and_they_witness_each_other(ledger: Ledger) -> None:
    with ledger.log() as one, ledger.log() as other:
        assert one.name != other.name
        await ledger.ask(one)
        ledger.at += timedelta(minutes=2)
        await ledger.ask(other)
        ledger.at += timedelta(minutes=2)
        await ledger.ask(one)

        assert WITNESS in kinds(one)
        assert WITNESS in kinds(other)
    with ledger.log() as again:
        assert again.name in {one.name, other.name}
    assert check_all(ledger.directory, ledger.keys).wrong == []


async def test_a_log_that_a_dead_process_left_open_is_finished_by_the_next(ledger: Ledger) -> None:
    with ledger.log() as one, ledger.log() as other:
        await one.intent(ledger.intent(card="first"))
        await other.intent(ledger.intent(card="second"))

    with ledger.log() as log:
        found = log.records(RecordQuery()).records

    assert {(each.record["outcome"], each.record["question"]["card"]) for each in found} == {
        ("INTERRUPTED", "first"),
        ("INTERRUPTED", "second"),
    }


async def test_a_new_key_is_announced_in_the_log(ledger: Ledger) -> None:
    with ledger.log() as log:
        await ledger.ask(log)
    ledger.succeed(signer(seed=2))
    with ledger.log() as log:
        await ledger.ask(log)
        query = RecordQuery(kinds=frozenset({SEGMENT}), newest_first=False)
        announced = [each.record["key"] for each in log.records(query).records]

    assert len(set(announced)) == 2
    assert check_all(ledger.directory, ledger.keys).wrong == []


async def test_the_national_algorithms_keep_a_log_of_their_own(ledger: Ledger) -> None:
    with ledger.log() as log:
        await ledger.ask(log)
    ledger.succeed(signer(SM2))
    with ledger.log() as log:
        receipt = await ledger.ask(log)

    assert receipt.head.algorithm == SM2
    assert proves(dict(receipt.as_json()), ledger.keys.public())
    assert len(homes(ledger.directory)) == 2
    assert check_all(ledger.directory, ledger.keys).wrong == []


@pytest.mark.parametrize("where", ["", "logs"])
def test_a_directory_that_cannot_be_used_is_told(ledger: Ledger, where: str) -> None:
    path = ledger.directory / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a file")

    with pytest.raises(SetupError, match="cannot be opened"):
        ledger.open()


async def test_a_mistake_in_the_writer_is_told_and_the_writer_goes_on(
    ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    class Mistaken(Disk):
        mistaken = False

        def sync(self, fd: int) -> None:
            if self.mistaken:
                raise ZeroDivisionError("a value")
            super().sync(fd)

    ledger.disk = disk = Mistaken()
    with ledger.log() as log:
        disk.mistaken = True
        with pytest.raises(AuditUnavailable) as caught:
            await log.intent(ledger.intent())
        assert "a value" not in str(caught.value.details)
        disk.mistaken = False
        await ledger.ask(log)

        assert kinds(log) == [SEGMENT, INTENT, OUTCOME]
    assert [each.getMessage() for each in caplog.records] == [
        "audit writer failed",
        "the audit log can be written again",
    ]


async def test_several_event_loops_may_ask(ledger: Ledger) -> None:
    with ledger.log() as log:
        work: Callable[[], object] = lambda: asyncio.run(ledger.ask(log, POLICE))  # noqa: E731 - passed on as it is
        await asyncio.gather(*(asyncio.to_thread(work) for _ in range(4)))

        assert kinds(log).count(OUTCOME) == 4


async def test_an_export_shows_records_and_heads_in_their_order(ledger: Ledger) -> None:
    with ledger.log() as log:
        await ledger.ask(log)
    (home,) = homes(ledger.directory)

    about, *shown = export_lines(home)
    assert about.startswith("A ")
    # A head when the log was opened, then one for each of the two records, which came one after the other.
    assert [line[0] for line in shown if line[0] != "H"] == ["R", "R", "R"]
    assert [line[0] for line in shown][-4:] == ["R", "H", "R", "H"]
