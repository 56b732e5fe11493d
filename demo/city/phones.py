"""Telephone numbers, and which called which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from demo.city import identifiers, names
from demo.city.companies import company
from demo.city.dice import Draw
from demo.city.feeds import Cell
from demo.city.people import someone
from demo.city.plan import Plan

FIRST_PHONE = 1000  # below are the story's numbers


def subscribers(plan: Plan) -> Iterator[list[Cell]]:
    """Yield the numbers and in whose name they are."""
    for number in range(plan.phones):
        draw = Draw(plan.seed, "phone", number)
        carrier = draw.pick(names.CARRIERS)
        written = identifiers.phone(number + FIRST_PHONE)
        if draw.chance(0.05):
            firm = company(plan, draw.below(plan.companies))
            yield [written, "统一社会信用代码", firm.uscc, firm.name, carrier]
        else:
            who = someone(plan, draw)
            yield [written, "身份证", who.identity, who.name, carrier]


def calls(plan: Plan) -> Iterator[list[Cell]]:
    """Yield who called whom; couriers and hotlines are called by thousands."""
    for number in range(plan.phones):
        draw = Draw(plan.seed, "calls", number)
        called = {draw.skewed(plan.phones, draw.pick((1, 1, 4))) for _ in range(draw.below(3))}
        for other in sorted(called - {number}):
            last = plan.as_of - timedelta(days=draw.between(1, 90))
            own, theirs = identifiers.phone(number + FIRST_PHONE), identifiers.phone(other + FIRST_PHONE)
            yield [own, theirs, 1 + draw.skewed(60), last]
