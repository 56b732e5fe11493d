"""The flag was raised by the agency's officer."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="RAISED_BY",
    zh="标记单位",
    description="The flag was raised by the agency's officer.",
    reads="{source} was raised by {target}",
    between=(
        Between(
            "Flag",
            "Agency",
            Side("agencies", "Agency that raised the flag.", "标记单位"),
            Side("raisedFlags", "Flags the agency raised.", "提出的标记"),
        ),
        Between(
            "Flag",
            "Officer",
            Side("officers", "Officer who raised the flag.", "标记人"),
            Side("raisedFlags", "Flags the officer raised.", "提出的标记"),
        ),
    ),
)
