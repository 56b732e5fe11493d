"""A company or other organisation (法人或非法人组织)."""

from schema.declare import Entity, Lookup, Sensitivity, prop
from schema.looks import Sign
from schema.values import DATE, FEN, NAMES, TEXT, USCC, choice

COMPANY_KIND = choice(
    "CompanyKind",
    {
        "LIMITED": ("有限责任公司", "Limited liability company."),
        "JOINT_STOCK": ("股份有限公司", "Joint-stock company."),
        "SOLE_PROPRIETORSHIP": ("个人独资企业", "Sole proprietorship."),
        "PARTNERSHIP": ("合伙企业", "Partnership."),
        "STATE_OWNED": ("国有企业", "State-owned enterprise."),
        "INSTITUTION": ("事业单位", "Public institution."),
        "ORGAN": ("机关", "Party or government organ."),
        "OTHER": ("其他", "Any other organisation.", "Other organisation"),
    },
)
COMPANY_STATUS = choice(
    "CompanyStatus",
    {
        "ACTIVE": ("存续", "Registered and operating.", "Operating"),
        "REVOKED": ("吊销", "Licence revoked."),
        "DEREGISTERED": ("注销", "Deregistered."),
    },
)

ENTITY = Entity(
    name="Company",
    zh="单位",
    en="Company",
    description="A company or other organisation, identified by the unified social credit code.",
    plural="companies",
    of="Party",
    caption="name",
    card=("isDebtor", "isListed", "uscc", "kind"),
    sign=Sign("企", "Co", "#8351bf"),
    begins="establishedAt",
    ends="deregisteredAt",
    lookup=Lookup("company", {"uscc": "uscc"}),
    props=(
        prop(
            "uscc",
            USCC,
            "Unified social credit code (R-ID-03).",
            zh="统一社会信用代码",
            en="Unified social credit code",
            sensitivity=Sensitivity.PUBLIC,
            identity=True,
        ),
        prop("kind", COMPANY_KIND, "Legal form.", zh="类型", en="Legal form", sensitivity=Sensitivity.PUBLIC),
        prop(
            "status",
            COMPANY_STATUS,
            "State of the registration.",
            zh="登记状态",
            en="Registration status",
            sensitivity=Sensitivity.PUBLIC,
        ),
        prop("industry", TEXT, "Industry as registered.", zh="行业", en="Industry", sensitivity=Sensitivity.PUBLIC),
        prop(
            "registeredCapital",
            FEN,
            "Registered capital in fen.",
            zh="注册资本",
            en="Registered capital",
            sensitivity=Sensitivity.PUBLIC,
        ),
        prop(
            "establishedAt",
            DATE,
            "Day of establishment.",
            zh="成立日期",
            en="Established on",
            sensitivity=Sensitivity.PUBLIC,
            indexed=True,
        ),
        prop(
            "deregisteredAt",
            DATE,
            "Day the registration ended.",
            zh="注销日期",
            en="Deregistered on",
            sensitivity=Sensitivity.PUBLIC,
        ),
        prop(
            "otherNames",
            NAMES,
            "Former names, short names and other writings of the name.",
            zh="曾用名称及其他名称",
            en="Other names",
            sensitivity=Sensitivity.PUBLIC,
            search=True,
        ),
    ),
)
