"""The audit log in a backup: as of one moment while it is written, and never put back over what goes further."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from support.audit_ledger import Ledger

from hub.audit.key_succession import rotate
from hub.audit.keys import Keys
from hub.audit.segments import RESTORED, homes, last_head
from hub.audit.self_check import check_all
from hub.audit.signing import ED25519, fingerprint
from hub.backup.audit_files import BackedUpKeys, BackedUpLogs, pieces
from schema.errors import SetupError

MADE = "2026-11-30T04:00:00Z"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A log in small segments, with a dozen questions."""
    made = Ledger(tmp_path / "audit")
    with made.log() as log:
        for _ in range(12):
            asyncio.run(made.ask(log))
    return made


def put(source: Path, target: Path) -> tuple[list[str], list[str]]:
    """Take a backup of the logs of one directory into another."""
    sizes, found = pieces(source)
    assert sizes
    logs = BackedUpLogs(target)
    for piece in found:
        data = piece.path.read_bytes()[: piece.size] if piece.data is None else piece.data
        assert len(data) == piece.size
        logs.take(piece.name, iter([data]))
    return logs.finish(MADE)


def size(directory: Path) -> int:
    (home,) = homes(directory)
    head = last_head(home)
    assert head is not None
    return int(head["size"])


def test_a_log_comes_back_whole_and_is_written_no_more(ledger: Ledger, tmp_path: Path) -> None:
    there = tmp_path / "there"
    with ledger.log() as log:
        # Begun, and not ended: what is not under a head yet is not of that moment.
        asyncio.run(log.intent(ledger.intent(), durable=False))
        put_back, stayed = put(ledger.directory, there)

    assert (put_back, stayed) == ([log.name], [])
    assert check_all(there, ledger.keys).wrong == []
    assert (there / "logs" / log.name / RESTORED).exists()
    other = Ledger(there, signer=ledger.signer)
    with other.log() as again:
        asyncio.run(other.ask(again))
    assert again.name != log.name
    assert check_all(there, ledger.keys).wrong == []


def test_what_goes_further_stays(ledger: Ledger, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier"
    shutil.copytree(ledger.directory, earlier)
    with ledger.log() as log:
        asyncio.run(ledger.ask(log))
    before = size(ledger.directory)

    assert put(earlier, ledger.directory) == ([], [log.name])
    assert size(ledger.directory) == before
    # And what does not go as far is set aside, not lost.
    assert put(ledger.directory, earlier) == ([log.name], [])
    assert size(earlier) == before
    assert len(list((earlier / "replaced").iterdir())) == 1
    assert check_all(earlier, ledger.keys).wrong == []


def test_a_log_that_is_damaged_is_replaced(ledger: Ledger, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(ledger.directory, whole)
    (home,) = homes(ledger.directory)
    shutil.rmtree(home / "records")

    put_back, _ = put(whole, ledger.directory)

    assert put_back == [home.name]
    assert check_all(ledger.directory, ledger.keys).wrong == []


def files(keys: Keys) -> dict[str, bytes]:
    """The files of a directory of keys."""
    return {path.name: path.read_bytes() for path in keys.home.iterdir()}


def test_keys_come_back_and_a_later_one_stays(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "audit" / "keys")
    first = keys.signer(ED25519)
    keys.identifiers()
    given = files(keys)
    fresh = BackedUpKeys(tmp_path / "fresh", given)
    fresh.check()
    fresh.put()
    assert files(Keys(tmp_path / "fresh")).keys() == given.keys()
    assert Keys(tmp_path / "fresh").signer(ED25519).public == first.public

    _, later = rotate(tmp_path / "audit", keys, ED25519, lambda: Ledger(tmp_path).at)
    back = BackedUpKeys(keys.home, given)
    back.check()
    back.put()
    assert keys.signer(ED25519).public == later.public
    assert {fingerprint(first), fingerprint(later)} <= keys.public().keys()


@pytest.mark.parametrize("name", [f"signing-{ED25519}.key", "identifiers.key"])
def test_keys_of_another_hub_are_refused(tmp_path: Path, name: str) -> None:
    keys, others = Keys(tmp_path / "keys"), Keys(tmp_path / "others")
    for each in (keys, others):
        each.signer(ED25519)
        each.identifiers()
    mixed = files(keys)
    mixed[name] = files(others)[name]

    with pytest.raises(SetupError, match=f"holds a {name} that differs from the one in the backup"):
        BackedUpKeys(keys.home, {**files(others), **mixed}).check()
