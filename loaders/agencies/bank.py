"""Banks (银行): accounts with their holders, and who guarantees whose loans."""

from loaders.declare import Feed, JsonLines, Node, Party, Source, Tie, codes, outer, required, yuan

TYPE = {"1": "Person", "2": "Company"}

ACCOUNTS = Feed(
    name="accounts",
    en="Accounts",
    zh="账户",
    files="bank_accounts*.jsonl",
    format=JsonLines(),
    records=(
        Node(
            "account",
            "BankAccount",
            {
                "accountNo": "accountNo",
                "status": required("status"),
                "balance": yuan(required("balance")),
                "balanceAt": "balanceAt",
                "openedAt": "openedAt",
            },
            authority=True,
        ),
        Node("bank", "Agency", {"code": "bank"}),
        Party("holder", "holderId", {"name": "holderName"}, kind=codes("holderType", TYPE)),
        Tie("HOLDS", "holder", "account"),
        Tie("HELD_AT", "account", "bank"),
    ),
)

LOANS = Feed(
    name="loans",
    en="Loans",
    zh="贷款",
    files="bank_loans*.jsonl",
    format=JsonLines(),
    records=(
        Party("borrower", "borrower.id", {"name": "borrower.name"}, kind=codes("borrower.type", TYPE)),
        Party("guarantor", "id", {"name": "name"}, kind=codes("type", TYPE), each="guarantors"),
        Tie(
            "GUARANTEES",
            "guarantor",
            "borrower",
            {"amount": yuan("amount")},
            since=outer("since"),
            until=outer("until"),
            each="guarantors",
        ),
    ),
)

AGENCY = Source(
    code="bank",
    agency="91990100MATE5T0D52",
    name="Banks",
    zh="银行",
    kind="BANK",
    feeds=(ACCOUNTS, LOANS),
)
