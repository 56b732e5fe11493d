"""The two persons are or were married."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.themes import Theme
from schema.values import TEXT

LINK = Link(
    kind="SPOUSE_OF",
    zh="配偶",
    en="Spouse of",
    description="The two persons are or were married.",
    reads="{source} is married to {target}",
    between=(
        Between(
            "Person",
            "Person",
            Side("spouses", "Persons he or she is or was married to.", "配偶", "Spouses"),
            None,
        ),
    ),
    props=(
        prop(
            "certificateNo",
            TEXT,
            "Number of the marriage certificate.",
            zh="结婚证号",
            en="Marriage certificate number",
            sensitivity=Sensitivity.PERSONAL,
        ),
    ),
    key=("since",),
    symmetric=True,
    sensitivity=Sensitivity.PERSONAL,
    themes=(Theme.KINSHIP,),
)
