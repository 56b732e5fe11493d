"""A court or other body that takes part in the linkage (联动单位)."""

from schema.declare import Entity, Lookup, Sensitivity, prop
from schema.looks import Sign
from schema.values import DIVISION_CODE, NAME, TEXT, choice

AGENCY_KIND = choice(
    "AgencyKind",
    {
        "COURT": ("法院", "Court."),
        "POLICE": ("公安机关", "Public security organ."),
        "TRAFFIC_POLICE": ("交警", "Traffic police."),
        "PROCURATORATE": ("检察院", "Procuratorate."),
        "HOUSING_FUND_CENTRE": ("住房公积金管理中心", "Housing provident fund centre."),
        "REAL_ESTATE_REGISTRY": ("不动产登记中心", "Real estate registry."),
        "MARKET_REGULATOR": ("市场监督管理局", "Market regulator, keeper of the company register.", "Market regulator"),
        "CIVIL_AFFAIRS": ("民政局", "Civil affairs bureau."),
        "TELECOM": ("电信运营商", "Telecom operator."),
        "BANK": ("银行", "Bank."),
        "HONOURS_OFFICE": ("文明办", "Office for civic honours."),
        "COORDINATION_BODY": (
            "政法委",
            "Political and legal committee, coordinator of the linkage.",
            "Political and legal committee",
        ),
        "PUBLIC_SOURCE": ("公开数据源", "Publisher of public data."),
    },
)

ENTITY = Entity(
    name="Agency",
    zh="联动单位",
    en="Agency",
    description="A court or other body that takes part in the linkage.",
    plural="agencies",
    caption="name",
    card=("kind", "divisionCode"),
    sign=Sign("局", "Ag", "#557284"),
    relates=False,
    lookup=Lookup("agency", {"code": "code"}),
    props=(
        prop(
            "code",
            TEXT,
            "Code of the agency: a court's code or a USCC.",
            zh="单位代码",
            en="Agency code",
            sensitivity=Sensitivity.PUBLIC,
            identity=True,
        ),
        prop("name", NAME, "Name.", zh="名称", en="Name", sensitivity=Sensitivity.PUBLIC, search=True, indexed=True),
        prop(
            "kind", AGENCY_KIND, "Kind of agency.", zh="单位类型", en="Kind of agency", sensitivity=Sensitivity.PUBLIC
        ),
        prop(
            "divisionCode",
            DIVISION_CODE,
            "Division it is competent for.",
            zh="区划代码",
            en="Division code",
            sensitivity=Sensitivity.PUBLIC,
        ),
    ),
)
