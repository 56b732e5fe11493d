"""The party is listed by the entry."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="LISTED_AS",
    zh="列入",
    en="Listed by",
    description="The party is listed by the entry.",
    reads="{source} is listed by {target}",
    between=(
        Between(
            "Party",
            "DishonestyEntry",
            Side(
                "dishonestyEntries",
                "Entries of the party on the list of dishonest debtors.",
                "失信条目",
                "Dishonest debtor entries",
            ),
            Side("listedParties", "Party the entry lists.", "失信被执行人", "Dishonest judgment debtor"),
        ),
    ),
)
