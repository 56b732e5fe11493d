"""What an agency has flagged on an entity or a link (标记)."""

from schema.declare import Entity, Sensitivity, prop
from schema.looks import Sign
from schema.values import DATE_TIME, TEXT, choice

FLAG_KIND = choice(
    "FlagKind",
    {
        "ASSET_TRANSFER": ("疑似转移财产", "Suspected transfer of assets."),
        "ACTUAL_USER": ("实际使用人", "Somebody else uses the asset.", "Actual user"),
        "HIDDEN_CONTROL": ("疑似实际控制", "Suspected hidden control."),
        "WRONG_DATA": ("数据存疑", "The record looks wrong.", "Doubtful data"),
        "WHEREABOUTS": ("下落线索", "A hint at whereabouts.", "Hint at whereabouts"),
        "OTHER": ("其他", "Anything else.", "Other"),
    },
)
FLAG_STATE = choice("FlagState", {"RAISED": ("有效", "Raised."), "WITHDRAWN": ("已撤回", "Withdrawn.")})

ENTITY = Entity(
    name="Flag",
    zh="标记",
    en="Flag",
    description="What an agency has flagged on an entity or on a link between two.",
    plural="flags",
    caption="flagNo",
    card=("kind", "state", "raisedAt", "withdrawnAt"),
    sign=Sign("旗", "Fl", "#c62828"),
    begins="raisedAt",
    ends="withdrawnAt",
    props=(
        prop("flagNo", TEXT, "Number of the flag.", zh="标记编号", en="Flag number", identity=True),
        prop("kind", FLAG_KIND, "Kind of flag.", zh="标记种类", en="Kind of flag", indexed=True),
        prop("state", FLAG_STATE, "Whether the flag stands.", zh="状态", en="Flag state", indexed=True),
        prop("statement", TEXT, "What the agency states.", zh="说明", en="Statement", sensitivity=Sensitivity.PERSONAL),
        prop(
            "evidence", TEXT, "What the statement rests on.", zh="依据", en="Evidence", sensitivity=Sensitivity.PERSONAL
        ),
        prop(
            "linkKind",
            TEXT,
            "Kind of the flagged link; none where an entity is flagged.",
            zh="关系种类",
            en="Flagged kind of link",
        ),
        prop("raisedAt", DATE_TIME, "When it was raised.", zh="标记时间", en="Raised at", indexed=True),
        prop("withdrawnAt", DATE_TIME, "When it was withdrawn.", zh="撤回时间", en="Withdrawn at"),
        prop(
            "withdrawalReason",
            TEXT,
            "Why it was withdrawn.",
            zh="撤回理由",
            en="Reason for the withdrawal",
            sensitivity=Sensitivity.PERSONAL,
        ),
    ),
)
