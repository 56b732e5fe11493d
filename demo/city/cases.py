"""Enforcement cases over eight years, with listings and clues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from demo.city import people
from demo.city.companies import debtor, employer, kind_of
from demo.city.dice import Draw
from demo.city.feeds import CityRecord
from demo.city.identifiers import case_number
from demo.city.people import person, someone
from demo.city.plan import Plan
from demo.city.register import BANKS, JUDGES_PER_COURT, Officer, courts, judge
from demo.city.writing import yuan

YEARS = 8
_FIRST_SERIAL = 2001  # below are the story's and the planted cases
_CAUSES = (
    "民间借贷纠纷",
    "金融借款合同纠纷",
    "买卖合同纠纷",
    "机动车交通事故责任纠纷",
    "劳动争议",
    "房屋租赁合同纠纷",
    "建设工程施工合同纠纷",
    "离婚纠纷",
    "追索劳动报酬纠纷",
    "物业服务合同纠纷",
)
_CLOSED = ("执行完毕", "执行完毕", "终本", "终本", "执行和解", "终结执行")
_GROUNDS = ("G1", "G1", "G1", "G4", "G5", "G3", "G2", "G6")

Parties = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Case:
    """A case as the other court files need it."""

    number: str
    court: str
    filed: date
    closed: date | None
    status: str
    debtors: Parties


def case(plan: Plan, number: int) -> Case:
    """Work out the case of this number."""
    draw = Draw(plan.seed, "case", number)
    offices = courts(plan.cities)
    turn, place = divmod(number, len(offices))
    serial, years_ago = divmod(turn, YEARS)
    year = plan.as_of.year - years_ago
    filed = date(year, 1, 4) + timedelta(days=draw.below(355 if years_ago else plan.as_of.timetuple().tm_yday - 5))
    status, closed = "在执", None
    if draw.chance(0.85 if years_ago else 0.3):
        closed = min(filed + timedelta(days=draw.between(20, 300)), plan.as_of)
        status = draw.pick(_CLOSED)
    kind = "执恢" if draw.chance(0.08) else "执"
    written = case_number(year, offices[place], kind, serial + _FIRST_SERIAL)
    return Case(written, offices[place], filed, closed, status, _debtors(plan, draw))


def _debtors(plan: Plan, draw: Draw) -> Parties:
    if draw.chance(0.3):
        firm = debtor(plan, draw)
        found = {firm.uscc: firm.name}
    else:
        # The same people owe again and again.
        who = someone(plan, draw, people.DEBTORS, power=2)
        found = {who.identity: who.name}
        if draw.chance(0.25):
            near = person(plan, who.clan, draw.pick(people.DEBTORS))
            found[near.identity] = near.name
    if draw.chance(0.06):
        other = debtor(plan, draw)
        found[other.uscc] = other.name
    return list(found.items())


def record(
    number: str,
    filed: date,
    *,
    claim: int,
    debtors: Parties,
    creditors: Parties,
    guarantors: Parties | None = None,
    cause: str = "民间借贷纠纷",
    kind: str = "首次执行",
    status: str = "在执",
    paid: int = 0,
    closed: date | None = None,
    livelihood: bool = False,
    handler: Officer | None = None,
) -> CityRecord:
    """Return one line of the courts' case file; amounts in fen, parties as pairs of id and name."""

    def roles(parties: Parties, *, joint: bool) -> list[CityRecord]:
        return [
            {"type": kind_of(identity), "name": name, "id": identity, "amount": yuan(claim), "joint": joint}
            for identity, name in parties
        ]

    year, court = number[1:5], number[6:].split("执")[0]
    serial = "".join(sign for sign in number.split("执")[1] if sign.isdigit())
    return {
        "caseNumber": number,
        "kind": kind,
        "court": court,
        "cause": cause,
        "titleNumber": f"（{year}）{court}民初{int(serial) * 3 + 17}号",
        "claimAmount": yuan(claim),
        "paidAmount": yuan(paid),
        "filedAt": filed,
        "closedAt": closed,
        "status": status,
        "livelihood": livelihood,
        "handler": {"card": handler.card, "name": handler.name, "post": handler.zh} if handler else None,
        "debtors": roles(debtors, joint=len(debtors) > 1),
        "creditors": roles(creditors, joint=False),
        "guarantors": roles(guarantors or [], joint=True),
    }


