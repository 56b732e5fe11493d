"""The clue is about the party."""

from schema.declare import Between, Link, Sensitivity, Side

LINK = Link(
    kind="ABOUT",
    zh="指向",
    en="About",
    description="The clue is about the party.",
    reads="{source} is about {target}",
    between=(
        Between(
            "Clue",
            "Party",
            Side("parties", "Parties the clue is about.", "指向主体", "Parties concerned"),
            Side("clues", "Clues about the party.", "线索", "Property clues"),
        ),
    ),
    sensitivity=Sensitivity.PERSONAL,
)
