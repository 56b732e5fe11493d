"""Truths hidden in the city besides the story: what an investigator, or a test of a path question, should find."""

from __future__ import annotations

from datetime import date, timedelta

from demo.city import papers, story
from demo.city.dice import Draw
from demo.city.identifiers import case_number, fifteen_digits
from demo.city.identifiers import vin as vin_of
from demo.city.names import given_name, surname
from demo.city.register import BANKS, MARKET, POLICE, PROSECUTOR, REGISTRY, STORY_BANK, TRAFFIC, judge
from demo.city.shelf import Hop, Shelf, Who, firm, hop, someone
from demo.city.story import LIN, YUANCHI

Truth = dict[str, object]

CLUSTER = 23
CLUSTER_TOTAL = 985_730_000  # fen; S2-07 reports 23 cases of more than 9.85 million yuan
_ASKED = (STORY_BANK, TRAFFIC, REGISTRY, MARKET)
_YARD = "示例省澜川市东屿区示例路66号"

_BANK = Who(BANKS[1].code, BANKS[1].name)
_MA = someone("990103", date(1980, 5, 6), 11, "马启航", "示例省澜川市西岭县示例路6号1幢101室")
_MA_MOTHER = someone("990103", date(1955, 8, 17), 12, "邵桂荷", "示例省澜川市西岭县示例路6号1幢101室")
_LIN_WIFE = someone("990101", date(1981, 1, 30), 14, "方素云", LIN.address)
_LIN_NEPHEW = someone("990101", date(2005, 2, 11), 13, "林小峰", "示例省澜川市城中区示例路33号1幢101室")
_STRAW = firm("990102", "MATE5T0H", "澜川青禾供应链有限公司", _YARD)
_LU = someone("990101", date(1969, 11, 8), 15, "陆鸣川", "示例省澜川市城中区示例路88号1幢801室")
_FRONT = someone("990104", date(1990, 6, 18), 17, "贺远", "示例省澜川市南浦县示例路5号1幢201室")
_LAYERS = (
    firm("990101", "MATE5T0J", "澜川鸣远投资有限公司", "示例省澜川市城中区示例路90号"),
    firm("990102", "MATE5T0K", "澜川柏川控股有限公司", "示例省澜川市东屿区示例路91号"),
    firm("990104", "MATE5T0L", "澜川云渡实业有限公司", "示例省澜川市南浦县示例路92号"),
)
_RING = tuple(
    firm("990103", f"MATE5T0{sign}", f"澜川环{word}商贸有限公司", f"示例省澜川市西岭县示例路{number}号")
    for sign, word, number in (("M", "甲", 71), ("N", "乙", 72), ("P", "丙", 73))
)
_OLD_OWNER = someone("990104", date(1949, 10, 3), 19, "贺正清", "示例省澜川市南浦县示例路7号1幢101室")


def plant(shelf: Shelf, seed: int) -> Truth:
    """Put all planted rows on the shelf and return what is to be found."""
    story.tell(shelf, seed)
    return {
        "story": story.truth(),
        "asset_transfers": [story.flat_transfer(), _car_to_mother(shelf, seed), _yard_to_straw(shelf)],
        "hidden_controller": _controller(shelf, seed),
        "cross_holding": _ring(shelf),
        "cluster": _cluster(shelf, seed),
        "namesakes": _namesakes(shelf),
        "old_ids": _old_ids(shelf),
    }


