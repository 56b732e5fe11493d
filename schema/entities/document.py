"""A document of a case (文书)."""

from schema.declare import Entity, prop
from schema.values import DATE, TEXT, choice

DOCUMENT_KIND = choice(
    "DocumentKind",
    {
        "RULING": ("执行裁定书", "Enforcement ruling."),
        "INQUIRY_NOTICE": ("协助查询通知书", "Notice of assistance in inquiry."),
        "ASSISTANCE_NOTICE": ("协助执行通知书", "Notice of assistance in enforcement."),
        "ENFORCEMENT_NOTICE": ("执行通知书", "Enforcement notice."),
        "PROPERTY_REPORT_ORDER": ("报告财产令", "Property-report order."),
        "DECISION": ("决定书", "Decision."),
        "TRANSFER_LETTER": ("移送函", "Letter that transfers a suspected refusal crime to the police."),
        "SUPERVISION_LETTER": ("检察监督函", "Letter to or from the procuratorate about its supervision."),
        "RELEASE_NOTICE": ("协助解除通知书", "Notice of assistance in releasing a measure."),
        "OTHER": ("其他", "Any other document."),
    },
)

DOCUMENT_STATUS = choice(
    "DocumentStatus",
    {
        "EFFECTIVE": ("有效", "In effect."),
        "ANSWERED": ("已反馈", "Answered by those it is addressed to."),
        "WITHDRAWN": ("已撤回", "Withdrawn by who issued it."),
    },
)

ENTITY = Entity(
    name="Document",
    zh="文书",
    description="A document issued or received in a case.",
    plural="documents",
    caption="documentNo",
    props=(
        prop("documentNo", TEXT, "Number of the document.", zh="文书编号", identity=True),
        prop("kind", DOCUMENT_KIND, "Kind of document.", zh="文书种类"),
        prop("title", TEXT, "Title.", zh="标题"),
        prop("issuedAt", DATE, "Day of issue.", zh="签发日期", indexed=True),
        prop("status", DOCUMENT_STATUS, "Whether it is in effect.", zh="文书状态", indexed=True),
        prop("validUntil", DATE, "Last day it is valid.", zh="有效期至"),
    ),
)
