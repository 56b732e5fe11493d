"""The party holds a share of the company."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.themes import Theme
from schema.values import FEN, SHARE

LINK = Link(
    kind="SHAREHOLDER_OF",
    zh="股东",
    en="Shareholder of",
    description="The party holds a share of the company.",
    reads="{source} is shareholder of {target}",
    between=(
        Between(
            "Party",
            "Company",
            Side("shareholdings", "Companies the party holds a share of.", "持股单位", "Shareholdings"),
            Side("shareholders", "Shareholders of the company.", "股东", "Shareholders"),
        ),
    ),
    props=(
        prop("share", SHARE, "Share as a fraction of one.", zh="持股比例", en="Shareholding"),
        prop(
            "subscribed",
            FEN,
            "Subscribed capital in fen.",
            zh="认缴出资额",
            en="Subscribed capital",
            sensitivity=Sensitivity.FINANCIAL,
        ),
    ),
    themes=(Theme.CONTROL,),
)
