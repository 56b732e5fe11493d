"""An entry on the list of dishonest judgment debtors (失信被执行人名单)."""

from schema.declare import Entity, Sensitivity, prop
from schema.looks import Sign
from schema.values import DATE, TEXT, choice

GROUND = choice(
    "DishonestyGround",
    {
        "G1": ("有履行能力而拒不履行", "Able to perform but refuses."),
        "G2": ("以伪造证据、暴力、威胁等方法妨碍、抗拒执行", "Forged evidence, violence or threats."),
        "G3": ("以虚假诉讼、仲裁或隐匿、转移财产等方法规避执行", "Sham suits, or hiding or moving property."),
        "G4": ("违反财产报告制度", "Breach of the duty to report property."),
        "G5": ("违反限制消费令", "Breach of a consumption restriction."),
        "G6": ("无正当理由拒不履行执行和解协议", "Refuses a settlement without cause."),
    },
)
ENTRY_STATUS = choice(
    "DishonestyStatus",
    {"LISTED": ("已纳入", "On the list."), "DELETED": ("已删除", "Deleted."), "REVOKED": ("已撤销", "Revoked.")},
)

ENTITY = Entity(
    name="DishonestyEntry",
    zh="失信名单条目",
    en="Dishonest debtor entry",
    description="An entry on the list of dishonest judgment debtors (R-BL-01, R-BL-11).",
    plural="dishonestyEntries",
    caption="entryNo",
    card=("ground", "status", "listedAt", "termEndsAt"),
    sign=Sign("失", "Di", "#b8400b"),
    begins="listedAt",
    ends="termEndsAt",
    props=(
        prop(
            "entryNo",
            TEXT,
            "Number of the entry.",
            zh="条目编号",
            en="Entry number",
            sensitivity=Sensitivity.PUBLIC,
            identity=True,
        ),
        prop(
            "ground",
            GROUND,
            "Ground of listing.",
            zh="纳入情形",
            en="Ground of listing",
            sensitivity=Sensitivity.PUBLIC,
            indexed=True,
        ),
        prop(
            "status",
            ENTRY_STATUS,
            "State of the entry.",
            zh="状态",
            en="Entry status",
            sensitivity=Sensitivity.PUBLIC,
            indexed=True,
        ),
        prop(
            "listedAt",
            DATE,
            "Day of listing.",
            zh="纳入日期",
            en="Listed on",
            sensitivity=Sensitivity.PUBLIC,
            indexed=True,
        ),
        prop(
            "termEndsAt",
            DATE,
            "Day a fixed term ends; none for G1.",
            zh="期限届满日",
            en="Term ends on",
            sensitivity=Sensitivity.PUBLIC,
        ),
    ),
)
