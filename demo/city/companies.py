"""Invented companies: who represents, holds and runs each, worked out from its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from demo.city import identifiers, names, people
from demo.city.dice import Draw, scatter
from demo.city.feeds import CityRecord
from demo.city.people import Person, person, someone
from demo.city.plan import FIRST_NOMINEE, NOMINEES, Plan
from demo.city.writing import yuan

_KINDS = ("有限责任公司",) * 15 + ("股份有限公司", "个人独资企业", "合伙企业", "国有企业", "事业单位")
_SUFFIX = {
    "有限责任公司": "有限公司",
    "股份有限公司": "股份有限公司",
    "个人独资企业": "经营部",
    "合伙企业": "合伙企业（有限合伙）",
    "国有企业": "集团有限公司",
    "事业单位": "服务中心",
}
_POSTS = ("董事", "监事", "总经理", "财务负责人")


@dataclass(frozen=True, slots=True)
class Company:
    """What other files need to mention a company."""

    uscc: str
    name: str
    region: str
    kind: str
    industry: str
    established: date


@lru_cache(maxsize=8192)
def company(plan: Plan, number: int) -> Company:
    """Work out the company of this number."""
    draw = Draw(plan.seed, "company", number)
    place = draw.skewed(plan.cities * 4, 2)
    region = f"99{place // 4 + 1:02}{place % 4 + 1:02}"
    kind = draw.pick(_KINDS)
    name, industry = names.company_name(draw, names.CITIES[place // 4], number)
    code = identifiers.uscc(region, identifiers.company_body(scatter(number, 31**5, plan.seed)))
    established = date(draw.between(1996, plan.as_of.year - 2), draw.between(1, 12), draw.between(1, 28))
    return Company(code, name + _SUFFIX[kind], region, kind, industry, established)


def leader(plan: Plan, number: int) -> Person:
    """Return the legal representative; of nominated units, one who leads no other and is no debtor."""
    nominee = number - FIRST_NOMINEE
    if 0 <= nominee < NOMINEES - 1:
        # Spread over the clans by a step, else all leaders would be neighbours.
        turn, place = divmod(nominee, plan.clans)
        return person(plan, scatter(place, plan.clans, plan.seed), people.LEADERS[turn])
    # Some people put their name to many companies.
    return someone(plan, Draw(plan.seed, "leader", number), power=4)


def employer(plan: Plan, draw: Draw) -> Company:
    """Draw an employer: a few have thousands of people."""
    return company(plan, draw.skewed(plan.companies, 3))


def debtor(plan: Plan, draw: Draw) -> Company:
    """Draw a company that owes, never a nominated unit, the same ones often."""
    number = draw.skewed(plan.companies - NOMINEES, 2)
    return company(plan, number if number < FIRST_NOMINEE else number + NOMINEES)


def register(plan: Plan) -> Iterator[CityRecord]:
    """Yield the company register."""
    for number in range(plan.companies):
        yield _entry(plan, number)


def _entry(plan: Plan, number: int) -> CityRecord:
    own = company(plan, number)
    draw = Draw(plan.seed, "register", number)
    capital = draw.pick((10, 30, 50, 100, 200, 500, 1000, 3000, 10_000)) * 1_000_000
    head = leader(plan, number)
    ended = date(draw.between(own.established.year + 1, plan.as_of.year - 1), 6, 30) if draw.chance(0.06) else None
    status = "注销" if ended else ("吊销" if draw.chance(0.03) else "存续")
    # Letter-box addresses: some doors have dozens of companies behind them.
    office = names.office(own.region, draw.skewed(plan.companies, 2))
    return record(
        own.uscc,
        own.name,
        kind=own.kind,
        status=status,
        industry=own.industry,
        capital=capital,
        established=own.established,
        ended=ended,
        address=office,
        head=(head.identity, head.name),
        holders=_holders(plan, number, draw),
        officers=_officers(plan, draw),
        controllers=_controllers(plan, draw),
    )


def record(
    uscc: str,
    name: str,
    *,
    kind: str = "有限责任公司",
    status: str = "存续",
    industry: str = "批发业",
    capital: int = 100_000_000,
    established: date,
    ended: date | None = None,
    address: str,
    head: tuple[str, str] | None,
    holders: list[tuple[str, str, float]],
    officers: list[tuple[str, str, str]] | None = None,
    controllers: list[tuple[str, str]] | None = None,
) -> CityRecord:
    """Return one line of the register; parties are pairs of id and name."""
    return {
        "uscc": uscc,
        "name": name,
        "kind": kind,
        "status": status,
        "industry": industry,
        "registeredCapital": yuan(capital),
        "establishedAt": established,
        "deregisteredAt": ended,
        "address": address,
        "division": uscc[2:8],
        "legalRepresentative": {"id": head[0], "name": head[1]} if head else None,
        "shareholders": [
            {
                "type": kind_of(identity),
                "id": identity,
                "name": holder,
                "share": share,
                "subscribed": yuan(round(capital * share)),
                "paidIn": yuan(round(capital * share) // 2),
                "equityNo": f"GQ-{uscc}-{place}",
                "registeredAt": established,
            }
            for place, (identity, holder, share) in enumerate(holders, 1)
        ],
        "officers": [{"id": identity, "name": who, "post": post} for identity, who, post in officers or []],
        "controllers": [
            {"type": kind_of(identity), "id": identity, "name": who} for identity, who in controllers or []
        ],
    }


def kind_of(identity: str) -> str:
    """Return the courts' and the register's word for a party's type."""
    return "自然人" if identity.startswith("99") else "法人"


def _holders(plan: Plan, number: int, draw: Draw) -> list[tuple[str, str, float]]:
    """Return shareholders: people, investors of many companies, chains upwards, and cross-holdings of neighbours."""
    found: dict[str, str] = {}
    head = leader(plan, number)
    if draw.chance(0.7):
        found[head.identity] = head.name
    if number > 1 and draw.chance(0.3):
        above = company(plan, number // 2)
        found[above.uscc] = above.name
    if Draw(plan.seed, "cross", number // 2).chance(0.04):
        other = company(plan, number ^ 1)
        found[other.uscc] = other.name
    for _ in range(draw.below(3)):
        who = someone(plan, draw, power=3)
        found[who.identity] = who.name
    if not found:
        found[head.identity] = head.name
    weights = [draw.between(1, 10) for _ in found]
    parts = [round(weight / sum(weights), 4) for weight in weights]
    parts[0] = round(1 - sum(parts[1:]), 4)
    return [(identity, name, part) for (identity, name), part in zip(found.items(), parts, strict=True)]


def _officers(plan: Plan, draw: Draw) -> list[tuple[str, str, str]]:
    chosen = {post: someone(plan, draw) for post in _POSTS[: draw.below(4)]}
    return [(who.identity, who.name, post) for post, who in chosen.items()]


def _controllers(plan: Plan, draw: Draw) -> list[tuple[str, str]]:
    if not draw.chance(0.05):
        return []
    who = someone(plan, draw)
    return [(who.identity, who.name)]
