"""The flag was raised by the agency's officer."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="RAISED_BY",
    zh="标记单位",
    en="Raised by",
    description="The flag was raised by the agency's officer.",
    reads="{source} was raised by {target}",
    between=(
        Between(
            "Flag",
            "Agency",
            Side("agencies", "Agency that raised the flag.", "标记单位", "Raised by agency"),
            Side("raisedFlags", "Flags the agency raised.", "提出的标记", "Flags raised"),
        ),
        Between(
            "Flag",
            "Officer",
            Side("officers", "Officer who raised the flag.", "标记人", "Raised by officer"),
            Side("raisedFlags", "Flags the officer raised.", "提出的标记", "Flags raised"),
        ),
    ),
)
