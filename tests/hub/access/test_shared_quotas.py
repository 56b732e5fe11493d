"""Budgets that processes share: charged together, exactly, and whole whatever becomes of a process."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.access.quotas import Quotas
from hub.access.shared_quotas import PLACES, SharedQuotas
from hub.errors import BudgetExhausted

AGENCY, CARD = "示0102", "示0102-A-017"
SIZE = 1_000


class Clock:
    """A clock that a test moves; never at nought, as no machine's is."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def outcome(quotas: Quotas, agency: str, card: str, units: int) -> object:
    """What came of a charge."""
    try:
        return quotas.charge(agency, card, units)
    except BudgetExhausted as problem:
        return problem.details


STEP = st.tuples(
    st.sampled_from(["charge", "debit"]),
    st.sampled_from(["示01", "示02"]),
    st.sampled_from(["a", "b"]),
    st.integers(0, 700),
    st.floats(0, 90),
)


@given(st.lists(STEP, max_size=40))
def test_in_one_process_they_are_as_others(steps: list[tuple[str, str, str, int, float]]) -> None:
    clock = Clock()
    plain, shared = Quotas(SIZE, 2 * SIZE, now=clock), SharedQuotas(SIZE, 2 * SIZE, now=clock, rows=64)
    for what, agency, card, units, seconds in steps:
        clock.at += seconds
        if what == "charge":
            assert outcome(shared, agency, card, units) == outcome(plain, agency, card, units)
        else:
            plain.debit(agency, card, units)
            shared.debit(agency, card, units)


def test_processes_together_take_what_there_is_and_no_more() -> None:
    clock = Clock()
    quotas = SharedQuotas(SIZE, 10 * SIZE, now=clock)
    pids = [_forked(lambda: _take_all(quotas)) for _ in range(4)]
    taken = sum(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids)

    assert taken == SIZE // 10
    with pytest.raises(BudgetExhausted):
        quotas.charge(AGENCY, CARD, 10)
    clock.at += 6
    assert quotas.charge(AGENCY, CARD, 10).units == 90


def _take_all(quotas: SharedQuotas) -> int:
    taken = 0
    while True:
        try:
            quotas.charge(AGENCY, CARD, 10)
        except BudgetExhausted:
            return taken
        taken += 1


def test_a_process_that_dies_in_the_midst_leaves_them_usable() -> None:
    quotas = SharedQuotas(SIZE, SIZE)

    def die() -> int:
        with quotas._shared_buckets(AGENCY, CARD):
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    _, status = os.waitpid(_forked(die), 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    assert quotas.charge(AGENCY, CARD, SIZE).units == 0


def test_a_full_row_gives_away_the_place_used_longest_ago() -> None:
    clock = Clock()
    quotas = SharedQuotas(SIZE, 100 * SIZE, now=clock, rows=1)
    for number in range(PLACES - 1):
        clock.at += 0.001
        quotas.charge(AGENCY, str(number), SIZE)
    quotas.charge(AGENCY, "another", SIZE)

    assert quotas.charge(AGENCY, "0", SIZE).units == 0
    with pytest.raises(BudgetExhausted):
        quotas.charge(AGENCY, "another", SIZE)


def _forked(work: object) -> int:
    pid = os.fork()
    if pid == 0:
        code = 255
        try:
            code = work()  # type: ignore[operator]  # what the test gave
        finally:
            os._exit(code)
    return pid
