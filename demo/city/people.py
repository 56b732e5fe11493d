"""The people: clans of twenty in eight households, each person worked out from clan and slot whenever needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from demo.city import identifiers, names
from demo.city.dice import Draw
from demo.city.plan import CLAN, Plan

HOUSEHOLDS = 8

# Serials up to 20 are for planted people; a bulk serial and the birthday together never repeat within a region.
_FIRST_SERIAL = 21
_SERIALS = 489
_DAYS = 336  # twelve months of 28 days: enough, and no birthday falls on a day that some years lack
_DAYS_EACH = 3

_MAN, _WOMAN = True, False


@dataclass(frozen=True, slots=True)
class PersonSlot:
    """A place in a clan: household, sex (None where drawn), years after the clan's eldest, whose surname."""

    household: int
    male: bool | None
    years: tuple[int, int]
    surname: str


SLOTS: tuple[PersonSlot, ...] = (
    PersonSlot(0, _MAN, (0, 0), "clan"),
    PersonSlot(0, _WOMAN, (0, 3), "own"),
    PersonSlot(1, _MAN, (22, 25), "clan"),
    PersonSlot(1, _WOMAN, (22, 27), "own"),
    PersonSlot(1, None, (48, 50), "clan"),
    PersonSlot(1, None, (56, 66), "clan"),
    PersonSlot(2, _MAN, (26, 29), "clan"),
    PersonSlot(2, _WOMAN, (26, 30), "own"),
    PersonSlot(2, None, (52, 60), "clan"),
    PersonSlot(3, _MAN, (25, 30), "in-law"),
    PersonSlot(3, _WOMAN, (24, 31), "clan"),
    PersonSlot(3, None, (55, 64), "in-law"),
    PersonSlot(4, _MAN, (45, 48), "clan"),
    PersonSlot(4, _WOMAN, (45, 50), "own"),
    PersonSlot(4, None, (72, 78), "clan"),
    PersonSlot(5, None, (51, 54), "clan"),
    PersonSlot(6, _MAN, (18, 50), "own"),
    PersonSlot(6, _WOMAN, (18, 50), "own"),
    PersonSlot(7, None, (25, 48), "lone"),
    PersonSlot(7, None, (70, 77), "lone"),
)
#: Parent and child, by slots.
PARENTS = (
    *((child, parent) for child in (2, 6, 10) for parent in (0, 1)),
    *((child, parent) for child in (4, 5, 12) for parent in (2, 3)),
    *((child, parent) for child in (8, 15) for parent in (6, 7)),
    *((child, parent) for child, pair in ((11, (9, 10)), (14, (12, 13))) for parent in pair),
    (19, 18),
)
SIBLINGS = ((2, 6), (2, 10), (6, 10), (4, 5), (4, 12), (5, 12), (8, 15))
COUSINS = (*((a, b) for a in (4, 5, 12) for b in (8, 11, 15)), (8, 11), (11, 15))
GRANDPARENTS = ((4, 0), (12, 0), (8, 1), (14, 2))
IN_LAWS = ((3, 0), (13, 2), (9, 0))
COUPLES = ((0, 1), (2, 3), (6, 7), (9, 10), (12, 13), (16, 17))
#: Adults in every clan, whatever was drawn.
ADULTS = (0, 1, 2, 3, 4, 6, 7, 9, 10, 12, 13, 15, 16, 17, 18)
#: Who leads a nominated unit is never among those who are debtors, so that the screening has exactly one hit.
LEADERS = (16, 17, 9, 10, 13, 7)
DEBTORS = (2, 3, 4, 6, 12, 15, 18)


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person."""

    identity: str
    name: str
    male: bool
    born: date
    clan: int
    slot: int

    @property
    def household(self) -> int:
        """Number of the household within the city."""
        return self.clan * HOUSEHOLDS + SLOTS[self.slot].household

    def adult_on(self, day: date) -> bool:
        """Tell whether the person is of age."""
        return (day.year - self.born.year, day.month, day.day) >= (18, self.born.month, self.born.day)


def region(plan: Plan, clan: int) -> str:
    """Return the division a clan lives in."""
    number = clan % (plan.cities * 4)
    return f"99{number // 4 + 1:02}{number % 4 + 1:02}"


@lru_cache(maxsize=20_000)
def person(plan: Plan, clan: int, slot: int) -> Person:
    """Work out one person."""
    place = SLOTS[slot]
    draw = Draw(plan.seed, "person", clan * CLAN + slot)
    male = draw.chance(0.51) if place.male is None else place.male
    year = min(_eldest(plan, clan) + draw.between(*place.years), plan.as_of.year - 1)
    born, serial = _birthday(plan, clan, slot, year, draw)
    family = _surname(plan, clan, slot, place.surname)
    name = family + names.given_name(draw, male=male)
    identity = identifiers.citizen_id(region(plan, clan), born, serial + (0 if male else 1))
    return Person(identity, name, male, born, clan, slot)


@lru_cache(maxsize=20_000)
def _eldest(plan: Plan, clan: int) -> int:
    return Draw(plan.seed, "clan", clan).between(1936, 1948)


def _birthday(plan: Plan, clan: int, slot: int, year: int, draw: Draw) -> tuple[date, int]:
    """Return a birth date and an odd serial that no one else of the region has together."""
    regions = plan.cities * 4
    turn, step = divmod(clan // regions * CLAN + slot, _SERIALS)
    # People with the same serial take turns: each turn has three days of the year to itself.
    start = Draw(plan.seed, f"days {clan % regions}", step).below(_DAYS)
    day = (start + turn * _DAYS_EACH + draw.below(_DAYS_EACH)) % _DAYS
    return date(year, day // 28 + 1, day % 28 + 1), _FIRST_SERIAL + 2 * step


def _surname(plan: Plan, clan: int, slot: int, whose: str) -> str:
    numbers = {"clan": 0, "in-law": 1, "lone": 2, "own": 10 + slot}
    return names.surname(Draw(plan.seed, "surname", clan * 40 + numbers[whose]))


def someone(plan: Plan, draw: Draw, slots: tuple[int, ...] = ADULTS, *, power: int = 1) -> Person:
    """Draw an adult; with a higher power the same few are drawn again and again."""
    clan = draw.skewed(plan.clans, power)
    # Every fifth clan is well off: it gets four in five of what is given out, and most people have little.
    if power == 1 and draw.chance(0.75):
        clan -= clan % 5
    return person(plan, clan, draw.pick(slots))


def died(plan: Plan, who: Person) -> date | None:
    """Return the day a grandparent died, for about one in five."""
    if who.slot > 1:
        return None
    draw = Draw(plan.seed, "death", who.clan * 2 + who.slot)
    return (
        date(draw.between(2019, plan.as_of.year - 1), draw.between(1, 12), draw.between(1, 28))
        if draw.chance(0.2)
        else None
    )
