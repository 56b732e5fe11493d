"""An agency works on a court's request that is addressed to it (R-AS-06, R-AS-08)."""

from hub.access import laws, rings
from hub.access.case_kinds import ENFORCING
from hub.access.case_rules import CaseRule
from hub.access.declare import Ground, Level, Opens, Purpose, Ring, out
from hub.access.sensitivities import BASIC, FINANCE

PURPOSE = Purpose(
    name="ASSISTANCE",
    zh="协助执行",
    en="Assistance",
    description="An assisting agency carries out a notice addressed to it: the debtors, and what it holds of them.",
    description_zh="协助执行单位办理法院送达的协助通知：被执行人身份及其在本单位登记的财产。",
    agencies=frozenset({"BANK", "REAL_ESTATE_REGISTRY", "MARKET_REGULATOR", "CIVIL_AFFAIRS", "TELECOM", "POLICE"}),
    roles=frozenset({"OPERATOR", "SUPERVISOR", "POLICE"}),
    articles=(laws.CPL_253, laws.CPL_117, laws.INTERPRETATION_483, laws.INVESTIGATION_12),
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
            "The debtors, by name and number, so that the agency finds them in its own records.",
            Opens("Person", BASIC, fields={"citizenId": Level.WHOLE}),
            Opens("Company", BASIC),
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
        rings.flags("What agencies have flagged on the debtors' accounts here.", ("held",)),
        rings.own_flags(("case", "document", "debtors")),
    ),
    registers=(rings.AGENCIES,),
    links=frozenset({"HEARD_BY", "HELD_AT", "ISSUED_IN", "ADDRESSED_TO", "PART_OF", "RAISED_BY"}),
)
