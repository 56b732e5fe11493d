"""A court inquires in its own enforcement case (R-AS-01 … R-AS-04)."""

from hub.access import laws, rings
from hub.access.case_kinds import ENFORCING
from hub.access.case_rules import CaseRule
from hub.access.declare import Ground, Level, Opens, Purpose, Ring, both, into, out
from hub.access.sensitivities import BASIC, FINANCE, IDENTITY, PERSONAL, PUBLIC, WHEREABOUTS

PURPOSE = Purpose(
    name="CASE_INQUIRY",
    zh="办案查询",
    en="Case inquiry",
    description="A court looks into the debtors of its own case, their property and what they control.",
    description_zh="执行法院就本院执行案件查询被执行人、其财产及其控制的单位。",
    agencies=frozenset({"COURT"}),
    roles=frozenset({"JUDGE", "BUREAU_CHIEF", "PRESIDENT", "ASSISTANT", "COMMAND_CENTRE"}),
    articles=(
        laws.CONTROL_2,
        laws.CONTROL_3,
        laws.CONTROL_7,
        laws.CPL_253,
        laws.INVESTIGATION_12,
        laws.INVESTIGATION_25,
    ),
    # A terminated procedure is checked again for five years (R-ZB-04).
    ground=Ground(CaseRule.OWN, ("OPEN", "PROCEDURALLY_TERMINATED"), ("INQUIRY_NOTICE",), ENFORCING),
    subjects="debtors",
    years=1,
    groups=frozenset({"graph", "charts", "flags"}),
    rings=(
        rings.CASE,
        rings.debtors("The debtors of the case.", Opens("Person", IDENTITY), Opens("Company", BASIC)),
        Ring(
            "parties",
            "其他当事人",
            "Creditors and guarantors of the case; their numbers are masked.",
            (rings.NAMED_PERSON, Opens("Company", BASIC)),
            ("case",),
            (into("CREDITOR_IN", "GUARANTOR_IN"),),
        ),
        rings.PAPERS,
        Ring(
            "assets",
            "财产",
            "What the debtors own, hold, use and drive, or gave away within the window.",
            (
                Opens("Vehicle", BASIC),
                Opens("RealEstate", BASIC | FINANCE),
                Opens("BankAccount", BASIC | FINANCE),
                Opens("HousingFundAccount", BASIC | FINANCE),
                Opens("Equity", BASIC | FINANCE),
                Opens("Phone", IDENTITY),
                Opens("Address", IDENTITY | WHEREABOUTS),
                Opens("DishonestyEntry", BASIC),
            ),
            ("debtors",),
            (out("OWNS", "PREVIOUSLY_OWNED", "HOLDS", "USES", "DRIVES", "RESIDES_AT", "REGISTERED_AT", "LISTED_AS"),),
        ),
        Ring(
            "controlled",
            "控制单位",
            "Companies the debtors represent, own shares in, serve or control, up to three layers away.",
            (Opens("Company", BASIC),),
            ("debtors",),
            (out("LEGAL_REPRESENTATIVE_OF", "SHAREHOLDER_OF", "OFFICER_OF", "ACTUAL_CONTROLLER_OF", "EMPLOYED_BY"),),
            hops=3,
        ),
        Ring(
            "kin",
            "亲属",
            "Spouses and relatives of the debtors: that they are there, not who they are (R-AS-01).",
            (Opens("Person", PUBLIC, masked=PERSONAL, fields={"name": Level.MASKED}),),
            ("debtors",),
            (both("SPOUSE_OF", "RELATIVE_OF"),),
        ),
        Ring(
            "holders",
            "现权利人",
            "Who owns now what the debtors gave away or drive; persons are masked.",
            (
                Opens("Person", PUBLIC, fields={"name": Level.MASKED, "citizenId": Level.MASKED}),
                Opens("Company", BASIC),
                Opens("Address", PUBLIC, masked=WHEREABOUTS),
            ),
            ("assets",),
            (into("OWNS"), out("LOCATED_AT")),
        ),
        rings.flags(
            "What agencies have flagged on any of these.",
            ("case", "debtors", "assets", "controlled", "holders"),
            IDENTITY,
        ),
        rings.own_flags(("parties", "papers", "kin"), IDENTITY),
    ),
    registers=(rings.AGENCIES,),
    links=frozenset(
        {
            "HEARD_BY",
            "HELD_AT",
            "SERVES_AT",
            "PART_OF",
            "RAISED_BY",
            "ADDRESSED_TO",
            "CO_DEBTOR_WITH",
            "ABOUT",
            "CONTRIBUTES_TO",
            "ISSUED_BY",
            "GUARANTEES",
        }
    ),
    link_values=BASIC | FINANCE | PERSONAL,
)
