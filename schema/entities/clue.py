"""A property clue (财产线索)."""

from schema.declare import Entity, Sensitivity, prop
from schema.looks import Sign
from schema.values import DATE, TEXT, choice

CLUE_OUTCOME = choice(
    "ClueOutcome",
    {
        "PENDING": ("待核实", "Not yet checked."),
        "CONFIRMED": ("属实", "Checked and true.", "Confirmed"),
        "REFUTED": ("不属实", "Checked and untrue.", "Refuted"),
    },
)

ENTITY = Entity(
    name="Clue",
    zh="财产线索",
    en="Property clue",
    description="A clue to property or whereabouts, to be verified within seven days (R-AS-13).",
    plural="clues",
    caption="clueNo",
    card=("receivedAt", "outcome"),
    sign=Sign("索", "Cl", "#a340a3"),
    begins="receivedAt",
    props=(
        prop("clueNo", TEXT, "Number of the clue.", zh="线索编号", en="Clue number", identity=True),
        prop("statement", TEXT, "What is claimed.", zh="线索内容", en="Statement", sensitivity=Sensitivity.PERSONAL),
        prop("receivedAt", DATE, "Day of receipt.", zh="收到日期", en="Received on", indexed=True),
        prop("outcome", CLUE_OUTCOME, "Outcome of the check.", zh="核查结果", en="Outcome of the check", indexed=True),
    ),
)
