"""The entry, document or clue belongs to the case."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="ISSUED_IN",
    zh="所属案件",
    description="The entry, document or clue belongs to the case.",
    reads="{source} belongs to {target}",
    between=(
        Between(
            "DishonestyEntry",
            "EnforcementCase",
            Side("cases", "Case the entry was made in.", "所属案件"),
            Side("dishonestyEntries", "Entries made in the case.", "失信条目"),
        ),
        Between(
            "Document",
            "EnforcementCase",
            Side("cases", "Case the document belongs to.", "所属案件"),
            Side("documents", "Documents of the case.", "文书"),
        ),
        Between(
            "Clue",
            "EnforcementCase",
            Side("cases", "Case the clue belongs to.", "所属案件"),
            Side("clues", "Clues in the case.", "线索"),
        ),
    ),
)
