"""The two parties are debtors of the same case; worked out from DEBTOR_IN after each load."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="CO_DEBTOR_WITH",
    zh="共同被执行人",
    en="Co-debtor with",
    description="The two parties are debtors of the same case.",
    reads="{source} is co-debtor with {target}",
    between=(
        Between("Party", "Party", Side("coDebtors", "Debtors of the same cases.", "共同被执行人", "Co-debtors"), None),
    ),
    symmetric=True,
    shared="DEBTOR_IN",
)
