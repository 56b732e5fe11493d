"""A housing provident fund centre works on a notice addressed to it (R-HF-01 …)."""

from hub.access import laws
from hub.access.declare import CHARTS, FLAGS, GRAPH, CaseRule, Ground, Level, Opens, Purpose, Register, Ring, into, out
from hub.access.sensitivities import BASIC, FINANCE, PUBLIC

PURPOSE = Purpose(
    name="HOUSING_FUND",
    zh="公积金查控",
    description="A housing-fund centre works on a notice addressed to it: debtors and their accounts there.",
    description_zh="住房公积金管理中心办理发给本中心的协助通知：被执行人及其在本中心的账户。",
    agencies=frozenset({"HOUSING_FUND_CENTRE"}),
    roles=frozenset({"OPERATOR", "SUPERVISOR"}),
    articles=(laws.HOUSING_FUND_24, laws.CPL_253, laws.CPL_117, laws.INTERPRETATION_483),
    ground=Ground(
        CaseRule.ADDRESSED,
        ("OPEN", "PROCEDURALLY_TERMINATED"),
        ("INQUIRY_NOTICE", "ASSISTANCE_NOTICE", "RELEASE_NOTICE"),
    ),
    subjects="debtors",
    groups=frozenset({GRAPH, CHARTS, FLAGS}),
    rings=(
        Ring("case", "案件", "The basis case.", (Opens("EnforcementCase", PUBLIC),)),
        Ring("document", "文书", "The notice itself.", (Opens("Document", BASIC),)),
        Ring(
            "debtors",
            "被执行人",
            "The debtors, by name, number and birth date (retirement is a ground of withdrawal).",
            (Opens("Person", BASIC, fields={"citizenId": Level.WHOLE, "birthDate": Level.WHOLE}),),
            ("case",),
            (into("DEBTOR_IN"),),
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
        Ring(
            "flags",
            "标记",
            "What agencies have flagged on the accounts.",
            (Opens("Flag", BASIC),),
            ("accounts",),
            (into("FLAGS"),),
        ),
    ),
    registers=(Register(Opens("Agency", BASIC)),),
    links=frozenset({"HEARD_BY", "HELD_AT", "ISSUED_IN", "ADDRESSED_TO", "PART_OF", "RAISED_BY"}),
)