def _car_to_mother(shelf: Shelf, seed: int) -> Truth:
    """A debtor's car goes to the mother for a tenth of its worth, eighteen days after the case was filed."""
    number, vin = "（2024）示0103执1077号", vin_of("TS", "12345", 2020, 4)
    shelf.person(_MA)
    shelf.person(_MA_MOTHER)
    shelf.kin(_MA, _MA_MOTHER, "01")
    shelf.case(number, date(2024, 3, 11), 46_000_000, [_MA], [_BANK], handler=judge(seed, "示0103", 1))
    shelf.listed("示0103-SX-2024-001077", number, _MA, "G3", date(2024, 9, 2), date(2026, 9, 1))
    moved, price = date(2024, 3, 29), 1_000_000
    shelf.car(vin, "测A30077", _MA_MOTHER, moved, first=date(2020, 4, 2))
    shelf.car_sold(vin, _MA, date(2020, 4, 2), moved, price)
    shelf.drove(_MA, vin, 96, date(2026, 10, 29))
    path = [
        hop(_end(_MA), "PREVIOUSLY_OWNED", ("Vehicle", vin)),
        hop(_end(_MA_MOTHER), "OWNS", ("Vehicle", vin)),
        hop(_end(_MA), "RELATIVE_OF", _end(_MA_MOTHER)),
    ]
    return _moved(_MA, number, "2024-03-11", ("Vehicle", vin), _MA_MOTHER, moved, price, path)


def _yard_to_straw(shelf: Shelf) -> Truth:
    """The logistics company's yard goes to a company at its own address: run by a nephew, held by the wife."""
    unit = "990102001066GB99999F00660001"
    shelf.person(_LIN_WIFE)
    shelf.person(_LIN_NEPHEW)
    shelf.married(LIN, _LIN_WIFE, date(2004, 10, 1), "J990101-2004-000001")
    shelf.kin(LIN, _LIN_NEPHEW, "05")
    shelf.company(_STRAW, date(2026, 4, 27), _LIN_NEPHEW, [(_LIN_WIFE, 1.0)], industry="道路运输业", capital=10_000_000)
    moved, price = date(2026, 5, 20), 30_000_000
    shelf.home(unit, "示（2026）澜川市东屿区不动产权第0000066号", _STRAW, moved, _YARD, "工业用房")
    shelf.home_sold(unit, YUANCHI, date(2015, 2, 6), moved, price)
    path = [
        hop(_end(YUANCHI), "PREVIOUSLY_OWNED", ("RealEstate", unit)),
        hop(_end(_STRAW), "OWNS", ("RealEstate", unit)),
        hop(_end(_LIN_WIFE), "SHAREHOLDER_OF", _end(_STRAW)),
        hop(_end(LIN), "SPOUSE_OF", _end(_LIN_WIFE)),
        hop(_end(LIN), "LEGAL_REPRESENTATIVE_OF", _end(YUANCHI)),
    ]
    return _moved(YUANCHI, _cluster_number(0), "2026-03-02", ("RealEstate", unit), _STRAW, moved, price, path)


def _moved(
    debtor: Who, case: str, filed: str, asset: tuple[str, str], to: Who, moved: date, price: int, path: list[Hop]
) -> Truth:
    return {
        "debtor": debtor.identity,
        "case": case,
        "filed": filed,
        "asset": list(asset),
        "to": to.identity,
        "moved": moved.isoformat(),
        "price": price,
        "path": path,
    }


def _controller(shelf: Shelf, seed: int) -> Truth:
    """A debtor company whose controller appears nowhere but three layers up; a front man represents all three."""
    number = "（2025）示0104执733号"
    shelf.person(_LU)
    shelf.person(_FRONT)
    above, path = _LU, []
    for layer, share in zip(_LAYERS, (1.0, 0.8, 0.7), strict=True):
        holders = [(above, share)] if share == 1.0 else [(above, share), (_FRONT, round(1 - share, 1))]
        shelf.company(layer, date(2016, 3, 1), _FRONT, holders, industry="商务服务业", capital=1_000_000_000)
        path.append(hop(_end(above), "SHAREHOLDER_OF", _end(layer)))
        above = layer
    shelf.case(number, date(2025, 4, 22), 612_000_000, [above], [_BANK], handler=judge(seed, "示0104", 0))
    path.append(hop(_end(above), "DEBTOR_IN", ("EnforcementCase", number)))
    return {
        "controller": _LU.identity,
        "front": _FRONT.identity,
        "company": above.identity,
        "case": number,
        "path": path,
    }


