"""A registered holding in a company (股权)."""

from schema.declare import Entity, Sensitivity, prop
from schema.values import DATE, FEN, TEXT

ENTITY = Entity(
    name="Equity",
    zh="股权",
    description="A registered holding in a company, as an asset that can be frozen.",
    plural="equities",
    caption="equityNo",
    props=(
        prop("equityNo", TEXT, "Registration number of the holding.", zh="股权登记号", identity=True),
        prop("subscribed", FEN, "Subscribed capital in fen.", zh="认缴出资额", sensitivity=Sensitivity.FINANCIAL),
        prop("paidIn", FEN, "Paid-in capital in fen.", zh="实缴出资额", sensitivity=Sensitivity.FINANCIAL),
        prop("registeredAt", DATE, "Day of registration.", zh="登记日期"),
    ),
)
