"""The account is held at the institution."""

from schema.declare import Between, Link, Side
from schema.themes import Theme

LINK = Link(
    kind="HELD_AT",
    zh="开户机构",
    en="Held at",
    description="The account is held at the institution.",
    reads="{source} is held at {target}",
    between=(
        Between(
            "BankAccount",
            "Agency",
            Side("banks", "Bank the account is held at.", "开户银行", "Bank"),
            Side("bankAccounts", "Accounts held at this bank.", "账户", "Bank accounts held here"),
        ),
        Between(
            "HousingFundAccount",
            "Agency",
            Side("centres", "Centre the account is held at.", "公积金中心", "Housing provident fund centre"),
            Side("housingFundAccounts", "Accounts held at this centre.", "公积金账户", "Fund accounts held here"),
        ),
    ),
    themes=(Theme.MONEY,),
)
