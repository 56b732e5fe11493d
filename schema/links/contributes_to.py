"""The employer pays contributions into the fund account."""

from schema.declare import Between, Link, Sensitivity, Side
from schema.themes import Theme

LINK = Link(
    kind="CONTRIBUTES_TO",
    zh="缴存单位",
    en="Contributes to",
    description="The employer pays contributions into the fund account.",
    reads="{source} contributes to {target}",
    between=(
        Between(
            "Company",
            "HousingFundAccount",
            Side(
                "fundContributions",
                "Fund accounts the company contributes to.",
                "缴存账户",
                "Fund accounts contributed to",
            ),
            Side("contributors", "Employers that contribute to the account.", "缴存单位", "Contributing employers"),
        ),
    ),
    sensitivity=Sensitivity.FINANCIAL,
    themes=(Theme.MONEY,),
)
