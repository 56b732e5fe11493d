"""The party is a judgment creditor of the case."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.values import BOOLEAN, FEN

LINK = Link(
    kind="CREDITOR_IN",
    zh="申请执行人",
    en="Judgment creditor in",
    description="The party is a judgment creditor of the case.",
    reads="{source} is creditor in {target}",
    between=(
        Between(
            "Party",
            "EnforcementCase",
            Side(
                "casesAsCreditor",
                "Cases in which the party is creditor.",
                "作为申请执行人的案件",
                "Cases as judgment creditor",
            ),
            Side("creditors", "Judgment creditors of the case.", "申请执行人", "Judgment creditors"),
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
