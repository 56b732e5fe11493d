"""Rows of the police and of civil affairs: residents, kinship, marriages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from demo.city import names, people
from demo.city.dice import Draw
from demo.city.feeds import Cell
from demo.city.people import Person, died, person, region
from demo.city.plan import CLAN, Plan

#: Kinship as the police code it, by slots of a clan, and how often the police recorded it.
_KINSHIP = (
    ("01", people.PARENTS, 0.4),
    ("02", people.SIBLINGS, 0.3),
    ("04", people.COUSINS, 0.08),
    ("03", people.GRANDPARENTS, 0.15),
    ("05", people.IN_LAWS, 0.15),
)


def residents(plan: Plan) -> Iterator[list[Cell]]:
    """Yield every person of every clan."""
    for clan in range(plan.clans):
        for slot in range(CLAN):
            who = person(plan, clan, slot)
            draw = Draw(plan.seed, "resident", clan * CLAN + slot)
            former = who.name[0] + names.given_name(draw, male=who.male) if draw.chance(0.02) else None
            home = region(plan, clan)
            sex = "1" if who.male else "2"
            yield [
                who.identity, who.name, former, sex, who.born, home, names.home(home, who.household), died(plan, who),
            ]  # fmt: skip


def kinship(plan: Plan) -> Iterator[list[Cell]]:
    """Yield the recorded kinship within the clans; one in ten comes in both directions."""
    for clan in range(plan.clans):
        draw = Draw(plan.seed, "kinship", clan)
        for code, pairs, share in _KINSHIP:
            for one, other in pairs:
                if not draw.chance(share):
                    continue
                a, b = person(plan, clan, one), person(plan, clan, other)
                yield [a.identity, a.name, b.identity, b.name, code]
                if draw.chance(0.1):
                    yield [b.identity, b.name, a.identity, a.name, code]


def marriages(plan: Plan) -> Iterator[list[Cell]]:
    """Yield the marriages of the clans' couples, some ended."""
    number = 0
    for clan in range(plan.clans):
        for index, (one, other) in enumerate(people.COUPLES):
            draw = Draw(plan.seed, "marriage", clan * len(people.COUPLES) + index)
            if not draw.chance(0.9):
                continue
            number += 1
            yield _marriage(plan, person(plan, clan, one), person(plan, clan, other), number, draw)


def _marriage(plan: Plan, man: Person, woman: Person, number: int, draw: Draw) -> list[Cell]:
    latest = plan.as_of.year - 1
    year = min(max(man.born.year, woman.born.year) + draw.between(22, 30), latest)
    since = date(year, draw.between(1, 12), draw.between(1, 28))
    ended = None
    if draw.chance(0.12) and year < latest:
        ended = date(draw.between(year + 1, latest), draw.between(1, 12), draw.between(1, 28))
    certificate = f"J{region(plan, man.clan)}-{year}-{number:06}"
    return [certificate, man.identity, man.name, woman.identity, woman.name, since, ended]
