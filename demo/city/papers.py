"""Documents of cases: whom each is addressed to, whether it is in effect, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from demo.city.cases import Case, case
from demo.city.dice import Draw
from demo.city.feeds import CityRecord
from demo.city.plan import Plan
from demo.city.register import BANKS, CENTRE, CIVIL, MARKET, POLICE, REGISTRY, TELECOM, TRAFFIC

EFFECTIVE, ANSWERED, WITHDRAWN = "有效", "已反馈", "已撤回"
INQUIRY, ASSISTANCE, RELEASE = "协助查询通知书", "协助执行通知书", "协助解除通知书"
#: A notice of assistance may be acted on for this long.
VALID = timedelta(days=365)

_KINDS = ("执行通知书", "报告财产令", "执行裁定书", INQUIRY, ASSISTANCE, "决定书")
#: Who may hold something of a company, and of a person besides.
_OF_COMPANIES = (TRAFFIC, REGISTRY, MARKET)
_OF_PERSONS = (*_OF_COMPANIES, CENTRE, TELECOM, CIVIL, POLICE)
_ORDINALS = "一二三四五六"


def documents(plan: Plan) -> Iterator[CityRecord]:
    """Yield the documents of two cases in five."""
    for number in range(plan.cases):
        draw = Draw(plan.seed, "document", number)
        if not draw.chance(0.4):
            continue
        own = case(plan, number)
        notices = Draw(plan.seed, "notice", number)
        many = draw.between(1, 3)
        for place in range(many):
            issued = min(own.filed + timedelta(days=3 + 20 * place), plan.as_of)
            kind = _KINDS[(place + draw.below(2)) % len(_KINDS)]
            yield (
                _notice(own, place, kind, issued, notices)
                if kind == INQUIRY
                else document(own.number, place, kind, issued)
            )
        if notices.chance(0.5):
            issued = min(own.filed + timedelta(days=70), plan.as_of)
            yield _notice(own, many, ASSISTANCE, issued, notices)
            if own.closed is not None:
                yield _notice(own, many + 1, RELEASE, max(own.closed, issued), notices)


def _notice(own: Case, place: int, kind: str, issued: date, draw: Draw) -> CityRecord:
    """A notice to a bank, or to up to four agencies that may hold something of the first debtor."""
    persons = own.debtors[0][0].startswith("99")
    others = list(_OF_PERSONS if persons else _OF_COMPANIES)
    bank = BANKS[draw.skewed(len(BANKS), 2)].code
    to = (bank, *(others.pop(draw.below(len(others))) for _ in range(draw.below(4))))
    fate = draw.unit()
    status = WITHDRAWN if fate < 0.07 else ANSWERED if fate < 0.3 else EFFECTIVE
    return document(own.number, place, kind, issued, to=to, status=status, until=issued + VALID)


def document(
    number: str,
    place: int,
    kind: str,
    issued: date,
    *,
    to: Sequence[str] = (),
    status: str = EFFECTIVE,
    until: date | None = None,
) -> CityRecord:
    """Return one document of a case; documents are numbered after it."""
    return {
        "documentNo": f"{number}之{_ORDINALS[place]}",
        "caseNumber": number,
        "kind": kind,
        "title": kind,
        "issuedAt": issued,
        "status": status,
        "validUntil": until,
        "addressees": [{"code": code} for code in to],
    }
