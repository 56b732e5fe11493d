"""When the disk fails: the caller gets an error, nothing half-written stays, and the log continues with the disk."""

from __future__ import annotations

import asyncio
import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.audit_ledger import Ledger, run
from support.examples import examples

from hub.audit.durable_log import LogLimits
from hub.audit.records import OUTCOME, Outcome
from hub.audit.search import RecordQuery
from hub.audit.self_check import check_all
from hub.errors import AuditUnavailable
from hub.support.disk import Disk

pytestmark = pytest.mark.slow


class Flawed(Disk):
    """Fails as `plan` says: each call takes its next entry, and works when there is none left."""

    def __init__(self) -> None:
        self.plan: list[str] = []

    def write(self, fd: int, data: bytes) -> None:
        match self.plan.pop(0) if self.plan else "":
            case "full":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            case "half":
                super().write(fd, data[: len(data) // 2])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            case "sync":
                super().write(fd, data)
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().write(fd, data)

    def cut(self, fd: int, size: int) -> None:
        if self.plan and self.plan[0] == "no-cut":
            self.plan.pop(0)
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().cut(fd, size)


PLANS = st.lists(st.lists(st.sampled_from(["", "full", "half", "sync", "no-cut"]), max_size=3), max_size=12)


@given(plans=PLANS, segment=st.sampled_from([800, 3000, 100_000]), durable=st.sets(st.integers(0, 2)))
@settings(max_examples=examples(30), deadline=None)
def test_what_was_acknowledged_is_there_and_nothing_else_is_told(
    tmp_path_factory: pytest.TempPathFactory, plans: list[list[str]], segment: int, durable: set[int]
) -> None:
    disk = Flawed()
    ledger = Ledger(tmp_path_factory.mktemp("disk") / "audit", disk=disk, limits=LogLimits(segment_bytes=segment))
    intents: dict[str, int] = {}
    receipts: dict[str, str] = {}

    async def work() -> None:
        log = ledger.open()
        for plan in plans:
            disk.plan = list(plan)
            asking = (log.intent(ledger.intent(), durable=number in durable) for number in range(3))
            tickets = await asyncio.gather(*asking, return_exceptions=True)
            for ticket in tickets:
                if isinstance(ticket, BaseException):
                    assert isinstance(ticket, AuditUnavailable)
                    continue
                intents[ticket.id] = ticket.index
                try:
                    receipt = await log.outcome(ticket, Outcome(at=ledger.now(), outcome="ANSWERED"), proof=True)
                except AuditUnavailable:
                    continue
                receipts[ticket.id] = receipt.leaf_hash
        disk.plan = []
        await ledger.ask(log)
        await log.aclose()

    run(work)
    with ledger.log() as log:
        found = log.records(RecordQuery(newest_first=False, first=10_000)).records
    assert check_all(ledger.directory, ledger.keys).wrong == []
    told = {each.record["question"]["id"]: each.record for each in found if each.record["kind"] == OUTCOME}
    assert {id for id in intents if told[id]["outcome"] == "ANSWERED"} == set(receipts)
    assert all(told[id]["outcome"] == "INTERRUPTED" for id in intents.keys() - receipts.keys())
    assert {id: told[id]["intentIndex"] for id in intents} == intents


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few hundred kilobytes, where this machine lets us have one."""
    path = tmp_path / "small"
    path.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(path)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this user may not mount")
    yield path
    subprocess.run(["umount", str(path)], check=True)


async def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    ledger = Ledger(small_disk / "audit")
    log = ledger.open()
    (small_disk / "ballast").write_bytes(b"x" * 100_000)
    answered = 0

    async def until_full() -> None:
        nonlocal answered
        for _ in range(1000):
            await ledger.ask(log, entities=["e" * 22] * 40)
            answered += 1

    with pytest.raises(AuditUnavailable) as caught:
        await until_full()
    assert "No space" in str(caught.value.details["reason"])
    with pytest.raises(AuditUnavailable):
        await log.intent(ledger.intent(variables=["x" * 4000]))

    (small_disk / "ballast").unlink()
    await ledger.ask(log)
    await log.aclose()

    assert answered > 10
    found = check_all(ledger.directory, ledger.keys)
    assert found.wrong == []
    with ledger.log() as log:
        told = log.records(RecordQuery(outcome="ANSWERED", first=2000)).records
    assert len(told) == answered + 1
