"""An agency works on a court's request that is addressed to it (R-AS-06, R-AS-08)."""

from hub.access import laws
from hub.access.declare import CHARTS, FLAGS, GRAPH, CaseRule, Ground, Level, Opens, Purpose, Register, Ring, into, out
from hub.access.sensitivities import BASIC, FINANCE, PUBLIC

PURPOSE = Purpose(
    name="ASSISTANCE",
    zh="协助执行",
    description="An assisting agency carries out a notice addressed to it: the debtors, and what it holds of them.",
    description_zh="协助单位办理发给本单位的协助通知：被执行人身份及本单位登记的财产。",
    agencies=frozenset({"BANK", "REAL_ESTATE_REGISTRY", "MARKET_REGULATOR", "CIVIL_AFFAIRS", "TELECOM", "POLICE"}),
    roles=frozenset({"OPERATOR", "SUPERVISOR", "POLICE"}),
    articles=(laws.CPL_253, laws.CPL_117, laws.INTERPRETATION_483, laws.INVESTIGATION_12),
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
            "The debtors, by name and number, so that the agency finds them in its own records.",
            (Opens("Person", BASIC, fields={"citizenId": Level.WHOLE}), Opens("Company", BASIC)),
            ("case",),
            (into("DEBTOR_IN"),),
        ),
        Ring(
            "held",
            "本单位登记",
            "Accounts of the debtors at the caller's own agency.",
            (Opens("BankAccount", BASIC | FINANCE),),
            ("debtors",),
            (out("HOLDS"),),
            held_by="HELD_AT",
        ),
        Ring(
            "flags",
            "标记",
            "What agencies have flagged on the debtors' accounts here.",
            (Opens("Flag", BASIC),),
            ("held",),
            (into("FLAGS"),),
        ),
    ),
    registers=(Register(Opens("Agency", BASIC)),),
    links=frozenset({"HEARD_BY", "HELD_AT", "ISSUED_IN", "ADDRESSED_TO", "PART_OF", "RAISED_BY"}),
)
