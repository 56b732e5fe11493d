"""The hub's own check: what somebody with the run of the disk, but not of the keys, did to it."""

from __future__ import annotations

import asyncio
import io
import shutil
from collections.abc import Iterable
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from support.audit_ledger import Ledger, verified

from hub.audit import export as exporting
from hub.audit import proofs, verify_standalone
from hub.audit.log import AuditLog
from hub.audit.proofs import consistency, inclusion, snapshot
from hub.audit.records import Head
from hub.audit.segments import TREE, homes, last_head, segments
from hub.audit.self_check import check_all
from hub.audit.signing import verify
from hub.audit.verify_standalone import Check
from hub.errors import AuditDamaged
from schema.errors import NotFound


async def pair(ledger: Ledger) -> tuple[AuditLog, AuditLog]:
    """Two processes' logs, closed, in which each saw the other grow."""
    with ledger.log() as one, ledger.log() as other:
        for _ in range(3):
            for log in (one, other):
                ledger.at += timedelta(minutes=2)
                await ledger.ask(log)
    return one, other


def wrong(ledger: Ledger) -> list[str]:
    return check_all(ledger.directory, ledger.keys).wrong


async def test_a_log_that_was_put_back_contradicts_its_sibling(ledger: Ledger) -> None:
    with ledger.log() as one, ledger.log() as other:
        await ledger.ask(one)
        home = ledger.directory / "logs" / one.name
        shutil.copytree(home, ledger.directory.parent / "earlier")
        await ledger.ask(one)
        ledger.at += timedelta(minutes=2)
        await ledger.ask(other)
    shutil.rmtree(home)
    shutil.copytree(ledger.directory.parent / "earlier", home)

    (told,) = wrong(ledger)

    assert told.startswith(f"{one.name}: records 3 to 4 were removed: the witness in {other.name}")


async def test_a_log_that_went_back_and_on_is_a_split_view(ledger: Ledger) -> None:
    """The hub itself writes on from an old copy: every signature is good, and the sibling knows."""
    with ledger.log() as one, ledger.log() as other:
        await ledger.ask(one)
        home = ledger.directory / "logs" / one.name
        shutil.copytree(home, ledger.directory.parent / "earlier")
        await ledger.ask(one)
        kept = last_head(home)
        ledger.at += timedelta(minutes=2)
        await ledger.ask(other)
    assert kept is not None
    shutil.rmtree(home)
    shutil.copytree(ledger.directory.parent / "earlier", home)
    with ledger.log() as first, ledger.log() as second:
        again = first if first.name == one.name else second
        for _ in range(3):
            await ledger.ask(again, card="another history")

    assert any("split view: the witness in" in each for each in wrong(ledger))
    with pytest.raises(AuditDamaged, match="split view"):
        consistency(home, Head.of(kept))
    check = Check(ledger.keys.public(), signed=verify)
    check.head("the kept head", kept)
    assert any("split view: the kept head" in each for each in check_all(ledger.directory, ledger.keys, check).wrong)


async def test_a_missing_log_is_missed(ledger: Ledger) -> None:
    one, _ = await pair(ledger)
    shutil.rmtree(ledger.directory / "logs" / one.name)

    assert wrong(ledger) == [f"{one.name}: the whole log is missing, but somebody holds a signed head of it"]


async def test_a_changed_file_of_hashes(ledger: Ledger) -> None:
    await pair(ledger)
    tree = homes(ledger.directory)[0] / TREE
    data = bytearray(tree.read_bytes())
    data[32 * 2 + 5] ^= 1
    tree.write_bytes(data)

    assert any("its file of hashes does not fit" in each or "was changed" in each for each in wrong(ledger))


async def test_a_removed_segment(ledger: Ledger) -> None:
    with ledger.log() as log:
        for _ in range(20):
            await ledger.ask(log)
    (home,) = homes(ledger.directory)
    segments(home)[1].path.unlink()

    assert any("was removed" in each or "were removed" in each for each in wrong(ledger))


async def test_without_the_keys_nothing_counts_as_signed(ledger: Ledger) -> None:
    await pair(ledger)

    found = check_all(ledger.directory, ledger.keys, Check({}, signed=verify))

    assert any("does not bear a signature" in each for each in found.wrong)


def test_a_log_that_is_written_meanwhile_is_not_accused(ledger: Ledger) -> None:
    """Records are read first and hashes afterwards, and the hub answers in between."""

    class Beside(Check):
        def log(self, name: str, lines: Iterable[str]) -> None:
            super().log(name, lines)
            asyncio.run(ledger.ask(log))

    with ledger.log() as log:
        asyncio.run(ledger.ask(log))
        found = check_all(ledger.directory, ledger.keys, Beside(ledger.keys.public(), signed=verify))

    assert found.wrong == []
    assert found.logs == {log.name: (3, ANY)}


def test_hashes_that_come_after_their_head_are_waited_for(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    with ledger.log() as log:
        asyncio.run(ledger.ask(log))
    tree = ledger.directory / "logs" / log.name / TREE
    whole = tree.read_bytes()
    tree.write_bytes(whole[:32])
    monkeypatch.setattr(proofs.time, "sleep", lambda _: tree.write_bytes(whole))

    assert wrong(ledger) == []


def test_logs_that_are_written_meanwhile_are_exported_as_of_one_moment(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log whose head is taken later bears witness of what its sibling wrote meanwhile."""
    with ledger.log() as one, ledger.log() as other:
        first, second = sorted((one, other), key=lambda log: log.name)
        for log in (first, second):
            asyncio.run(ledger.ask(log))
        waiting = [True]

        def writing_meanwhile(home: Path) -> dict[str, Any] | None:
            found = last_head(home)
            if home.name == first.name and waiting.pop():
                waiting.append(False)
                asyncio.run(ledger.ask(first))
                ledger.at += timedelta(minutes=2)
                asyncio.run(ledger.ask(second))
            elif home.name == first.name:
                waiting.append(False)
            return found

        monkeypatch.setattr(exporting, "last_head", writing_meanwhile)
        out = ledger.export()

    assert verified([str(out)]) == (0, [])


async def test_a_clock_that_was_set_back_is_told(ledger: Ledger) -> None:
    with ledger.log() as log:
        await ledger.ask(log)
        ledger.at -= timedelta(days=5)
        await ledger.ask(log)
        ledger.at -= timedelta(seconds=20)
        await ledger.ask(log)
    out = ledger.export()
    found = check_all(ledger.directory, ledger.keys)

    assert found.wrong == []
    (told,) = found.clocks
    assert told.startswith(f"{log.name}: the clock went back: the head of size ")
    said = io.StringIO()
    with redirect_stdout(said):
        assert verify_standalone.main([str(out)]) == 1
    assert f"CLOCK  {told}\n" in said.getvalue()
    assert "OK" not in said.getvalue()


async def test_proofs_of_what_is_not_there(ledger: Ledger) -> None:
    with ledger.log() as log:
        await ledger.ask(log)
    (home,) = homes(ledger.directory)

    for index in (-1, 3):
        with pytest.raises(NotFound):
            inclusion(home, index)
    with pytest.raises(NotFound), snapshot(Path(home.parent / "nowhere")):
        pass
