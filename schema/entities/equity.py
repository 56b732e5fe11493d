"""A registered holding in a company (股权)."""

from schema.declare import Entity, Sensitivity, prop
from schema.looks import Sign
from schema.values import DATE, FEN, TEXT

ENTITY = Entity(
    name="Equity",
    zh="股权",
    en="Equity",
    description="A registered holding in a company, as an asset that can be frozen.",
    plural="equities",
    caption="equityNo",
    card=("subscribed", "paidIn", "registeredAt"),
    sign=Sign("股", "Eq", "#646f00"),
    props=(
        prop(
            "equityNo",
            TEXT,
            "Registration number of the holding.",
            zh="股权登记号",
            en="Equity registration number",
            identity=True,
        ),
        prop(
            "subscribed",
            FEN,
            "Subscribed capital in fen.",
            zh="认缴出资额",
            en="Subscribed capital",
            sensitivity=Sensitivity.FINANCIAL,
        ),
        prop(
            "paidIn",
            FEN,
            "Paid-in capital in fen.",
            zh="实缴出资额",
            en="Paid-in capital",
            sensitivity=Sensitivity.FINANCIAL,
        ),
        prop("registeredAt", DATE, "Day of registration.", zh="登记日期", en="Registered on"),
    ),
)
