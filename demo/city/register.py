"""The agencies of the linkage and the officers who act for them, the demo's own among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from demo.city import identifiers, names
from demo.city.dice import Draw
from demo.city.plan import Plan

CENTRE = "12990100MBTE5T0C0Q"
STORY_BANK = "91990100MATE5T0D52"
POLICE, TRAFFIC, REGISTRY, MARKET, CIVIL = "9901GA", "9901JG", "9901BDC", "9901SCJG", "9901MZ"
PROSECUTOR, TELECOM = "9901JCY", "9901TEL"
JUDGES_PER_COURT = 8


@dataclass(frozen=True, slots=True)
class Agency:
    """A court or other body; `kind` is the code name of AgencyKind, `zh` its Chinese term as the register writes it."""

    code: str
    name: str
    kind: str
    zh: str
    division: str
    superior: str | None = None


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer; `post` is the code name of OfficerPost, `zh` its Chinese term as the register writes it."""

    card: str
    name: str
    agency: str
    agency_kind: str
    post: str
    zh: str


def _bank(body: str) -> str:
    return identifiers.uscc("990100", body)


AGENCIES: tuple[Agency, ...] = (
    Agency("示", "示例省高级人民法院", "COURT", "法院", "99"),
    Agency("示01", "澜川市中级人民法院", "COURT", "法院", "9901", "示"),
    Agency("示0101", "澜川市城中区人民法院", "COURT", "法院", "990101", "示01"),
    Agency("示0102", "澜川市东屿区人民法院", "COURT", "法院", "990102", "示01"),
    Agency("示0103", "西岭县人民法院", "COURT", "法院", "990103", "示01"),
    Agency("示0104", "南浦县人民法院", "COURT", "法院", "990104", "示01"),
    Agency(POLICE, "澜川市公安局", "POLICE", "公安机关", "9901"),
    Agency(TRAFFIC, "澜川市公安局交警支队", "TRAFFIC_POLICE", "交警", "9901", POLICE),
    Agency(PROSECUTOR, "澜川市人民检察院", "PROCURATORATE", "检察院", "9901"),
    Agency(CENTRE, "澜川市住房公积金管理中心", "HOUSING_FUND_CENTRE", "住房公积金管理中心", "9901"),
    Agency(REGISTRY, "澜川市不动产登记中心", "REAL_ESTATE_REGISTRY", "不动产登记中心", "9901"),
    Agency(MARKET, "澜川市市场监督管理局", "MARKET_REGULATOR", "市场监督管理局", "9901"),
    Agency(CIVIL, "澜川市民政局", "CIVIL_AFFAIRS", "民政局", "9901"),
    Agency(TELECOM, "示例移动澜川分公司", "TELECOM", "电信运营商", "9901"),
    Agency(STORY_BANK, "示例商业银行澜川分行", "BANK", "银行", "9901"),
    Agency(_bank("MATE5T0E"), "澜川农村商业银行", "BANK", "银行", "9901"),
    Agency(_bank("MATE5T0F"), "虚构发展银行澜川支行", "BANK", "银行", "9901"),
    Agency(_bank("MATE5T0G"), "样本储蓄银行澜川分行", "BANK", "银行", "9901"),
    Agency("9901WMB", "澜川市精神文明建设指导委员会办公室", "HONOURS_OFFICE", "文明办", "9901"),
    Agency("9901ZFW", "中共澜川市委政法委员会", "COORDINATION_BODY", "政法委", "9901"),
)

BANKS: tuple[Agency, ...] = tuple(agency for agency in AGENCIES if agency.kind == "BANK")

#: Officers a demo can act as: one for each kind of agency, and three posts at the court of the story's case.
DEMO_OFFICERS: tuple[Officer, ...] = (
    Officer("示0102-A-017", "孙德厚", "示0102", "COURT", "JUDGE", "员额法官"),
    Officer("示0102-A-002", "秦明川", "示0102", "COURT", "BUREAU_CHIEF", "执行局长"),
    Officer("示0102-A-001", "顾长河", "示0102", "COURT", "PRESIDENT", "院长"),
    Officer("示0102-S-031", "叶小舟", "示0102", "COURT", "ASSISTANT", "法官助理"),
    Officer("示01-A-005", "江若溪", "示01", "COURT", "JUDGE", "员额法官"),
    Officer("9901GA-110216", "段峰", POLICE, "POLICE", "POLICE", "民警"),
    Officer("9901JG-122045", "雷启航", TRAFFIC, "TRAFFIC_POLICE", "POLICE", "民警"),
    Officer("9901JCY-0031", "覃文远", PROSECUTOR, "PROCURATORATE", "PROCURATOR", "检察官"),
    Officer("GJJ-0007", "何青", CENTRE, "HOUSING_FUND_CENTRE", "OPERATOR", "经办人"),
    Officer("BDC-0012", "陶静", REGISTRY, "REAL_ESTATE_REGISTRY", "OPERATOR", "经办人"),
    Officer("SCJG-0045", "贺晨", MARKET, "MARKET_REGULATOR", "OPERATOR", "经办人"),
    Officer("MZ-0009", "邵慧", CIVIL, "CIVIL_AFFAIRS", "OPERATOR", "经办人"),
    Officer("TEL-0101", "常宇", TELECOM, "TELECOM", "OPERATOR", "经办人"),
    Officer("YH-0023", "万佳", STORY_BANK, "BANK", "OPERATOR", "经办人"),
    Officer("WMB-0003", "钱若兰", "9901WMB", "HONOURS_OFFICE", "OPERATOR", "经办人"),
    Officer("ZFW-0001", "严正清", "9901ZFW", "COORDINATION_BODY", "SUPERVISOR", "主管"),
)


@lru_cache(maxsize=8)
def courts(cities: int) -> tuple[str, ...]:
    """Return the codes of the basic courts, four to a city."""
    return tuple(f"示{city:02}{part:02}" for city in range(1, cities + 1) for part in range(1, 5))


def agencies(plan: Plan) -> Iterator[Agency]:
    """Yield all agencies of a city: the fixed ones and, in a province, the courts of the other cities."""
    yield from AGENCIES
    for city in range(2, plan.cities + 1):
        name = names.CITIES[city - 1]
        yield Agency(f"示{city:02}", f"{name}市中级人民法院", "COURT", "法院", f"99{city:02}", "示")
        for part in range(1, 5):
            region = f"99{city:02}{part:02}"
            court = f"{names.district(region).removeprefix('示例省')}人民法院"
            yield Agency(f"示{city:02}{part:02}", court, "COURT", "法院", region, f"示{city:02}")


def judge(seed: int, court: str, number: int) -> Officer:
    """Return the court's judge of this number; at the story's court number 0 is the story's judge."""
    if court == "示0102" and number == 0:
        return DEMO_OFFICERS[0]
    draw = Draw(seed, f"judge {court}", number)
    name = names.surname(draw) + names.given_name(draw, male=draw.chance(0.5))
    return Officer(f"{court}-A-{number + 101}", name, court, "COURT", "JUDGE", "员额法官")


def officers(plan: Plan) -> Iterator[Officer]:
    """Yield all officers: those of the demo and the judges of each basic court."""
    yield from DEMO_OFFICERS
    for court in courts(plan.cities):
        for number in range(JUDGES_PER_COURT):
            officer = judge(plan.seed, court, number)
            if officer is not DEMO_OFFICERS[0]:
                yield officer
