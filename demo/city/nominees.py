"""The honours office's list of units to screen: 539, of which exactly one leader is on the list (S2-16)."""

from __future__ import annotations

from collections.abc import Iterator

from demo.city.companies import company, leader
from demo.city.feeds import Cell
from demo.city.plan import FIRST_NOMINEE, NOMINEES, Plan
from demo.city.story import HENGDA, WU

#: Where in the list the one hit stands, neither first nor last.
HIT = 318


def nominees(plan: Plan) -> Iterator[list[Cell]]:
    """Yield the list; the leaders come from slots whose people never are debtors of the crowd's cases."""
    number = FIRST_NOMINEE
    for place in range(1, NOMINEES + 1):
        if place == HIT:
            yield [place, HENGDA.name, HENGDA.identity, WU.name, WU.identity]
            continue
        unit, head = company(plan, number), leader(plan, number)
        number += 1
        yield [place, unit.name, unit.uscc, head.name, head.identity]