def _ring(shelf: Shelf) -> Truth:
    """Three companies hold each other in a ring and guarantee each other's loans."""
    path = []
    for place, own in enumerate(_RING):
        holder = _RING[place - 1]
        shelf.company(own, date(2018, 9, 9), _FRONT, [(holder, 0.4), (_FRONT, 0.6)])
        shelf.guarantee(place + 1, own, holder, 200_000_000, date(2022, 5, 5))
        path.append(hop(_end(holder), "SHAREHOLDER_OF", _end(own)))
    return {"companies": [each.identity for each in _RING], "path": path}


def _cluster_number(place: int) -> str:
    return case_number(2026, "示0102", "执", 601 + place)


def _cluster(shelf: Shelf, seed: int) -> Truth:
    """23 cases of buyers who gave back what they had bought from one logistics company (S2-07)."""
    numbers, left = [], CLUSTER_TOTAL
    for place in range(CLUSTER):
        draw = Draw(0, "cluster", place)
        amount = left if place == CLUSTER - 1 else CLUSTER_TOTAL // CLUSTER + draw.between(-90, 90) * 100_000
        left -= amount
        buyer = someone(
            "990102", date(1968 + place, 1 + place % 12, 5), 15 if place % 2 else 16,
            surname(draw) + given_name(draw, male=bool(place % 2)), f"示例省澜川市东屿区示例路{33 + place}号1幢101室",
        )  # fmt: skip
        shelf.person(buyer)
        filed = date(2026, 3, 2 + place)
        handler = judge(seed, "示0102", place % 3)
        number = _cluster_number(place)
        shelf.case(number, filed, amount, [YUANCHI], [buyer], handler=handler, cause="房屋买卖合同解除纠纷")
        shelf.paper(number, 1, papers.INQUIRY, filed + timedelta(days=5), _ASKED)
        numbers.append(number)
    # The refusal crime of the story: reported to the police, then the procuratorate is asked to supervise.
    shelf.paper(numbers[0], 2, "移送函", date(2026, 11, 4), (POLICE,))
    shelf.paper(numbers[0], 3, "检察监督函", date(2026, 11, 13), (PROSECUTOR,))
    shelf.listed("示0102-SX-2026-000601", numbers[0], YUANCHI, "G4", date(2026, 9, 1), date(2028, 8, 31))
    return {"company": YUANCHI.identity, "cases": numbers, "total": CLUSTER_TOTAL}


def _namesakes(shelf: Shelf) -> list[Truth]:
    """People of one name and different ids, two of them even born on one day; only one in each group owes."""
    groups: list[Truth] = []
    for name, serial in (("陈立诚", 1), ("马启航", 11), ("林守信", 3), ("陆鸣川", 15)):
        others = [
            someone("990104", date(1985, 6, 15), serial, name),
            someone("990101", date(1992, 2, 29), serial, name),
        ]
        for who in others:
            shelf.person(who)
        debtor = next(each for each in (story.CHEN, _MA, LIN, _LU) if each.name == name)
        groups.append({"name": name, "known": debtor.identity, "others": [who.identity for who in others]})
    return groups


def _old_ids(shelf: Shelf) -> list[Truth]:
    """Old records that name a person by the 15-digit id, which must not make a second person."""
    shelf.person(_OLD_OWNER)
    shelf.car(vin_of("TS", "12345", 2000, 5), "测A00195", _OLD_OWNER, date(2000, 5, 1), short=True)
    shelf.kin(story.FATHER, story.CHEN, "01", short="本人身份号码")
    return [{"id": who.identity, "written": fifteen_digits(who.identity)} for who in (_OLD_OWNER, story.FATHER)]


def _end(who: Who) -> tuple[str, str]:
    return who.label, who.identity
