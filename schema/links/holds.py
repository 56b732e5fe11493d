"""The party holds the account or right."""

from schema.declare import Between, Link, Sensitivity, Side

LINK = Link(
    kind="HOLDS",
    zh="持有",
    description="The party holds the account or right.",
    reads="{source} holds {target}",
    between=(
        Between(
            "Party",
            "BankAccount",
            Side("bankAccounts", "Bank accounts the party holds.", "银行账户"),
            Side("holders", "Holders of the account.", "户主"),
        ),
        Between(
            "Person",
            "HousingFundAccount",
            Side("housingFundAccounts", "Housing provident fund accounts the person holds.", "公积金账户"),
            Side("holders", "Holder of the account.", "户主"),
        ),
        Between(
            "Party",
            "Equity",
            Side("equities", "Registered holdings of the party.", "股权"),
            Side("holders", "Holders of the equity.", "持有人"),
        ),
    ),
    sensitivity=Sensitivity.FINANCIAL,
)
