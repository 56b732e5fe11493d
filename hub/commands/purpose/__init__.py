"""The purposes of questions: what each requires and what it opens. Needs no database."""

EXAMPLES = (
    "hub purpose list",
    "hub purpose show CASE_INQUIRY",
    "hub purpose diff changed/case_inquiry.py",
)
