"""The entry, document or clue belongs to the case."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="ISSUED_IN",
    zh="所属案件",
    en="Belongs to case",
    description="The entry, document or clue belongs to the case.",
    reads="{source} belongs to {target}",
    between=(
        Between(
            "DishonestyEntry",
            "EnforcementCase",
            Side("cases", "Case the entry was made in.", "所属案件", "Case"),
            Side("dishonestyEntries", "Entries made in the case.", "失信条目", "Dishonest debtor entries"),
        ),
        Between(
            "Document",
            "EnforcementCase",
            Side("cases", "Case the document belongs to.", "所属案件", "Case"),
            Side("documents", "Documents of the case.", "文书", "Documents"),
        ),
        Between(
            "Clue",
            "EnforcementCase",
            Side("cases", "Case the clue belongs to.", "所属案件", "Case"),
            Side("clues", "Clues in the case.", "线索", "Property clues"),
        ),
    ),
)
