"""Budgets: each officer and agency its own, refilled by the clock, charged to both or to none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.access.quotas import Quotas
from hub.errors import BudgetExhausted


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def test_an_operation_is_charged_to_the_officer_and_the_agency() -> None:
    clock = Clock()
    quotas = Quotas(600, 1_000, now=clock)

    assert quotas.charge("court", "a", 500).as_map() == {"remaining": 100, "perMinute": 600, "fullInSeconds": 50.0}
    # Of two budgets the refusal names the one that ends first.
    assert quotas.charge("court", "b", 400).as_map() == {"remaining": 100, "perMinute": 1_000, "fullInSeconds": 54.0}
    with pytest.raises(BudgetExhausted, match="of the agency") as refused:
        quotas.charge("court", "b", 150)
    assert refused.value.details == {
        "budget": "agency",
        "units": 150,
        "remaining": 100,
        "perMinute": 1_000,
        "retryAfter": 3,
    }

    clock.now = 3.0
    assert quotas.charge("court", "b", 150).units == 0


def test_a_refused_operation_is_charged_to_nobody() -> None:
    quotas = Quotas(600, 1_000, now=Clock())
    with pytest.raises(BudgetExhausted, match="of the officer"):
        quotas.charge("court", "a", 601)

    assert quotas.charge("court", "a", 600).units == 0
    assert quotas.charge("court", "b", 400).units == 0


def test_no_agency_can_use_up_what_another_has() -> None:
    quotas = Quotas(100, 1_000, now=Clock())
    for officer in range(10):
        quotas.charge("greedy", str(officer), 100)
    with pytest.raises(BudgetExhausted):
        quotas.charge("greedy", "another", 1)

    assert quotas.charge("modest", "a", 100).units == 0


def test_the_same_card_at_two_agencies_is_two_officers() -> None:
    quotas = Quotas(100, 1_000, now=Clock())
    quotas.charge("one", "card", 100)

    assert quotas.charge("two", "card", 100).units == 0


def test_what_was_done_already_is_charged_even_below_nothing() -> None:
    clock = Clock()
    quotas = Quotas(60, 1_000, now=clock)
    quotas.debit("court", "a", 500)

    with pytest.raises(BudgetExhausted) as refused:
        quotas.charge("court", "a", 0)
    # However much it was, a minute's budget and one more make up for it.
    assert refused.value.details["retryAfter"] == 60
    assert refused.value.details["remaining"] == 0
    clock.now = 61.0
    assert quotas.charge("court", "a", 1).units == 0


def test_a_clock_that_steps_back_changes_nothing() -> None:
    clock = Clock()
    clock.now = 100.0
    quotas = Quotas(60, 1_000, now=clock)
    quotas.charge("court", "a", 60)
    clock.now = 40.0

    with pytest.raises(BudgetExhausted):
        quotas.charge("court", "a", 1)


def test_only_so_many_buckets_are_kept() -> None:
    quotas = Quotas(100, 10_000, now=Clock(), most=10)
    for officer in range(1_000):
        quotas.charge("court", str(officer), 1)

    assert len(quotas._buckets) <= 10


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(0, 120)), max_size=60))
def test_never_more_than_the_budget_and_its_refill_is_admitted(steps: list[tuple[float, int]]) -> None:
    clock = Clock()
    quotas = Quotas(100, 10**9, now=clock)
    admitted = 0
    for pause, units in steps:
        clock.now += pause
        try:
            quotas.charge("court", "a", units)
        except BudgetExhausted as refused:
            # A caller who waits as long as retryAfter says is admitted, if the operation can ever be.
            clock.now += refused.details["retryAfter"]
            if units <= 100:
                quotas.charge("court", "a", units)
                admitted += units
        else:
            admitted += units
    assert admitted <= 100 + clock.now * 100 / 60 + 1
