"""Trusted documents: the operations that run where HUB_TRUSTED_DOCUMENTS=required."""

EXAMPLES = (
    "hub documents add debtor.graphql --name debtor",
    "hub documents list",
    "hub documents remove debtor",
)
