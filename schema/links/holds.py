"""The party holds the account or right."""

from schema.declare import Between, Link, Sensitivity, Side
from schema.themes import Theme

LINK = Link(
    kind="HOLDS",
    zh="持有",
    en="Holds",
    description="The party holds the account or right.",
    reads="{source} holds {target}",
    between=(
        Between(
            "Party",
            "BankAccount",
            Side("bankAccounts", "Bank accounts the party holds.", "银行账户", "Bank accounts"),
            Side("holders", "Holders of the account.", "户主", "Holders"),
        ),
        Between(
            "Person",
            "HousingFundAccount",
            Side(
                "housingFundAccounts",
                "Housing provident fund accounts the person holds.",
                "公积金账户",
                "Housing provident fund accounts",
            ),
            Side("holders", "Holder of the account.", "户主", "Holders"),
        ),
        Between(
            "Party",
            "Equity",
            Side("equities", "Registered holdings of the party.", "股权", "Equity holdings"),
            Side("holders", "Holders of the equity.", "持有人", "Holders"),
        ),
    ),
    sensitivity=Sensitivity.FINANCIAL,
    themes=(Theme.PROPERTY, Theme.MONEY, Theme.CONTROL),
)
