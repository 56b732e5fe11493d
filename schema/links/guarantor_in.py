"""The party is a guarantor in the case."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.values import BOOLEAN, FEN

LINK = Link(
    kind="GUARANTOR_IN",
    zh="担保人",
    en="Guarantor in",
    description="The party is a guarantor in the case.",
    reads="{source} is guarantor in {target}",
    between=(
        Between(
            "Party",
            "EnforcementCase",
            Side(
                "casesAsGuarantor", "Cases in which the party is guarantor.", "作为担保人的案件", "Cases as guarantor"
            ),
            Side("guarantors", "Guarantors in the case.", "担保人", "Guarantors"),
        ),
    ),
    props=(
        prop(
            "amount",
            FEN,
            "Amount of this party's part, in fen.",
            zh="金额",
            en="Amount",
            sensitivity=Sensitivity.FINANCIAL,
        ),
        prop("joint", BOOLEAN, "Whether liable or entitled jointly.", zh="是否连带", en="Joint"),
    ),
)
