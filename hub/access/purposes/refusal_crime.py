"""Police investigate the crime of refusing to perform a judgment, on a court's transfer letter (R-RC-01 … R-RC-08)."""

from hub.access import laws, rings
from hub.access.case_kinds import ENFORCING
from hub.access.case_rules import CaseRule
from hub.access.declare import Ground, Opens, Purpose, Ring, both, into, out
from hub.access.sensitivities import BASIC, FINANCE, IDENTITY, WHEREABOUTS

PURPOSE = Purpose(
    name="REFUSAL_CRIME",
    zh="拒执罪侦查",
    en="Refusal crime",
    description="Police follow property and control from the debtors of a case that a court has transferred to them.",
    description_zh="公安机关就法院移送的涉嫌拒执罪案件，查明被执行人的财产去向和控制关系。",
    agencies=frozenset({"POLICE"}),
    roles=frozenset({"POLICE", "SUPERVISOR"}),
    articles=(laws.REFUSAL_3, laws.REFUSAL_PROCEDURE_3),
    ground=Ground(
        CaseRule.ADDRESSED, ("OPEN", "PROCEDURALLY_TERMINATED", "STAYED", "TERMINATED"), ("TRANSFER_LETTER",), ENFORCING
    ),
    # Acts after the suit began count (R-RC-04).
    years=3,
    groups=frozenset({"graph", "charts", "flags"}),
    rings=(
        rings.CASE,
        Ring("document", "文书", "The transfer letter itself.", (Opens("Document", BASIC),)),
        rings.debtors("The debtors of the case.", Opens("Person", IDENTITY), Opens("Company", BASIC)),
        rings.PAPERS,
        Ring(
            "managers",
            "负责人",
            "Who represents, owns, serves or controls the debtor companies.",
            (Opens("Person", IDENTITY), Opens("Company", BASIC)),
            ("debtors",),
            (into("LEGAL_REPRESENTATIVE_OF", "SHAREHOLDER_OF", "OFFICER_OF", "ACTUAL_CONTROLLER_OF"),),
            hops=3,
        ),
        Ring(
            "kin",
            "亲属",
            "Spouses and relatives of debtors and managers.",
            (Opens("Person", IDENTITY),),
            ("debtors", "managers"),
            (both("SPOUSE_OF", "RELATIVE_OF"),),
        ),
        Ring(
            "controlled",
            "控制单位",
            "Companies that debtors and managers represent, own shares in or control.",
            (Opens("Company", BASIC),),
            ("debtors", "managers"),
            (out("LEGAL_REPRESENTATIVE_OF", "SHAREHOLDER_OF", "ACTUAL_CONTROLLER_OF"),),
            hops=2,
        ),
        Ring(
            "assets",
            "财产",
            "What all of these own, hold or drive, or gave away within the window.",
            (
                Opens("Vehicle", BASIC),
                Opens("RealEstate", BASIC | FINANCE),
                Opens("BankAccount", BASIC | FINANCE),
                Opens("Equity", BASIC | FINANCE),
                Opens("Phone", IDENTITY),
                Opens("Address", IDENTITY | WHEREABOUTS),
            ),
            ("debtors", "managers", "kin", "controlled"),
            (out("OWNS", "PREVIOUSLY_OWNED", "HOLDS", "USES", "DRIVES", "RESIDES_AT", "REGISTERED_AT"),),
        ),
        Ring(
            "holders",
            "现权利人",
            "Who owns now what they gave away or drive.",
            (Opens("Person", IDENTITY), Opens("Company", BASIC), Opens("Address", IDENTITY | WHEREABOUTS)),
            ("assets",),
            (into("OWNS"), out("LOCATED_AT")),
        ),
        rings.flags(
            "What agencies have flagged on any of these.",
            ("case", "debtors", "managers", "assets", "controlled", "holders"),
            IDENTITY,
        ),
        rings.own_flags(("document", "papers", "kin"), IDENTITY),
    ),
    registers=(rings.AGENCIES,),
    links=frozenset(
        {
            "HEARD_BY",
            "HELD_AT",
            "ADDRESSED_TO",
            "PART_OF",
            "RAISED_BY",
            "ABOUT",
            "ISSUED_BY",
            "GUARANTEES",
            "CO_DEBTOR_WITH",
        }
    ),
    link_values=IDENTITY | FINANCE | WHEREABOUTS,
)
