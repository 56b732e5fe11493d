"""Expiry: what is old goes, what is left can still be proven, and nobody can pass a removal off as an expiry."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from support.audit_ledger import POLICE, START, Ledger, verified

from hub.audit.expiry import Expired, expire
from hub.audit.proofs import consistency, inclusion, proves
from hub.audit.records import EXPIRY, SEGMENT, Head
from hub.audit.search import RecordQuery, Viewer
from hub.audit.segments import homes, last_head, segments
from hub.audit.self_check import check_all
from hub.errors import AuditDamaged
from hub.support.disk import Disk
from schema.errors import InvalidArgument

YEAR = timedelta(days=365)


async def years(ledger: Ledger) -> list[Head]:
    """A log of four questions a year, for four years; heads kept on the way."""
    kept = []
    for year in range(4):
        ledger.at = START + year * YEAR
        with ledger.log() as log:
            kept += [(await ledger.ask(log)).head for _ in range(4)]
    return kept


async def expired(ledger: Ledger, before: date, retention: int = 1096, reason: str = "three years") -> list[Expired]:
    with ledger.log("operator") as log:
        return await expire(ledger.directory, log, before, ledger.at.date(), retention, reason)


def home(ledger: Ledger) -> Path:
    return next(each for each in homes(ledger.directory) if each.name.startswith("hub-"))


async def test_old_records_go_and_the_rest_is_proven(ledger: Ledger) -> None:
    kept = await years(ledger)
    receipt = inclusion(home(ledger), 2)
    ledger.at += timedelta(days=100)

    (gone,) = await expired(ledger, START.date() + timedelta(days=1))

    assert (gone.first, gone.end, gone.removed) == (0, 9, 8)
    assert check_all(ledger.directory, ledger.keys).wrong == []
    with ledger.log() as log:
        assert len(log.records(RecordQuery()).records) == 12
        assert len(log.records(RecordQuery(kinds=frozenset({SEGMENT}))).records) >= 5
        (told,) = log.records(RecordQuery(kinds=frozenset({EXPIRY}))).records
    assert (told.record["reason"], told.record["removed"]) == ("three years", 8)
    assert POLICE not in segments(home(ledger))[0].path.read_text("utf-8")
    # Heads and receipts from before the expiry still hold.
    for head in kept:
        consistency(home(ledger), head)
    assert inclusion(home(ledger), 2).leaf_hash == receipt.leaf_hash
    assert proves(dict(inclusion(home(ledger), 2).as_json()), ledger.keys.public())
    assert verified([str(ledger.export(viewer=Viewer(POLICE)))]) == (0, [])


async def test_expiring_twice_changes_nothing(ledger: Ledger) -> None:
    await years(ledger)
    ledger.at += timedelta(days=100)
    day = START.date() + timedelta(days=1)

    assert len(await expired(ledger, day)) == 1
    assert await expired(ledger, day) == []
    assert check_all(ledger.directory, ledger.keys).wrong == []


@pytest.mark.parametrize("retention", [1, 183, 1096])
async def test_nothing_goes_before_its_time(ledger: Ledger, retention: int) -> None:
    await years(ledger)
    with pytest.raises(InvalidArgument, match="kept for"):
        await expired(ledger, ledger.at.date() - timedelta(days=max(retention, 183) - 1), retention)

    assert not any(each.expired for each in segments(home(ledger)))


async def test_the_segment_that_is_written_never_goes(ledger: Ledger) -> None:
    with ledger.log() as log:
        await ledger.ask(log)
    ledger.at += 9 * YEAR

    assert await expired(ledger, ledger.at.date() - 4 * YEAR) == []


async def test_a_changed_segment_is_not_expired_away(ledger: Ledger) -> None:
    """Else a change could be hidden by letting it expire."""
    from hub.audit import line_format

    await years(ledger)
    ledger.at += timedelta(days=100)
    path = segments(home(ledger))[0].path
    text = path.read_bytes().splitlines()
    payload = line_format.payload(text[1])
    assert payload is not None
    text[1] = line_format.line(line_format.RECORD, payload.replace(b"A-017", b"A-018"))
    path.write_bytes(b"\n".join(text) + b"\n")

    with pytest.raises(AuditDamaged, match="not what the hub signed"):
        await expired(ledger, START.date() + timedelta(days=1))

    assert path.exists()


async def test_a_removal_is_no_expiry(ledger: Ledger) -> None:
    """Records that are shown as hashes of expired ones, although no expiry of them is on record."""
    await years(ledger)
    out = ledger.export()
    file = out / "logs" / f"{home(ledger).name}.log"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    at = [i for i, line in enumerate(lines) if '"kind":"outcome"' in line][1]
    lines[at] = f"X {lines[at].split(' ', 2)[1]}\n"
    file.write_text("".join(lines), "utf-8")

    code, wrong = verified([str(out)])

    assert code == 1
    assert wrong == [f"{file.stem}: 1 records (4 to 4) are gone as expired, but no expiry of them is on record"]


async def test_a_crash_between_word_and_deed(ledger: Ledger) -> None:
    """Attested and copied, not yet removed: nothing shows twice, and the next run removes it."""
    await years(ledger)
    ledger.at += timedelta(days=100)
    first = segments(home(ledger))[0]
    content = first.path.read_bytes()
    await expired(ledger, START.date() + timedelta(days=1))
    Disk().create(first.path, content)

    assert segments(home(ledger))[0].expired
    assert check_all(ledger.directory, ledger.keys).wrong == []
    await expired(ledger, START.date() + timedelta(days=1))
    assert not first.path.exists()
    assert last_head(home(ledger)) is not None
