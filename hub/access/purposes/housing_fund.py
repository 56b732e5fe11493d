"""A housing provident fund centre works on a notice addressed to it (R-HF-01 …)."""

from hub.access import laws, rings
from hub.access.case_kinds import ENFORCING
from hub.access.case_rules import CaseRule
from hub.access.declare import Ground, Level, Opens, Purpose, Ring, into, out
from hub.access.sensitivities import BASIC, FINANCE, PUBLIC

PURPOSE = Purpose(
    name="HOUSING_FUND",
    zh="公积金查控",
    en="Housing fund",
    description="A housing-fund centre works on a notice addressed to it: debtors and their accounts there.",
    description_zh="住房公积金管理中心办理法院送达的协助通知：被执行人及其在本中心的账户。",
    agencies=frozenset({"HOUSING_FUND_CENTRE"}),
    roles=frozenset({"OPERATOR", "SUPERVISOR"}),
    articles=(laws.HOUSING_FUND_24, laws.CPL_253, laws.CPL_117, laws.INTERPRETATION_483),
    ground=Ground(
        CaseRule.ADDRESSED,
        ("OPEN", "PROCEDURALLY_TERMINATED"),
        ("INQUIRY_NOTICE", "ASSISTANCE_NOTICE", "RELEASE_NOTICE"),
        ENFORCING,
    ),
    subjects="debtors",
    groups=frozenset({"graph", "charts", "flags"}),
    rings=(
        rings.CASE_IN_OUTLINE,
        rings.NOTICE,
        rings.debtors(
            "The debtors, by name, number and birth date (retirement is a ground of withdrawal).",
            Opens("Person", BASIC, fields={"citizenId": Level.WHOLE, "birthDate": Level.WHOLE}),
        ),
        Ring(
            "accounts",
            "公积金账户",
            "Their accounts at the caller's own centre.",
            (Opens("HousingFundAccount", BASIC | FINANCE),),
            ("debtors",),
            (out("HOLDS"),),
            held_by="HELD_AT",
        ),
        Ring(
            "employers",
            "缴存单位",
            "Employers that pay into the accounts.",
            (Opens("Company", PUBLIC),),
            ("accounts",),
            (into("CONTRIBUTES_TO"),),
        ),
        rings.flags("What agencies have flagged on the accounts.", ("accounts",)),
        rings.own_flags(("case", "document", "debtors", "employers")),
    ),
    registers=(rings.AGENCIES,),
    links=frozenset({"HEARD_BY", "HELD_AT", "ISSUED_IN", "ADDRESSED_TO", "PART_OF", "RAISED_BY"}),
)
