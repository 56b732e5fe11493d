"""A document of a case (文书)."""

from schema.declare import Entity, prop
from schema.looks import Sign
from schema.values import DATE, DOCUMENT_NO, TEXT, choice

DOCUMENT_KIND = choice(
    "DocumentKind",
    {
        "RULING": ("执行裁定书", "Enforcement ruling."),
        "INQUIRY_NOTICE": ("协助查询通知书", "Notice of assistance in inquiry."),
        "ASSISTANCE_NOTICE": ("协助执行通知书", "Notice of assistance in enforcement."),
        "ENFORCEMENT_NOTICE": ("执行通知书", "Enforcement notice."),
        "PROPERTY_REPORT_ORDER": ("报告财产令", "Property-report order."),
        "DECISION": ("决定书", "Decision."),
        "TRANSFER_LETTER": (
            "移送函",
            "Letter that transfers a suspected refusal crime to the police.",
            "Transfer letter",
        ),
        "SUPERVISION_LETTER": (
            "检察监督函",
            "Letter to or from the procuratorate about its supervision.",
            "Procuratorial supervision letter",
        ),
        "RELEASE_NOTICE": (
            "协助解除通知书",
            "Notice of assistance in releasing a measure.",
            "Notice of assistance in release",
        ),
        "OTHER": ("其他", "Any other document.", "Other document"),
    },
)

DOCUMENT_STATUS = choice(
    "DocumentStatus",
    {
        "EFFECTIVE": ("有效", "In effect."),
        "ANSWERED": ("已反馈", "Answered by those it is addressed to.", "Answered"),
        "WITHDRAWN": ("已撤回", "Withdrawn by who issued it.", "Withdrawn"),
    },
)

ENTITY = Entity(
    name="Document",
    zh="文书",
    en="Document",
    description="A document issued or received in a case.",
    plural="documents",
    caption="documentNo",
    card=("kind", "issuedAt", "status", "validUntil"),
    sign=Sign("文", "Do", "#8a6152"),
    begins="issuedAt",
    props=(
        prop("documentNo", DOCUMENT_NO, "Number of the document.", zh="文书编号", en="Document number", identity=True),
        prop("kind", DOCUMENT_KIND, "Kind of document.", zh="文书种类", en="Kind of document"),
        prop("title", TEXT, "Title.", zh="标题", en="Title"),
        prop("issuedAt", DATE, "Day of issue.", zh="签发日期", en="Issued on", indexed=True),
        prop("status", DOCUMENT_STATUS, "Whether it is in effect.", zh="文书状态", en="Document status", indexed=True),
        prop("validUntil", DATE, "Last day it is valid.", zh="有效期至", en="Valid until"),
    ),
)
