"""Vehicles that change hands, and who is seen driving them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from demo.city import identifiers, names, people
from demo.city.companies import employer
from demo.city.dice import Draw, scatter
from demo.city.feeds import Cell
from demo.city.people import Person, person, someone
from demo.city.plan import Plan

_MAKERS = ("SL", "XG", "YC", "CS")
_MODELS = ("71500", "64700", "72000", "10410", "70001", "42500")
_PLATES = 1_200_000


@dataclass(frozen=True, slots=True)
class Hand:
    """One owner in a vehicle's or a home's history: id, name, the person where it is one, and from when."""

    identity: str
    name: str
    who: Person | None
    since: date


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle with its owners, oldest first."""

    vin: str
    plate: str
    plate_type: str
    hands: tuple[Hand, ...]


def vehicle(plan: Plan, number: int) -> Vehicle:
    """Work out the vehicle of this number."""
    draw = Draw(plan.seed, "vehicle", number)
    made = draw.between(2006, min(plan.as_of.year - 1, 2025))
    vin = identifiers.vin(draw.pick(_MAKERS), draw.pick(_MODELS), made, number + 1000)
    plate, plate_type = _plate(plan, number, draw)
    first = date(made, draw.between(1, 12), draw.between(1, 28))
    owners = 1 + (draw.below(100) < 32) + (draw.below(100) < 8)
    return Vehicle(vin, plate, plate_type, hands(plan, draw, first, owners))


def _plate(plan: Plan, number: int, draw: Draw) -> tuple[str, str]:
    kind = draw.below(100)
    if kind < 14:
        return identifiers.green_plate(scatter(number, 2_000_000, plan.seed)), "52"
    if kind < 15:
        return identifiers.trailer_plate(number % 240_000), "15"
    other = {15: "01", 16: "01", 17: "01", 18: "07", 19: "07", 20: "99"}
    return identifiers.plate(scatter(number, _PLATES, plan.seed)), other.get(kind, "02")


def hands(plan: Plan, draw: Draw, first: date, owners: int) -> tuple[Hand, ...]:
    """Draw a chain of owners, each later than the one before and before the day of the city."""
    found: list[Hand] = []
    since = first
    for _ in range(owners):
        if since >= plan.as_of:
            break
        if draw.chance(0.1):
            # Leasing and haulage companies own hundreds.
            firm = employer(plan, draw)
            found.append(Hand(firm.uscc, firm.name, None, since))
        else:
            who = someone(plan, draw)
            found.append(Hand(who.identity, who.name, who, since))
        since += timedelta(days=draw.between(200, 2200))
    return tuple(found)


def vehicles(plan: Plan) -> Iterator[list[Cell]]:
    """Yield the vehicle register."""
    for number in range(plan.vehicles):
        own = vehicle(plan, number)
        draw = Draw(plan.seed, "vehicle look", number)
        last = own.hands[-1]
        status = "ADKP"[max(0, draw.below(100) - 96)]
        yield [
            own.plate, own.plate_type, own.vin, draw.pick(names.BRANDS), draw.pick(names.COLOURS), status,
            own.hands[0].since, "A" if last.who else "B", last.identity, last.name, last.since,
        ]  # fmt: skip


def transfers(plan: Plan) -> Iterator[list[Cell]]:
    """Yield each former owner of each vehicle."""
    for number in range(plan.vehicles):
        own = vehicle(plan, number)
        draw = Draw(plan.seed, "vehicle price", number)
        for before, after in zip(own.hands, own.hands[1:], strict=False):
            price = draw.between(8, 300) * 100_000
            kind = "A" if before.who else "B"
            yield [own.vin, kind, before.identity, before.name, before.since, after.since, price]


def drivers(plan: Plan) -> Iterator[list[Cell]]:
    """Yield who was seen driving: mostly the owner, now and then a spouse, a relative or a stranger."""
    for number in range(plan.vehicles):
        own = vehicle(plan, number)
        draw = Draw(plan.seed, "drivers", number)
        owner = own.hands[-1].who
        seen: dict[str, Person] = {}
        if owner and draw.chance(0.6):
            seen[owner.identity] = owner
        if owner and draw.chance(0.15):
            near = person(plan, owner.clan, draw.pick(people.ADULTS))
            seen[near.identity] = near
        if draw.chance(0.08):
            other = someone(plan, draw)
            seen[other.identity] = other
        for who in seen.values():
            last = plan.as_of - timedelta(days=draw.between(1, 400))
            yield [own.vin, who.identity, who.name, 1 + draw.skewed(120, 2), last]
