"""A court tells a party of a case how it stands, without third parties' data (S1-19, R-PD-11)."""

from hub.access import laws, rings
from hub.access.case_rules import CaseRule
from hub.access.declare import Ground, Level, Opens, Purpose, Ring, into, out
from hub.access.sensitivities import BASIC, FINANCE, PUBLIC

PURPOSE = Purpose(
    name="DISCLOSURE",
    zh="向当事人公开",
    en="Disclosure to parties",
    description="A court shows the parties of a case how it stands, and the debtors' property in outline.",
    description_zh="法院向案件当事人公开案件进展、当事人姓名及被执行人财产概要，不含案外人信息。",
    agencies=frozenset({"COURT"}),
    roles=frozenset({"PARTY_PORTAL", "JUDGE", "ASSISTANT"}),
    articles=(laws.PIPL_13, laws.PIPL_25),
    ground=Ground(CaseRule.OWN, (), ()),
    rings=(
        rings.CASE,
        rings.parties(
            "The parties: names whole, numbers masked.",
            rings.NAMED_PERSON,
            Opens("Company", PUBLIC, fields={"name": Level.WHOLE}),
        ),
        rings.debtors(
            "The debtors among them.", rings.NAMED_PERSON, Opens("Company", PUBLIC, fields={"name": Level.WHOLE})
        ),
        Ring(
            "papers",
            "案卷",
            "Documents and list entries of the case, and who handles it.",
            (Opens("Document", BASIC), Opens("DishonestyEntry", PUBLIC), Opens("Officer", BASIC)),
            ("case",),
            (into("ISSUED_IN"), out("HANDLED_BY")),
        ),
        Ring(
            "assets",
            "财产概要",
            "What the debtors own: kinds and states, with numbers masked.",
            (
                Opens("Vehicle", PUBLIC, fields={"plateNo": Level.MASKED, "brand": Level.WHOLE, "status": Level.WHOLE}),
                Opens("RealEstate", PUBLIC, fields={"unitNo": Level.MASKED, "use": Level.WHOLE}),
                Opens("BankAccount", PUBLIC, fields={"accountNo": Level.MASKED, "status": Level.WHOLE}),
                Opens("HousingFundAccount", PUBLIC, fields={"accountNo": Level.MASKED, "status": Level.WHOLE}),
            ),
            ("debtors",),
            (out("OWNS", "HOLDS"),),
        ),
    ),
    registers=(rings.AGENCIES,),
    links=frozenset({"HEARD_BY", "LISTED_AS"}),
    link_values=BASIC | FINANCE,
)
