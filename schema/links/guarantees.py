"""The party guarantees a debt of the other."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.themes import Theme
from schema.values import FEN

LINK = Link(
    kind="GUARANTEES",
    zh="担保",
    en="Guarantees",
    description="The party guarantees a debt of the other.",
    reads="{source} guarantees {target}",
    between=(
        Between(
            "Party",
            "Party",
            Side("guarantees", "Parties whose debts this party guarantees.", "被担保人", "Parties guaranteed"),
            Side("guaranteedBy", "Parties that guarantee this party's debts.", "担保人", "Guarantors"),
        ),
    ),
    props=(
        prop(
            "amount",
            FEN,
            "Guaranteed amount in fen.",
            zh="担保金额",
            en="Guaranteed amount",
            sensitivity=Sensitivity.FINANCIAL,
        ),
    ),
    sensitivity=Sensitivity.FINANCIAL,
    themes=(Theme.MONEY,),
)
