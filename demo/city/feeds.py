"""The files of a city: format, encoding and columns, as the agencies that send them keep them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Cell: TypeAlias = "str | int | float | date | None"
CityRecord: TypeAlias = "dict[str, object]"
CityRow: TypeAlias = "list[Cell] | CityRecord"


@dataclass(frozen=True, slots=True)
class CityColumn:
    """A column, or a path into a JSON record: what sort of value it holds, and whether it must be there."""

    header: str
    sort: str = "text"
    required: bool = False


@dataclass(frozen=True, slots=True)
class CityFeed:
    """One file an agency sends; `days` is how it writes dates."""

    stem: str
    extension: str
    columns: tuple[CityColumn, ...]
    encoding: str = "utf-8"
    newline: str = "\n"
    days: str = "iso"
    sheet: str = ""
    dirty: bool = True

    @property
    def file(self) -> str:
        """Name of the file."""
        return f"{self.stem}.{self.extension}"


def _columns(text: str) -> tuple[CityColumn, ...]:
    """Read `header:sort` words, `!` for a required one."""
    columns = []
    for word in text.split():
        header, _, sort = word.partition(":")
        columns.append(CityColumn(header.rstrip("!"), sort or "text", header.endswith("!")))
    return tuple(columns)


@dataclass(frozen=True, slots=True)
class _Sender:
    """How one agency writes its CSV files."""

    encoding: str
    newline: str
    days: str = "iso"

    def csv(self, stem: str, columns: str) -> CityFeed:
        return CityFeed(stem, "csv", _columns(columns), self.encoding, self.newline, self.days)


_police = _Sender("gb18030", "\r\n", "plain")
_traffic = _Sender("utf-8-sig", "\r\n")
_registry = _Sender("utf-8", "\n", "slash")
_telecom = _Sender("utf-8", "\n")


def _jsonl(stem: str, columns: str, *, dirty: bool = True) -> CityFeed:
    return CityFeed(stem, "jsonl", _columns(columns), dirty=dirty)


FEEDS: tuple[CityFeed, ...] = (
    _jsonl("court_agencies", "code! name!:name kind!:code", dirty=False),
    _jsonl("court_officers", "card! name!:name post!:code agency!", dirty=False),
    _police.csv(
        "police_residents",
        "公民身份号码!:citizen 姓名!:name 曾用名 性别:code 出生日期:day 户籍地区划 现住址 死亡日期:day",
    ),
    _police.csv("police_kinship", "本人身份号码!:citizen 本人姓名:name 亲属身份号码!:citizen 亲属姓名 亲属关系!:code"),
    _traffic.csv(
        "traffic_vehicles",
        "号牌号码!:plate 号牌种类!:code 车辆识别代号!:vin 品牌型号 车身颜色 机动车状态:code 初次登记日期:day"
        " 所有人证件类型!:code 所有人证件号码!:party 所有人名称:name 取得日期:day",
    ),
    _traffic.csv(
        "traffic_transfers",
        "车辆识别代号!:vin 原所有人证件类型!:code 原所有人证件号码!:party 原所有人名称:name"
        " 取得日期!:day 转出日期!:day 成交价(元):yuan",
    ),
    _traffic.csv(
        "traffic_drivers", "车辆识别代号!:vin 驾驶人身份号码!:citizen 驾驶人姓名:name 次数!:number 最近日期!:day"
    ),
    CityFeed(
        "housing_fund_accounts",
        "xlsx",
        _columns(
            "个人账号!:account 身份证号!:citizen 姓名!:name 单位统一社会信用代码:uscc 单位名称 账户余额(元)!:commas"
            " 贷款占用(元):commas 月缴存额(元):amount 账户状态!:code 开户日期:day 最近缴存日期:day 公积金中心代码!"
        ),
        sheet="个人账户",
    ),
    CityFeed(
        "civil_marriages",
        "xlsx",
        _columns(
            "结婚证字号! 男方身份证号!:citizen 男方姓名 女方身份证号!:citizen 女方姓名 登记日期!:day 离婚日期:day"
        ),
        days="cell",
        sheet="婚姻登记",
    ),
    _jsonl(
        "court_cases",
        "caseNumber!:case kind!:code court! claimAmount!:yuan paidAmount:yuan filedAt!:day closedAt:day status!:code"
        " debtors.0.id!:party debtors.0.name:name creditors.0.id!:party debtors.0.type!:code debtors.0.amount:yuan",
    ),
    _jsonl(
        "court_listings",
        "entryNo! caseNumber!:case type!:code id!:party name:name ground!:code status!:code listedAt!:day",
    ),
    _jsonl("court_documents", "documentNo! caseNumber!:case kind!:code issuedAt:day status:code validUntil:day"),
    _jsonl("court_clues", "clueNo! caseNumber!:case statement:words receivedAt!:day outcome!:code about.0.id!:party"),
    _jsonl(
        "market_companies",
        "uscc!:uscc name!:name kind!:code status!:code registeredCapital:yuan establishedAt:day"
        " legalRepresentative.id!:citizen shareholders.0.id!:party shareholders.0.subscribed:yuan",
    ),
    _registry.csv(
        "registry_units",
        "不动产单元号! 不动产权证号 用途 建筑面积(㎡):number 是否抵押:code 登记日期:day 坐落 区划代码"
        " 权利人类型!:code 权利人证件号!:party 权利人名称:name 共有份额 取得日期:day",
    ),
    _registry.csv(
        "registry_transfers",
        "不动产单元号! 原权利人类型!:code 原权利人证件号!:party 原权利人名称:name"
        " 取得日期!:day 转出日期!:day 成交价(元):yuan",
    ),
    _telecom.csv("telecom_subscribers", "手机号码!:phone 证件类型!:code 证件号码!:party 机主名称:name 运营商"),
    _telecom.csv("telecom_calls", "主叫号码!:phone 被叫号码!:phone 次数!:number 最近日期!:day"),
    _jsonl(
        "bank_accounts",
        "accountNo!:account bank! holderType!:code holderId!:party holderName:name balance!:yuan balanceAt:day"
        " status!:code openedAt:day",
    ),
    _jsonl(
        "bank_loans", "borrower.id!:party borrower.name:name guarantors.0.id!:party guarantors.0.amount:yuan since:day"
    ),
)

NOMINEES = CityFeed(
    "nominees",
    "xlsx",
    _columns("序号 单位名称 统一社会信用代码 负责人姓名 负责人身份证号"),
    sheet="文明单位推荐名单",
    dirty=False,
)
