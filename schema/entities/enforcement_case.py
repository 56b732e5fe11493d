"""An enforcement case of a court (执行案件)."""

from schema.declare import Entity, Lookup, Sensitivity, prop
from schema.looks import Sign
from schema.values import BOOLEAN, CASE_NUMBER, DATE, FEN, TEXT, choice

CASE_KIND = choice(
    "CaseKind",
    {
        "INITIAL": ("首次执行", "Initial enforcement (执)."),
        "RESUMED": ("恢复执行", "Resumed enforcement (执恢)."),
        "PRESERVATION": ("执行保全", "Preservation enforcement (执保)."),
        "OBJECTION": ("执行异议", "Enforcement objection (执异)."),
        "REVIEW": ("执行复议", "Review of an enforcement act (执复).", "Enforcement review (执复)"),
        "SUPERVISION": ("执行监督", "Enforcement supervision (执监)."),
        "COORDINATION": (
            "执行协调",
            "Coordination between courts that enforce (执协).",
            "Enforcement coordination (执协)",
        ),
        "PENALTY": ("司法制裁", "Judicial penalty (司惩)."),
        "PENALTY_REVIEW": (
            "司法制裁复议",
            "Review of a judicial penalty (司惩复).",
            "Judicial penalty review (司惩复)",
        ),
        "BANKRUPTCY": ("破产申请", "Bankruptcy application (破申)."),
        "OTHER": ("其他执行", "Any other case of enforcement (执他, and types of earlier years).", "Other enforcement"),
    },
)
#: What the type in a case number means.
KIND_OF_TYPE = {
    "执": "INITIAL",
    "执恢": "RESUMED",
    "执保": "PRESERVATION",
    "执异": "OBJECTION",
    "执复": "REVIEW",
    "执监": "SUPERVISION",
    "执协": "COORDINATION",
    "执他": "OTHER",
    "司惩": "PENALTY",
    "司惩复": "PENALTY_REVIEW",
    "司救执": "OTHER",
    "破申": "BANKRUPTCY",
    "强清": "BANKRUPTCY",
    "财保": "PRESERVATION",
}
CASE_STATUS = choice(
    "CaseStatus",
    {
        "OPEN": ("在执", "Open."),
        "PROCEDURALLY_TERMINATED": (
            "终本",
            "The current enforcement procedure is terminated (终本).",
            "Current procedure terminated (终本)",
        ),
        "SATISFIED": ("执行完毕", "Fully satisfied."),
        "SETTLED": ("执行和解", "Settled in enforcement."),
        "TERMINATED": ("终结执行", "Enforcement is terminated.", "Enforcement terminated"),
        "STAYED": ("中止", "Stayed."),
    },
)

ENTITY = Entity(
    name="EnforcementCase",
    zh="执行案件",
    en="Enforcement case",
    description="An enforcement case, identified by its case number.",
    plural="cases",
    caption="caseNumber",
    card=("kind", "status", "claimAmount", "paidAmount"),
    sign=Sign("案", "Ca", "#c2342a"),
    begins="filedAt",
    lookup=Lookup("case", {"caseNumber": "caseNumber"}),
    props=(
        prop(
            "caseNumber",
            CASE_NUMBER,
            "Case number (R-ID-06).",
            zh="案号",
            en="Case number",
            sensitivity=Sensitivity.PUBLIC,
            identity=True,
            search=True,
        ),
        prop("kind", CASE_KIND, "Kind of case.", zh="案件类型", en="Kind of case", sensitivity=Sensitivity.PUBLIC),
        prop(
            "status",
            CASE_STATUS,
            "State of the case.",
            zh="案件状态",
            en="Case status",
            sensitivity=Sensitivity.PUBLIC,
            indexed=True,
        ),
        prop(
            "cause",
            TEXT,
            "Cause of action of the title.",
            zh="案由",
            en="Cause of action",
            sensitivity=Sensitivity.PUBLIC,
        ),
        prop(
            "titleNumber",
            TEXT,
            "Number of the enforcement title.",
            zh="执行依据文号",
            en="Enforcement title number",
            sensitivity=Sensitivity.PARTNER,
        ),
        prop(
            "claimAmount",
            FEN,
            "Amount to be enforced, in fen.",
            zh="执行标的额",
            en="Amount to be enforced",
            sensitivity=Sensitivity.FINANCIAL,
            indexed=True,
        ),
        prop(
            "paidAmount",
            FEN,
            "Amount already paid, in fen.",
            zh="已到位金额",
            en="Amount paid",
            sensitivity=Sensitivity.FINANCIAL,
        ),
        prop(
            "filedAt",
            DATE,
            "Day of filing.",
            zh="立案日期",
            en="Filed on",
            sensitivity=Sensitivity.PUBLIC,
            indexed=True,
        ),
        prop("closedAt", DATE, "Day of closing.", zh="结案日期", en="Closed on", sensitivity=Sensitivity.PUBLIC),
        prop(
            "livelihood",
            BOOLEAN,
            "Whether it is a livelihood case.",
            zh="涉民生",
            en="Livelihood case",
            sensitivity=Sensitivity.PARTNER,
        ),
    ),
)
