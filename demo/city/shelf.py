"""Rows written by hand, sorted into the files they belong to; they are never spoilt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from demo.city import cases as court
from demo.city import companies, identifiers, money, papers
from demo.city.feeds import Cell, CityRecord, CityRow
from demo.city.register import CENTRE, STORY_BANK, Officer
from demo.city.writing import yuan

Hop = dict[str, object]


@dataclass(frozen=True, slots=True)
class Who:
    """A person or company of a planted truth."""

    identity: str
    name: str
    address: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """Id and name."""
        return self.identity, self.name

    @property
    def label(self) -> str:
        """Which entity it is."""
        return "Person" if self.identity.startswith("99") else "Company"


def someone(region: str, born: date, serial: int, name: str, address: str = "") -> Who:
    """Invent a person; serials up to 20 are never given to the crowd."""
    return Who(identifiers.citizen_id(region, born, serial), name, address)


def firm(region: str, body: str, name: str, address: str = "") -> Who:
    """Invent a company; codes that start with MATE5T are never given to the crowd."""
    return Who(identifiers.uscc(region, body), name, address)


def hop(source: tuple[str, str], link: str, target: tuple[str, str]) -> Hop:
    """Return one step of an expected path, in the direction the link is declared."""
    return {"source": list(source), "link": link, "target": list(target)}


@dataclass(slots=True)
class Shelf:
    """The planted rows of each file, and the column to write in 15 digits where one is."""

    rows: dict[str, list[tuple[CityRow, str | None]]] = field(default_factory=dict)

    def put(self, stem: str, row: list[Cell] | CityRecord, short: str | None = None) -> None:
        """Add a row."""
        self.rows.setdefault(stem, []).append((row, short))

    def person(self, who: Who, *, former: str | None = None) -> None:
        """Register a resident; sex, birth date and division follow from the id."""
        born = date(int(who.identity[6:10]), int(who.identity[10:12]), int(who.identity[12:14]))
        sex = "1" if int(who.identity[16]) % 2 else "2"
        row: list[Cell] = [who.identity, who.name, former, sex, born, who.identity[:6], who.address or None, None]
        self.put("police_residents", row)

    def kin(self, one: Who, other: Who, code: str, *, short: str | None = None) -> None:
        """Register kinship by its police code."""
        self.put("police_kinship", [one.identity, one.name, other.identity, other.name, code], short)

    def married(self, man: Who, woman: Who, since: date, certificate: str, ended: date | None = None) -> None:
        """Register a marriage."""
        row: list[Cell] = [certificate, man.identity, man.name, woman.identity, woman.name, since, ended]
        self.put("civil_marriages", row)

    def car(
        self, vin: str, plate: str, owner: Who, since: date, *, first: date | None = None, status: str = "A",
        kind: str = "02", short: bool = False,
    ) -> None:  # fmt: skip
        """Register a vehicle and its owner."""
        row: list[Cell] = [
            plate, kind, vin, "示例牌SL7150", "白", status, first or since, _owner(owner), *owner.pair, since,
        ]  # fmt: skip
        self.put("traffic_vehicles", row, "所有人证件号码" if short else None)

    def car_sold(self, vin: str, by: Who, since: date, until: date, price: int) -> None:
        """Register that a vehicle was given away; the price is in fen."""
        self.put("traffic_transfers", [vin, _owner(by), *by.pair, since, until, price])

    def drove(self, who: Who, vin: str, times: int, last: date) -> None:
        """Register how often someone was seen driving."""
        self.put("traffic_drivers", [vin, *who.pair, times, last])

    def home(self, unit: str, certificate: str, owner: Who, since: date, address: str, use: str = "住宅") -> None:
        """Register a unit of real estate."""
        kind = "个人" if owner.label == "Person" else "单位"
        row: list[Cell] = [
            unit, certificate, use, 96.5, "否", since, address, unit[:6], kind, *owner.pair, None, since,
        ]  # fmt: skip
        self.put("registry_units", row)

    def home_sold(self, unit: str, by: Who, since: date, until: date, price: int) -> None:
        """Register that a unit was given away; the price is in fen."""
        kind = "个人" if by.label == "Person" else "单位"
        self.put("registry_transfers", [unit, kind, *by.pair, since, until, price])

    def fund(self, account: str, who: Who, employer: Who, balance: int, monthly: int, opened: date) -> None:
        """Register a housing-fund account; amounts in fen."""
        row: list[Cell] = [
            account, *who.pair, *employer.pair, balance, 0, monthly, "正常", opened, date(2026, 10, 15), CENTRE,
        ]  # fmt: skip
        self.put("housing_fund_accounts", row)

    def bank(self, number: int, who: Who, balance: int, opened: date) -> None:
        """Register a bank account at the story's bank; the balance is in fen."""
        account: CityRecord = {
            "accountNo": identifiers.bank_card(number),
            "bank": STORY_BANK,
            "holderType": "1" if who.label == "Person" else "2",
            "holderId": who.identity,
            "holderName": who.name,
            "balance": yuan(balance),
            "balanceAt": date(2026, 11, 1),
            "status": "正常",
            "openedAt": opened,
        }
        self.put("bank_accounts", account)

    def phone(self, number: int, who: Who) -> None:
        """Register a telephone number."""
        kind = "身份证" if who.label == "Person" else "统一社会信用代码"
        self.put("telecom_subscribers", [identifiers.phone(number), kind, *who.pair, "示例移动"])

    def called(self, caller: int, other: int, times: int, last: date) -> None:
        """Register calls between two numbers."""
        self.put("telecom_calls", [identifiers.phone(caller), identifiers.phone(other), times, last])

    def company(
        self, who: Who, established: date, head: Who, holders: list[tuple[Who, float]], *,
        officers: list[tuple[Who, str]] | None = None, industry: str = "批发业", capital: int = 100_000_000,
        kind: str = "有限责任公司",
    ) -> None:  # fmt: skip
        """Register a company with its legal representative, shareholders and officers."""
        entry = companies.record(
            who.identity,
            who.name,
            kind=kind,
            industry=industry,
            capital=capital,
            established=established,
            address=who.address,
            head=head.pair,
            holders=[(*each.pair, share) for each, share in holders],
            officers=[(*each.pair, post) for each, post in officers or []],
        )
        self.put("market_companies", entry)

    def case(
        self, number: str, filed: date, claim: int, debtors: list[Who], creditors: list[Who], *, handler: Officer,
        cause: str = "民间借贷纠纷", status: str = "在执", closed: date | None = None, paid: int = 0,
    ) -> None:  # fmt: skip
        """Register a case with the notice of enforcement; amounts in fen."""
        entry = court.record(
            number,
            filed,
            claim=claim,
            debtors=[each.pair for each in debtors],
            creditors=[each.pair for each in creditors],
            cause=cause,
            status=status,
            closed=closed,
            paid=paid,
            handler=handler,
        )
        self.put("court_cases", entry)
        self.paper(number, 0, "执行通知书", filed)

    def paper(self, number: str, place: int, kind: str, issued: date, to: tuple[str, ...] = ()) -> None:
        """Register a document of a case; what asks agencies for assistance is valid for a year."""
        until = issued + papers.VALID if kind in (papers.INQUIRY, papers.ASSISTANCE) else None
        self.put("court_documents", papers.document(number, place, kind, issued, to=to, until=until))

    def listed(self, entry: str, number: str, who: Who, ground: str, on: date, ends: date | None = None) -> None:
        """Register an entry on the list of dishonest debtors."""
        self.put("court_listings", court.listing(entry, number, who.pair, ground, on, ends=ends))

    def guarantee(self, number: int, borrower: Who, guarantor: Who, amount: int, since: date) -> None:
        """Register a loan somebody guarantees; the amount is in fen."""
        self.put("bank_loans", money.loan(number, borrower.pair, [guarantor.pair], amount, since))


def _owner(who: Who) -> str:
    return "A" if who.label == "Person" else "B"
