"""The power fails: what was synced is there, of the rest any part; nobody was answered whose records are gone."""

from __future__ import annotations

import asyncio
import os
import shutil
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.audit_ledger import Ledger, run
from support.examples import examples

from hub.audit.durable_log import LogLimits
from hub.audit.records import INTENT, OUTCOME, Outcome, Receipt
from hub.audit.search import RecordQuery
from hub.audit.segments import homes, segments
from hub.audit.self_check import check_all
from hub.support.disk import Disk

#: What a disk writes as a whole or not at all.
SECTOR = 512


@dataclass
class Observed(Disk):
    """A disk that knows how far each file is safe."""

    safe: dict[int, int] = field(default_factory=dict)

    def sync(self, fd: int) -> None:
        super().sync(fd)
        status = os.fstat(fd)
        self.safe[status.st_ino] = status.st_size


@given(
    steps=st.lists(st.sampled_from(["read", "read", "change", "answer", "answer"]), min_size=1, max_size=20),
    segment=st.sampled_from([1500, 100_000]),
    length=st.floats(0, 1),
    lost=st.sets(st.integers(0, 12)),
)
@settings(max_examples=examples(60), deadline=None)
def test_what_was_answered_is_there_after_a_power_cut(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], segment: int, length: float, lost: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("power")
    disk = Observed()
    ledger = Ledger(folder / "audit", disk=disk, limits=LogLimits(segment_bytes=segment))
    changes: dict[str, int] = {}
    answers: list[Receipt] = []

    async def work() -> None:
        log = ledger.open()
        waiting = []
        for step in steps:
            if step == "answer" and waiting:
                ticket = waiting.pop(0)
                answers.append(await log.outcome(ticket, Outcome(at=ledger.now(), outcome="ANSWERED")))
            elif step != "answer":
                ticket = await log.intent(ledger.intent(variables=["x" * 300]), durable=step == "change")
                waiting.append(ticket)
                if step == "change":
                    changes[ticket.id] = ticket.index
        shutil.copytree(ledger.directory, folder / "after" / "audit")
        await asyncio.sleep(0)
        log.close()

    run(work)
    found = Ledger(folder / "after" / "audit", at=ledger.at, limits=ledger.limits)
    (home,) = homes(ledger.directory)
    for whole in segments(home):
        cut = found.directory / whole.path.relative_to(ledger.directory)
        if cut.exists():
            cut.write_bytes(left(cut.read_bytes(), disk.safe.get(whole.path.stat().st_ino, 0), length, lost))

    with found.log() as log:
        told = log.records(RecordQuery(kinds=frozenset({INTENT, OUTCOME}), newest_first=False, first=1000)).records
    assert check_all(found.directory, found.keys).wrong == []
    outcomes = {each.index: each.record for each in told if each.record["kind"] == OUTCOME}
    intents = {each.index: each.record for each in told if each.record["kind"] == INTENT}
    for receipt in answers:
        record = outcomes[receipt.index]
        assert (record["outcome"], record["question"]["id"]) == ("ANSWERED", receipt.intent)
        assert intents[record["intentIndex"]]["question"]["id"] == receipt.intent
    assert {name: index for name, index in changes.items() if intents[index]["question"]["id"] == name} == changes
    assert sorted(each["intentIndex"] for each in outcomes.values()) == sorted(intents)


def left(data: bytes, safe: int, length: float, lost: set[int]) -> bytes:
    """What a disk may have of a file: all that is safe, and of the rest a part of its length without some sectors."""
    kept = bytearray(data[: safe + int((len(data) - safe) * length)])
    for number in lost:
        begin = max(safe, (safe // SECTOR + number) * SECTOR)
        end = min(len(kept), (safe // SECTOR + number + 1) * SECTOR)
        kept[begin:end] = bytes(max(0, end - begin))
    return bytes(kept)


def test_a_disk_is_cut_only_behind_what_is_safe() -> None:
    data = b"x" * 2000

    assert left(data, 700, 1, {0, 2}) == b"x" * 700 + bytes(324) + b"x" * 512 + b"\0" * 464
    assert left(data, 2000, 0, {0, 1, 2, 3}) == data
