"""The one small invented case of domain §5, used in tests, README and docs."""

from __future__ import annotations

from datetime import date

from demo.city import cases as court
from demo.city import identifiers, papers
from demo.city.register import (
    AGENCIES,
    BANKS,
    CENTRE,
    CIVIL,
    DEMO_OFFICERS,
    MARKET,
    POLICE,
    REGISTRY,
    STORY_BANK,
    TELECOM,
    TRAFFIC,
    judge,
)
from demo.city.shelf import Shelf, Who, hop, someone

_HOME = "示例省澜川市东屿区示例路18号3幢402室"
_MARKET = "示例省澜川市城中区示例路55号"

CHEN = Who("990102198506150019", "陈立诚", _HOME)
ZHOU = Who("990102199003020022", "周雅宁", "示例省澜川市东屿区示例路20号1幢301室")
SUN = Who("990104197609300073", "孙德厚", "示例省澜川市南浦县示例路9号2幢201室")
LIN = Who("990101197811200034", "林守信", "示例省澜川市城中区示例路31号1幢902室")
WU = Who("990103198207090059", "吴明远", "示例省澜川市西岭县示例路12号2幢101室")
ZHAO = Who("990102201205010041", "赵小满", "示例省澜川市东屿区示例路22号1幢502室")
ZHENG = Who("990102196610010033", "郑国平", "示例省澜川市东屿区示例路24号4幢103室")
HE = Who("990101198808180065", "何青", "示例省澜川市城中区示例路40号1幢303室")

WIFE = someone("990102", date(1987, 3, 12), 4, "顾晚晴", _HOME)
BROTHER = someone("990102", date(1988, 11, 3), 3, "陈立信", "示例省澜川市东屿区示例路28号2幢601室")
FATHER = someone("990102", date(1957, 2, 8), 5, "陈国安", "示例省澜川市东屿区示例路11号1幢101室")
UNCLE = someone("990102", date(1960, 7, 19), 5, "陈国泰", "示例省澜川市东屿区示例路11号1幢102室")
COUSIN = someone("990101", date(1986, 9, 21), 7, "陈立言", "示例省澜川市城中区示例路77号2幢202室")
GUARDIAN = someone("990102", date(1986, 1, 25), 7, "赵清和", ZHAO.address)
XU = someone("990103", date(1971, 4, 4), 9, "许长林", "示例省澜川市西岭县示例路3号")
TIAN = someone("990101", date(1975, 12, 2), 11, "田有为", _MARKET)

YUANCHI = Who("91990102MATE5T0A0C", "澜川远驰物流有限公司", "示例省澜川市东屿区示例路66号")
HENGDA = Who("91990101MATE5T0B9T", "澜川恒达商贸有限公司", _MARKET)

CASE = "（2026）示0102执1203号"
FIRST_CASE = "（2026）示0101执88号"
FUND_CASE = "（2026）示0102执1377号"
LISTED_CASE = "（2025）示0103执402号"
TERMINATED_CASES = ("（2026）示0103执56号", "（2026）示0102执56号")

#: Whom the judge of the story asks about the debtor.
ASKED = (STORY_BANK, TRAFFIC, CENTRE, REGISTRY, MARKET, TELECOM, CIVIL, POLICE)

CAR, CAR_PLATE = "0TS123456RA000001", "测A12345"
COUSINS_CAR, COUSINS_PLATE = "0TS123458RA000002", "测A66218"
FLAT = "990102001001GB99999F00010001"
FLAT_MOVED, FLAT_PRICE = date(2026, 10, 20), 8_000_000

_SUN = DEMO_OFFICERS[0]
_BANK = Who(BANKS[0].code, BANKS[0].name, "示例省澜川市城中区示例路1号")


def tell(shelf: Shelf, seed: int) -> None:
    """Put the rows of the story on the shelf."""
    _people(shelf)
    _property(shelf)
    _companies(shelf)
    _cases(shelf, seed)


