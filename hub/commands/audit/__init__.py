"""The audit log: check it, prove what is in it, hand it over. Auditors begin at docs/for-auditors.md."""

EXAMPLES = (
    "hub audit verify",
    "hub audit head",
    "hub audit export for-police --agency 9901GA",
)
