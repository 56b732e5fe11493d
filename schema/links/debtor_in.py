"""The party is a judgment debtor of the case."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.values import BOOLEAN, FEN

LINK = Link(
    kind="DEBTOR_IN",
    zh="被执行人",
    en="Judgment debtor in",
    description="The party is a judgment debtor of the case.",
    reads="{source} is debtor in {target}",
    between=(
        Between(
            "Party",
            "EnforcementCase",
            Side(
                "casesAsDebtor", "Cases in which the party is debtor.", "作为被执行人的案件", "Cases as judgment debtor"
            ),
            Side("debtors", "Judgment debtors of the case.", "被执行人", "Judgment debtors"),
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
