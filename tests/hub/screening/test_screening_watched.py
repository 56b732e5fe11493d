"""Screening has a budget of its own, and who tries out numbers is noticed without anybody being named."""

from __future__ import annotations

import logging
from datetime import date

import pytest

from hub.access.callers import Bearer
from hub.access.quotas import UNLIMITED, Quotas
from hub.capabilities.screening.watch import LEAST, Watch
from hub.errors import BudgetExhausted
from hub.operations.charging import charge, charge_reading, weigh
from hub.operations.protection import SUBJECTS, Protection
from hub.questions.cost import Price
from hub.questions.root_costs import subjects_of

DAY = date(2026, 11, 30)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def found(subjects: int, hit: int) -> dict[str, int]:
    return {"subjects": subjects, "hit": hit, "noHit": subjects - hit, "uncertain": 0, "invalid": 0}


def test_subjects_are_counted_however_they_are_written() -> None:
    assert subjects_of({"subjects": [{}, {}, {}]}) == 3
    assert subjects_of({"subjects": "one"}) == 1
    assert subjects_of({}) == 0


def test_a_day_has_so_many_subjects_and_no_more() -> None:
    clock = Clock()
    subjects = Quotas(100, 150, seconds=86_400, what=SUBJECTS, now=clock)
    protection, price = (
        Protection(quotas=UNLIMITED, subjects=subjects, log_bytes=UNLIMITED),
        Price(10, "a", 0, subjects=60),
    )
    bearer, other = Bearer("BANK", "1", "赵明"), Bearer("BANK", "2", "赵明")

    charge(protection, bearer, price)
    # What is charged again for the same question is not counted again.
    charge(protection, bearer, price, paid=10, screened=60)
    with pytest.raises(BudgetExhausted) as officer:
        charge(protection, bearer, price)
    assert (officer.value.details["budget"], officer.value.details["of"]) == ("officer", SUBJECTS)
    charge(protection, other, price)
    with pytest.raises(BudgetExhausted, match="of the agency"):
        charge(protection, other, Price(10, "a", 0, subjects=31))
    # Who asks for nobody goes on.
    charge(protection, bearer, Price(10, "a", 0))
    clock.now += 86_400
    charge(protection, bearer, price)


def test_no_agency_fills_the_disk_of_the_log_for_the_others() -> None:
    shares = Quotas(10_000, 10_000, seconds=86_400, what="bytes", now=Clock())
    protection = Protection(quotas=UNLIMITED, log_bytes=shares)
    greedy, modest = Bearer("BANK", "1", "赵明"), Bearer("COURT", "2", "赵明")

    charge_reading(protection, greedy)
    weigh(protection, greedy, 3_700_000)

    with pytest.raises(BudgetExhausted):
        charge_reading(protection, greedy)
    with pytest.raises(BudgetExhausted):
        charge_reading(protection, Bearer("BANK", "another", "赵明"))
    charge_reading(protection, modest)


def test_who_finds_hardly_anybody_is_noticed_once_a_day(caplog: pytest.LogCaptureFixture) -> None:
    watch = Watch()
    with caplog.at_level(logging.WARNING, "hub.capabilities.screening"):
        for _ in range(3):
            watch.note("9901YH", found(LEAST, 2), DAY)
            watch.note("9901YD", found(LEAST, 100), DAY)
        watch.note("9901YH", found(LEAST // 2, 0), date(2026, 12, 1))

    (told,) = caplog.records
    assert (told.agency, told.subjects, told.hits) == ("9901YH", LEAST, 2)  # type: ignore[attr-defined]  # its extras
    assert watch.alarms == 1
    assert watch.outcomes["hit"] == 306
