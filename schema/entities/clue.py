"""A property clue (财产线索)."""

from schema.declare import Entity, Sensitivity, prop
from schema.values import DATE, TEXT, choice

CLUE_OUTCOME = choice(
    "ClueOutcome",
    {
        "PENDING": ("待核实", "Not yet checked."),
        "CONFIRMED": ("属实", "Checked and true."),
        "REFUTED": ("不属实", "Checked and untrue."),
    },
)

ENTITY = Entity(
    name="Clue",
    zh="财产线索",
    description="A clue to property or whereabouts, to be verified within seven days (R-AS-13).",
    plural="clues",
    caption="clueNo",
    props=(
        prop("clueNo", TEXT, "Number of the clue.", zh="线索编号", identity=True),
        prop("statement", TEXT, "What is claimed.", zh="线索内容", sensitivity=Sensitivity.PERSONAL),
        prop("receivedAt", DATE, "Day of receipt.", zh="收到日期", indexed=True),
        prop("outcome", CLUE_OUTCOME, "Outcome of the check.", zh="核查结果", indexed=True),
    ),
)
