"""Housing-fund accounts with employers, bank accounts, and loans that somebody guarantees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from demo.city import identifiers, people
from demo.city.companies import company, employer
from demo.city.dice import Draw
from demo.city.feeds import Cell, CityRecord
from demo.city.people import person, someone
from demo.city.plan import Plan
from demo.city.register import BANKS, CENTRE
from demo.city.writing import yuan

#: Slots of working age: two in three have an employer who pays into the fund.
_WORKERS = (2, 3, 4, 6, 7, 8, 9, 10, 12, 13, 15, 16, 17, 18)
_FUND_STATUS = ("正常",) * 16 + ("封存", "封存", "冻结", "销户")
_BANK_STATUS = ("正常",) * 18 + ("冻结", "久悬", "销户")
_FIRST_FUND = 1000  # below are the story's accounts
_FIRST_CARD = 1000


def fund_accounts(plan: Plan) -> Iterator[list[Cell]]:
    """Yield the housing-fund accounts: one to an employee."""
    number = _FIRST_FUND
    for clan in range(plan.clans):
        for slot in _WORKERS:
            draw = Draw(plan.seed, "fund", clan * people.HOUSEHOLDS * 4 + slot)
            who = person(plan, clan, slot)
            if not who.adult_on(plan.as_of) or not draw.chance(0.45):
                continue
            city, serial = divmod(number, 1_000_000)
            number += 1
            firm = employer(plan, draw)
            status = draw.pick(_FUND_STATUS)
            year = max(who.born.year + 18, draw.between(2000, plan.as_of.year - 1))
            opened = date(min(year, plan.as_of.year - 1), draw.between(1, 12), draw.between(1, 28))
            last = plan.as_of.replace(day=15) - timedelta(days=31 * draw.between(1, 2 if status == "正常" else 60))
            yield [
                f"GJJ-99{city + 1:02}-{serial:06}", who.identity, who.name, firm.uscc, firm.name,
                draw.skewed(40_000_000), 0 if draw.chance(0.8) else draw.skewed(9_000_000), draw.between(5, 80) * 5000,
                status, opened, max(last, opened), CENTRE,
            ]  # fmt: skip


def accounts(plan: Plan) -> Iterator[CityRecord]:
    """Yield the bank accounts of people and companies."""
    for number in range(plan.accounts):
        draw = Draw(plan.seed, "account", number)
        opened = date(draw.between(2001, plan.as_of.year - 1), draw.between(1, 12), draw.between(1, 28))
        if draw.chance(0.12):
            firm = company(plan, draw.below(plan.companies))
            kind, identity, name, most = "2", firm.uscc, firm.name, 900_000_000
        else:
            who = someone(plan, draw)
            kind, identity, name, most = "1", who.identity, who.name, 80_000_000
        yield {
            "accountNo": identifiers.bank_card(number + _FIRST_CARD),
            "bank": BANKS[draw.skewed(len(BANKS), 2)].code,
            "holderType": kind,
            "holderId": identity,
            "holderName": name,
            "balance": yuan(draw.skewed(most, 4)),
            "balanceAt": plan.as_of,
            "status": draw.pick(_BANK_STATUS),
            "openedAt": opened,
        }


def loan(
    number: int, borrower: tuple[str, str], guarantors: list[tuple[str, str]], amount: int, since: date
) -> CityRecord:
    """Return a loan of five years that others guarantee in full; parties are pairs of id and name."""

    def party(identity: str, name: str) -> CityRecord:
        return {"type": "1" if identity.startswith("99") else "2", "id": identity, "name": name}

    return {
        "loanNo": f"DK-{number:07}",
        "bank": BANKS[number % len(BANKS)].code,
        "borrower": party(*borrower),
        "amount": yuan(amount),
        "since": since,
        "until": since.replace(year=since.year + 5),
        "guarantors": [{**party(*each), "amount": yuan(amount)} for each in guarantors],
    }


def loans(plan: Plan) -> Iterator[CityRecord]:
    """Yield loans with guarantors: companies stand in for each other, people for their company or kin."""
    for number in range(plan.loans):
        draw = Draw(plan.seed, "loan", number)
        since = date(draw.between(2018, plan.as_of.year - 1), draw.between(1, 12), draw.between(1, 28))
        guarantors: dict[str, str] = {}
        if draw.chance(0.6):
            firm = employer(plan, draw)
            borrower = (firm.uscc, firm.name)
            other = employer(plan, draw)
            guarantors[other.uscc] = other.name
        else:
            someone_else = someone(plan, draw)
            borrower = (someone_else.identity, someone_else.name)
            near = person(plan, someone_else.clan, draw.pick(people.ADULTS))
            guarantors[near.identity] = near.name
        who = someone(plan, draw)
        if len(guarantors) == 1 and draw.chance(0.5):
            guarantors[who.identity] = who.name
        guarantors.pop(borrower[0], None)
        if not guarantors:
            guarantors[who.identity] = who.name
        if borrower[0] in guarantors:
            continue
        yield loan(number + 1000, borrower, list(guarantors.items()), draw.between(5, 500) * 1_000_000, since)
