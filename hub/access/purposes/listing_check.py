"""A partner screens its own clients against the list: listed or not, nothing else (SM-6, R-PD-04)."""

from hub.access import laws
from hub.access.declare import Purpose

PURPOSE = Purpose(
    name="LISTING_CHECK",
    zh="失信审查",
    en="Listing check",
    description="A partner asks whether its own clients are on the list of dishonest debtors, and learns only that.",
    description_zh="联动单位核查其业务对象是否为失信被执行人，系统只答复“是”或“否”。",
    agencies=frozenset(
        {"HONOURS_OFFICE", "BANK", "MARKET_REGULATOR", "REAL_ESTATE_REGISTRY", "CIVIL_AFFAIRS", "TELECOM", "COURT"}
    ),
    roles=frozenset({"SCREENER", "HONOURS", "OPERATOR", "SUPERVISOR", "JUDGE"}),
    articles=(laws.LISTING_8, laws.PIPL_24),
    groups=frozenset({"listing"}),
)
