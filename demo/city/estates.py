"""Real estate: units, their owners, and who sold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from demo.city import names, people
from demo.city.dice import Draw
from demo.city.feeds import Cell
from demo.city.people import person, region
from demo.city.plan import Plan
from demo.city.vehicles import Hand, hands

_USES = ("住宅",) * 8 + ("商铺", "车位", "办公", "工业用房")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of real estate with its owners, oldest first."""

    number: str
    place: str
    hands: tuple[Hand, ...]


def unit(plan: Plan, number: int) -> Unit:
    """Work out the unit of this number: it lies where a clan lives."""
    draw = Draw(plan.seed, "unit", number)
    clan = number % plan.clans
    place = region(plan, clan)
    first = date(draw.between(2001, plan.as_of.year - 2), draw.between(1, 12), draw.between(1, 28))
    code = (
        f"{place}{number // 100_000 + 1:03}{number % 1000:03}GB{number // 1000 % 100_000:05}F{number % 10_000:04}{1:04}"
    )
    return Unit(code, place, hands(plan, draw, first, 1 + (draw.below(100) < 28)))


def _written(day: date, place: str, number: int) -> str:
    return f"示（{day.year}）{names.district(place)[3:]}不动产权第{number + 1000:07}号"


def units(plan: Plan) -> Iterator[list[Cell]]:
    """Yield the register of real estate; one in ten homes belongs to two."""
    for number in range(plan.units):
        own = unit(plan, number)
        draw = Draw(plan.seed, "unit look", number)
        last = own.hands[-1]
        # A clan's households live at its own units first; the rest stand elsewhere.
        address = names.home(own.place, number % plan.clans * people.HOUSEHOLDS + number // plan.clans)
        use, area = draw.pick(_USES), draw.between(300, 1800) / 10
        mortgaged = "是" if draw.chance(0.3) else "否"
        owners = [(last.identity, last.name, "个人" if last.who else "单位")]
        if last.who and draw.chance(0.1):
            other = person(plan, last.who.clan, draw.pick(people.ADULTS))
            if other.identity != last.identity:
                owners.append((other.identity, other.name, "个人"))
        share = "50%" if len(owners) == 2 else None
        for identity, name, kind in owners:
            yield [
                own.number, _written(last.since, own.place, number), use, area, mortgaged, last.since,
                address, own.place, kind, identity, name, share, last.since,
            ]  # fmt: skip


def transfers(plan: Plan) -> Iterator[list[Cell]]:
    """Yield each former owner of each unit."""
    for number in range(plan.units):
        own = unit(plan, number)
        draw = Draw(plan.seed, "unit price", number)
        for before, after in zip(own.hands, own.hands[1:], strict=False):
            kind = "个人" if before.who else "单位"
            price = draw.between(150, 4000) * 100_000
            yield [own.number, kind, before.identity, before.name, before.since, after.since, price]