def _people(shelf: Shelf) -> None:
    everyone = (CHEN, ZHOU, SUN, LIN, WU, ZHAO, ZHENG, HE, WIFE, BROTHER, FATHER, UNCLE, COUSIN, GUARDIAN, XU, TIAN)
    for who in everyone:
        shelf.person(who)
    shelf.married(CHEN, WIFE, date(2012, 5, 20), "J990102-2012-000001")
    for child, parent in ((CHEN, FATHER), (BROTHER, FATHER), (COUSIN, UNCLE), (ZHAO, GUARDIAN)):
        shelf.kin(child, parent, "01")
    shelf.kin(CHEN, BROTHER, "02")
    shelf.kin(FATHER, UNCLE, "02")
    shelf.kin(CHEN, COUSIN, "04")
    for number, who in enumerate((CHEN, COUSIN, ZHOU, WIFE, BROTHER, LIN, ZHENG, WU), 1):
        shelf.phone(number, who)
    for caller, other, times in ((1, 2, 48), (2, 1, 31), (1, 4, 120), (1, 5, 22), (6, 7, 3)):
        shelf.called(caller, other, times, date(2026, 10, 30))


def _property(shelf: Shelf) -> None:
    # The first court sealed the car in May, hence K.
    shelf.car(CAR, CAR_PLATE, CHEN, date(2024, 5, 10), status="K")
    shelf.drove(CHEN, CAR, 9, date(2026, 4, 28))
    shelf.drove(BROTHER, CAR, 41, date(2026, 10, 31))
    shelf.car(COUSINS_CAR, COUSINS_PLATE, COUSIN, date(2024, 8, 1))
    shelf.drove(CHEN, COUSINS_CAR, 212, date(2026, 10, 31))
    shelf.drove(COUSIN, COUSINS_CAR, 3, date(2026, 2, 14))
    certificate = "示（2026）澜川市东屿区不动产权第0000018号"
    shelf.home(FLAT, certificate, BROTHER, FLAT_MOVED, _HOME)
    shelf.home_sold(FLAT, CHEN, date(2013, 6, 8), FLAT_MOVED, FLAT_PRICE)
    shelf.bank(1, CHEN, 4_612_055, date(2012, 3, 5))
    shelf.bank(2, ZHOU, 1_250_000, date(2015, 9, 14))
    shelf.bank(3, ZHENG, 310_000, date(2009, 1, 22))
    shelf.bank(4, YUANCHI, 1_902_310, date(2014, 6, 3))
    shelf.fund("GJJ-9901-000098", CHEN, HENGDA, 9_840_000, 160_000, date(2010, 7, 1))
    shelf.fund("GJJ-9901-000123", ZHENG, YUANCHI, 12_650_000, 125_000, date(2004, 3, 1))


def _companies(shelf: Shelf) -> None:
    shelf.company(
        YUANCHI, date(2014, 5, 20), LIN, [(LIN, 0.6), (ZHENG, 0.4)], industry="道路运输业", capital=500_000_000
    )
    shelf.company(HENGDA, date(2009, 10, 9), TIAN, [(TIAN, 0.75), (WU, 0.25)], officers=[(WU, "董事")])
    for bank in BANKS:
        known = Who(bank.code, bank.name, _BANK.address)
        shelf.company(
            known, date(1998, 3, 16), TIAN, [], industry="货币金融服务", capital=50_000_000_000, kind="股份有限公司"
        )


