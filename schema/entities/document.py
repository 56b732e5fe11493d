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
        "OTHER": ("其他", "Any other document."),
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
    ),
)
