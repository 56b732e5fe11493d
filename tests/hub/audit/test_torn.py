"""A torn end is set aside and reported; any other difference from what was signed is refused, never repaired."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.audit_ledger import Ledger, run
from support.examples import examples

from hub.audit.durable_log import LogLimits
from hub.audit.records import OUTCOME, RECOVERED, SEGMENT
from hub.audit.search import RecordQuery
from hub.audit.segments import TORN, TREE, homes, segments
from hub.audit.self_check import check_all
from hub.errors import AuditDamaged

QUESTIONS = 5


def begun(directory: Path) -> tuple[Ledger, Path, list[int]]:
    """A closed log, its one segment, and where each of its batches ends."""
    ledger = Ledger(directory, limits=LogLimits())

    async def work() -> None:
        with ledger.log() as log:
            for _ in range(QUESTIONS):
                await ledger.ask(log)

    run(work)
    (segment,) = segments(homes(directory)[0])
    ends, at = [], 0
    for line in segment.path.read_bytes().splitlines(keepends=True):
        at += len(line)
        if line.startswith(b"H "):
            ends.append(at)
    return ledger, segment.path, ends


def count(ledger: Ledger, kind: str) -> int:
    with ledger.log() as log:
        return len(log.records(RecordQuery(kinds=frozenset({kind}))).records)


@pytest.mark.slow
@given(share=st.floats(0, 1, exclude_max=True), zeros=st.booleans())
@settings(max_examples=examples(25), deadline=None)
def test_a_torn_last_batch(tmp_path_factory: pytest.TempPathFactory, share: float, zeros: bool) -> None:
    """Cut anywhere, or with the rest still blank, as a power cut leaves it."""
    ledger, path, ends = begun(tmp_path_factory.mktemp("torn") / "audit")
    data = path.read_bytes()
    start, end = ends[-2], ends[-1]
    cut = start + int((end - start) * share)
    path.write_bytes(data[:cut] + (bytes(end - cut) if zeros else b""))

    outcomes = count(ledger, OUTCOME)

    # The last batch is the outcome of the last question: whole, or written again because it is not known.
    assert outcomes == QUESTIONS
    assert check_all(ledger.directory, ledger.keys).wrong == []
    torn = list((homes(ledger.directory)[0] / TORN).glob("*"))
    assert len(torn) == count(ledger, RECOVERED) == int(path.read_bytes()[:cut][-1:] != b"\n" or zeros)
    if torn:
        assert (data[:cut] + bytes(end - cut)).endswith(torn[0].read_bytes()) or data[:cut].endswith(
            torn[0].read_bytes()
        )


@pytest.mark.slow
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
@settings(max_examples=examples(25), deadline=None)
def test_damage_before_the_last_batch_is_refused(
    tmp_path_factory: pytest.TempPathFactory, place: float, flip: int
) -> None:
    ledger, path, ends = begun(tmp_path_factory.mktemp("torn") / "audit")
    data = bytearray(path.read_bytes())
    data[int(ends[-2] * place)] ^= flip
    path.write_bytes(data)

    with pytest.raises(AuditDamaged):
        ledger.open()

    assert path.read_bytes() == data
    assert check_all(ledger.directory, ledger.keys).wrong


def test_a_segment_that_was_only_begun_is_begun_anew(tmp_path: Path) -> None:
    ledger, path, ends = begun(tmp_path / "audit")
    path.write_bytes(path.read_bytes()[: ends[0] // 2])
    (homes(ledger.directory)[0] / TREE).unlink()

    assert count(ledger, OUTCOME) == 0
    assert count(ledger, SEGMENT) == 1
    assert check_all(ledger.directory, ledger.keys).wrong == []


@pytest.mark.parametrize("left", [0, 7, 32 * 4, 32 * 4 + 5])
def test_a_lost_file_of_hashes_is_made_again(tmp_path: Path, left: int) -> None:
    ledger, _, _ = begun(tmp_path / "audit")
    tree = homes(ledger.directory)[0] / TREE
    tree.write_bytes(tree.read_bytes()[:left])

    assert count(ledger, OUTCOME) == QUESTIONS
    assert check_all(ledger.directory, ledger.keys).wrong == []


def test_a_log_with_another_record_of_good_form_is_refused(tmp_path: Path) -> None:
    """Checksums show accidents; an attacker can make them fit, but not the signed head."""
    from hub.audit import line_format

    ledger, path, _ = begun(tmp_path / "audit")
    made = []
    for line in path.read_bytes().splitlines():
        payload = line_format.payload(line)
        assert payload is not None
        made.append(line_format.line(line[:1], payload.replace(b'"card":"\xe7\xa4\xba0102-A-017"', b'"card":"X"')))
    path.write_bytes(b"".join(made))

    with pytest.raises(AuditDamaged, match="signed head covers"):
        ledger.open()
    assert any("record 1 was changed" in each for each in check_all(ledger.directory, ledger.keys).wrong)
