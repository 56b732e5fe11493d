"""The procuratorate supervises enforcement in a case of its division (CPL 2023 art. 246)."""

from hub.access import laws, rings
from hub.access.case_rules import CaseRule
from hub.access.declare import Ground, Opens, Purpose, Ring, into, out
from hub.access.sensitivities import BASIC, FINANCE, PERSONAL, PUBLIC

PURPOSE = Purpose(
    name="SUPERVISION",
    zh="检察监督",
    en="Procuratorial supervision",
    description="A procuratorate looks at how a case of its division was handled; parties' numbers are masked.",
    description_zh="检察机关监督本辖区执行案件的办理，当事人证件号码脱敏。",
    agencies=frozenset({"PROCURATORATE"}),
    roles=frozenset({"PROCURATOR"}),
    articles=(laws.CPL_246, laws.PIPL_34),
    ground=Ground(CaseRule.DIVISION, (), ("SUPERVISION_LETTER",)),
    groups=frozenset({"graph", "charts", "flags"}),
    rings=(
        rings.CASE,
        rings.parties(
            "Debtors, creditors and guarantors: names whole, numbers masked.",
            rings.NAMED_PERSON,
            Opens("Company", BASIC),
        ),
        Ring(
            "papers",
            "案卷",
            "Documents, clues and list entries of the case, and who handles it.",
            (
                Opens("Document", BASIC),
                Opens("Clue", BASIC, masked=PERSONAL),
                Opens("DishonestyEntry", PUBLIC),
                Opens("Officer", BASIC),
            ),
            ("case",),
            (into("ISSUED_IN"), out("HANDLED_BY")),
        ),
        rings.flags("What agencies have flagged on the case and its parties.", ("case", "parties")),
        rings.own_flags(("papers",)),
    ),
    registers=(rings.AGENCIES,),
    links=frozenset({"HEARD_BY", "SERVES_AT", "ADDRESSED_TO", "PART_OF", "RAISED_BY", "LISTED_AS"}),
    link_values=BASIC | FINANCE,
)
