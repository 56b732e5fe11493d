"""Killed at any point: what was acknowledged is whole, what was not was never answered, and the log says so."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.audit_ledger import Ledger

from hub.audit.export import export_lines
from hub.audit.proofs import inclusion
from hub.audit.records import INTENT, OUTCOME
from hub.audit.search import RecordQuery
from hub.audit.segments import homes
from hub.audit.self_check import check_all

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
KINDS = frozenset({INTENT, OUTCOME})
Crash = Callable[[Path, Path, int, int | str, str, int], int]


@pytest.fixture(scope="module")
def crash() -> Iterator[Crash]:
    """Runs a writer to its death; answers the signal that ended it."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE.parents[2])])}
    process = subprocess.Popen(
        [sys.executable, str(HERE / "dying_writer_process.py")],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def run(directory: Path, acknowledged: Path, seed: int, operation: int | str, stage: str, microseconds: int) -> int:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{directory} {acknowledged} {seed} {operation} {stage} {microseconds}\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    yield run
    process.stdin.close()
    process.wait(20)
    process.stdout.close()


def examine(ledger: Ledger, acknowledged: Path) -> int:
    """Open what the dead left and hold it against what they had acknowledged; answers how much that was."""
    with ledger.log() as log:
        found = log.records(RecordQuery(kinds=KINDS, newest_first=False, first=100_000)).records
    assert check_all(ledger.directory, ledger.keys).wrong == []
    by_place = {(each.log, each.index): each.record for each in found}
    lines = acknowledged.read_text().splitlines() if acknowledged.exists() else []
    for line in lines:
        kind, question, name, index, leaf = line.split()
        record = by_place[name, int(index)]
        assert (record["kind"], record["question"]["id"]) == (INTENT if kind == "I" else OUTCOME, question)
        if kind == "O":
            assert inclusion(ledger.directory / "logs" / name, int(index)).leaf_hash == leaf
            assert record["outcome"] == "ANSWERED"
    asked = [each.index for each in found if each.record["kind"] == INTENT]
    ended = [each.record["intentIndex"] for each in found if each.record["kind"] == OUTCOME]
    assert sorted(asked) == sorted(ended)
    return len(lines)


@pytest.mark.parametrize("stage", ["before", "0.01", "0.5", "0.999", "1", "after"])
def test_killed_at_each_step_of_writing(crash: Crash, tmp_path: Path, stage: str) -> None:
    dice = random.Random(stage)  # noqa: S311 - the same every time
    # Those with a plus sign are counted from the first acknowledgement: how soon it comes depends on the system.
    for case, operation in enumerate((1, 2, 3, 4, 5, 6, 7, dice.randrange(8, 20), "+1", f"+{dice.randrange(2, 9)}")):
        ledger = Ledger(tmp_path / str(case) / "audit")
        note = tmp_path / f"{case}.acknowledged"
        assert crash(ledger.directory, note, case, operation, stage, 0) == signal.SIGKILL
        acknowledged = examine(ledger, note)
        assert acknowledged or isinstance(operation, int)


def test_killed_at_any_moment(crash: Crash, tmp_path: Path) -> None:
    """One log that dies over and over, and goes on each time."""
    dice = random.Random(7)  # noqa: S311 - the same every time
    ledger = Ledger(tmp_path / "audit")
    killed = 0
    for case in range(25):
        note = tmp_path / f"{case}.acknowledged"
        killed += crash(ledger.directory, note, case, 0, "-", dice.randrange(2_000, 40_000)) != 0
        examine(ledger, note)
    assert killed > 5
    assert check_all(ledger.directory, ledger.keys).wrong == []
    (home,) = homes(ledger.directory)
    assert sum(line[0] == "H" for line in export_lines(home)) > 25
