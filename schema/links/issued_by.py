"""The equity is a holding in the company."""

from schema.declare import Between, Link, Side
from schema.themes import Theme

LINK = Link(
    kind="ISSUED_BY",
    zh="标的公司",
    en="Holding in",
    description="The equity is a holding in the company.",
    reads="{source} is a holding in {target}",
    between=(
        Between(
            "Equity",
            "Company",
            Side("companies", "Company the holding is in.", "标的公司", "Company of the holding"),
            Side("issuedEquities", "Registered holdings in the company.", "登记股权", "Registered holdings"),
        ),
    ),
    themes=(Theme.PROPERTY, Theme.CONTROL),
)
