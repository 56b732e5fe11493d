"""An enforcement case of a court (执行案件)."""

from schema.declare import Entity, Sensitivity, prop
from schema.values import BOOLEAN, CASE_NUMBER, DATE, FEN, TEXT, choice

CASE_KIND = choice(
    "CaseKind",
    {
        "INITIAL": ("首次执行", "Initial enforcement (执)."),
        "RESUMED": ("恢复执行", "Resumed enforcement (执恢)."),
        "PRESERVATION": ("执行保全", "Preservation enforcement (执保)."),
        "OBJECTION": ("执行异议", "Enforcement objection (执异)."),
        "REVIEW": ("执行复议", "Review of an enforcement act (执复)."),
        "SUPERVISION": ("执行监督", "Enforcement supervision (执监)."),
        "PENALTY": ("司法惩戒", "Judicial penalty (司惩)."),
        "BANKRUPTCY": ("破产申请", "Bankruptcy application (破申)."),
    },
)
CASE_STATUS = choice(
    "CaseStatus",
    {
        "OPEN": ("在执", "Open."),
        "PROCEDURALLY_TERMINATED": ("终本", "The current enforcement procedure is terminated (终本)."),
        "SATISFIED": ("执行完毕", "Fully satisfied."),
        "SETTLED": ("执行和解", "Settled in enforcement."),
        "TERMINATED": ("终结执行", "Enforcement is terminated."),
        "STAYED": ("中止", "Stayed."),
    },
)

ENTITY = Entity(
    name="EnforcementCase",
    zh="执行案件",
    description="An enforcement case, identified by its case number.",
    plural="cases",
    caption="caseNumber",
    props=(
        prop(
            "caseNumber",
            CASE_NUMBER,
            "Case number (R-ID-06).",
            zh="案号",
            sensitivity=Sensitivity.PUBLIC,
            identity=True,
            search=True,
        ),
        prop("kind", CASE_KIND, "Kind of case.", zh="案件类型", sensitivity=Sensitivity.PUBLIC),
        prop("status", CASE_STATUS, "State of the case.", zh="案件状态", sensitivity=Sensitivity.PUBLIC, indexed=True),
        prop("cause", TEXT, "Cause of action of the title.", zh="案由", sensitivity=Sensitivity.PUBLIC),
        prop(
            "titleNumber", TEXT, "Number of the enforcement title.", zh="执行依据文号", sensitivity=Sensitivity.PARTNER
        ),
        prop(
            "claimAmount",
            FEN,
            "Amount to be enforced, in fen.",
            zh="执行标的额",
            sensitivity=Sensitivity.FINANCIAL,
            indexed=True,
        ),
        prop("paidAmount", FEN, "Amount already paid, in fen.", zh="已到位金额", sensitivity=Sensitivity.FINANCIAL),
        prop("filedAt", DATE, "Day of filing.", zh="立案日期", sensitivity=Sensitivity.PUBLIC, indexed=True),
        prop("closedAt", DATE, "Day of closing.", zh="结案日期", sensitivity=Sensitivity.PUBLIC),
        prop("livelihood", BOOLEAN, "Whether it is a livelihood case.", zh="涉民生", sensitivity=Sensitivity.PARTNER),
    ),
)