def _cases(shelf: Shelf, seed: int) -> None:
    far, city = judge(seed, "示0103", 0), judge(seed, "示0101", 0)
    shelf.case(CASE, date(2026, 10, 12), 85_000_000, [CHEN], [ZHOU], handler=_SUN)
    shelf.paper(CASE, 1, "报告财产令", date(2026, 10, 13))
    shelf.paper(CASE, 2, papers.INQUIRY, date(2026, 10, 30), ASKED)
    shelf.paper(CASE, 3, papers.ASSISTANCE, date(2026, 10, 30), (TRAFFIC,))
    statement = "被执行人将示例路18号的店铺出租，承租人每月25日支付租金6000.00元。"
    entry = court.clue("XS-示0102-2026-0007", CASE, statement, date(2026, 10, 28), "待核实", [CHEN.pair])
    shelf.put("court_clues", entry)
    shelf.case(FIRST_CASE, date(2026, 3, 2), 12_000_000, [CHEN], [_BANK], handler=city, cause="金融借款合同纠纷")
    shelf.paper(FIRST_CASE, 1, "执行裁定书", date(2026, 5, 6))
    shelf.paper(FIRST_CASE, 2, papers.ASSISTANCE, date(2026, 5, 6), (TRAFFIC,))
    shelf.case(FUND_CASE, date(2026, 10, 20), 18_000_000, [ZHENG], [_BANK], handler=_SUN, cause="金融借款合同纠纷")
    shelf.paper(FUND_CASE, 1, papers.INQUIRY, date(2026, 10, 30), (CENTRE,))
    shelf.paper(FUND_CASE, 2, papers.ASSISTANCE, date(2026, 11, 5), (CENTRE,))
    shelf.case(LISTED_CASE, date(2025, 6, 10), 3_200_000, [WU], [ZHOU], handler=far, cause="买卖合同纠纷")
    shelf.listed("示0103-SX-2025-000402", LISTED_CASE, WU, "G1", date(2025, 9, 18))
    for number, handler in zip(TERMINATED_CASES, (far, _SUN), strict=True):
        shelf.case(
            number,
            date(2026, 2, 9),
            21_240_000,
            [XU],
            [_BANK],
            handler=handler,
            status="终本",
            closed=date(2026, 6, 30),
        )
        shelf.paper(number, 1, "执行裁定书", date(2026, 6, 30))


def truth() -> dict[str, object]:
    """Return the story's identifiers, and the paths an investigator should find from the debtor."""
    debtor, cousin = (CHEN.label, CHEN.identity), (COUSIN.label, COUSIN.identity)
    return {
        "debtor": CHEN.identity,
        "creditor": ZHOU.identity,
        "wife": WIFE.identity,
        "brother": BROTHER.identity,
        "cousin": COUSIN.identity,
        "minor": ZHAO.identity,
        "case": CASE,
        "first_case": FIRST_CASE,
        "fund_case": FUND_CASE,
        "terminated_cases": list(TERMINATED_CASES),
        "car": {"vin": CAR, "plate": CAR_PLATE},
        "bank_account": identifiers.bank_card(1),
        "fund_accounts": ["GJJ-9901-000098", "GJJ-9901-000123"],
        "judge": {"card": _SUN.card, "id": SUN.identity},
        "fund_operator": {
            "card": next(each.card for each in DEMO_OFFICERS if each.agency == CENTRE),
            "id": HE.identity,
        },
        "agencies": [agency.code for agency in AGENCIES],
        "daily_driver": {
            "debtor": CHEN.identity,
            "owner": COUSIN.identity,
            "vin": COUSINS_CAR,
            "plate": COUSINS_PLATE,
            "times": 212,
            "path": [
                hop(debtor, "DRIVES", ("Vehicle", COUSINS_CAR)),
                hop(cousin, "OWNS", ("Vehicle", COUSINS_CAR)),
                hop(debtor, "RELATIVE_OF", cousin),
            ],
        },
    }


def flat_transfer() -> dict[str, object]:
    """Return the truth of the flat that went to the brother eight days after the case was filed."""
    return {
        "debtor": CHEN.identity,
        "case": CASE,
        "filed": "2026-10-12",
        "asset": ["RealEstate", FLAT],
        "to": BROTHER.identity,
        "moved": FLAT_MOVED.isoformat(),
        "price": FLAT_PRICE,
        "path": [
            hop((CHEN.label, CHEN.identity), "PREVIOUSLY_OWNED", ("RealEstate", FLAT)),
            hop((BROTHER.label, BROTHER.identity), "OWNS", ("RealEstate", FLAT)),
            hop((CHEN.label, CHEN.identity), "RELATIVE_OF", (BROTHER.label, BROTHER.identity)),
        ],
    }
