"""The procuratorate supervises enforcement in a case of its division (CPL 242)."""

from hub.access import laws
from hub.access.declare import CHARTS, FLAGS, GRAPH, CaseRule, Ground, Level, Opens, Purpose, Register, Ring, into, out
from hub.access.sensitivities import BASIC, FINANCE, PERSONAL, PUBLIC

PURPOSE = Purpose(
    name="SUPERVISION",
    zh="检察监督",
    description="A procuratorate looks at how a case of its division was handled; parties' numbers are masked.",
    description_zh="检察机关监督本辖区执行案件的办理；当事人号码遮蔽。",
    agencies=frozenset({"PROCURATORATE"}),
    roles=frozenset({"PROCURATOR"}),
    articles=(laws.CPL_242, laws.PIPL_34),
    ground=Ground(CaseRule.DIVISION, (), ("SUPERVISION_LETTER",)),
    groups=frozenset({GRAPH, CHARTS, FLAGS}),
    rings=(
        Ring("case", "案件", "The basis case.", (Opens("EnforcementCase", BASIC | FINANCE),)),
        Ring(
            "parties",
            "当事人",
            "Debtors, creditors and guarantors: names whole, numbers masked.",
            (Opens("Person", BASIC, fields={"citizenId": Level.MASKED}), Opens("Company", BASIC)),
            ("case",),
            (into("DEBTOR_IN", "CREDITOR_IN", "GUARANTOR_IN"),),
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
        Ring(
            "flags",
            "标记",
            "What agencies have flagged on the case and its parties.",
            (Opens("Flag", BASIC),),
            ("case", "parties"),
            (into("FLAGS"),),
        ),
    ),
    registers=(Register(Opens("Agency", BASIC)),),
    links=frozenset({"HEARD_BY", "SERVES_AT", "ADDRESSED_TO", "PART_OF", "RAISED_BY", "LISTED_AS"}),
    link_values=BASIC | FINANCE,
)