def cases(plan: Plan) -> Iterator[CityRecord]:
    """Yield the case file."""
    for number in range(plan.cases):
        own = case(plan, number)
        draw = Draw(plan.seed, "case file", number)
        claim = 100_000 + draw.skewed(500_000_000, 5)
        paid = claim if own.status == "执行完毕" else (draw.below(claim) if draw.chance(0.3) else 0)
        cause = draw.pick(_CAUSES)
        creditors = _creditors(plan, draw, {identity for identity, _ in own.debtors})
        guarantors: Parties = []
        if draw.chance(0.08):
            who = someone(plan, draw, people.LEADERS)
            guarantors = [(who.identity, who.name)]
        yield record(
            own.number,
            own.filed,
            claim=claim,
            debtors=own.debtors,
            creditors=creditors,
            guarantors=guarantors,
            cause=cause,
            kind="恢复执行" if "执恢" in own.number else "首次执行",
            status=own.status,
            paid=paid,
            closed=own.closed,
            livelihood=cause in ("劳动争议", "追索劳动报酬纠纷"),
            handler=judge(plan.seed, own.court, draw.below(JUDGES_PER_COURT)) if draw.chance(0.97) else None,
        )


def _creditors(plan: Plan, draw: Draw, debtors: set[str]) -> Parties:
    kind = draw.below(100)
    if kind < 35:
        bank = BANKS[draw.skewed(len(BANKS), 2)]
        return [(bank.code, bank.name)]
    if kind < 55:
        firm = employer(plan, draw)
        found = {firm.uscc: firm.name}
    else:
        found = {}
        for _ in range(6 if draw.chance(0.02) else 1):
            who = someone(plan, draw)
            found[who.identity] = who.name
    kept = [(identity, name) for identity, name in found.items() if identity not in debtors]
    return kept or [(BANKS[0].code, BANKS[0].name)]


def listings(plan: Plan) -> Iterator[CityRecord]:
    """Yield dishonesty entries: one open or unsatisfied case in four brings its first debtor onto the list."""
    for number in range(plan.cases):
        own = case(plan, number)
        draw = Draw(plan.seed, "listing", number)
        if own.status not in ("在执", "终本") or not draw.chance(0.25):
            continue
        identity, name = own.debtors[0]
        ground = draw.pick(_GROUNDS)
        listed = min(own.filed + timedelta(days=draw.between(20, 200)), plan.as_of)
        ends = None if ground == "G1" else listed.replace(day=1, year=listed.year + 2)
        deleted = draw.chance(0.2)
        yield listing(f"SX-{own.number}", own.number, (identity, name), ground, listed, ends=ends, deleted=deleted)


def listing(
    entry: str,
    number: str,
    who: tuple[str, str],
    ground: str,
    listed: date,
    *,
    ends: date | None = None,
    deleted: bool = False,
) -> CityRecord:
    """Return one entry on the list of dishonest debtors."""
    return {
        "entryNo": entry,
        "caseNumber": number,
        "type": kind_of(who[0]),
        "id": who[0],
        "name": who[1],
        "ground": ground,
        "status": "已删除" if deleted else "已纳入",
        "listedAt": listed,
        "termEndsAt": ends,
    }


_STATEMENTS = (
    "有人看见其驾驶一辆未登记在其名下的车辆",
    "其将店铺出租并收取现金租金",
    "其以亲属名义持有公司股份",
    "其常住外地亲属家中",
)


def clues(plan: Plan) -> Iterator[CityRecord]:
    """Yield property clues in one case of twenty."""
    for number in range(plan.cases):
        draw = Draw(plan.seed, "clue", number)
        if not draw.chance(0.05):
            continue
        own = case(plan, number)
        received = min(own.filed + timedelta(days=draw.between(5, 300)), plan.as_of)
        outcome = draw.pick(("待核实", "属实", "不属实"))
        yield clue(f"XS-{own.number}", own.number, draw.pick(_STATEMENTS), received, outcome, own.debtors[:1])


def clue(entry: str, number: str, statement: str, received: date, outcome: str, about: Parties) -> CityRecord:
    """Return one property clue."""
    return {
        "clueNo": entry,
        "caseNumber": number,
        "statement": statement,
        "receivedAt": received,
        "outcome": outcome,
        "about": [{"type": kind_of(identity), "id": identity, "name": name} for identity, name in about],
    }
