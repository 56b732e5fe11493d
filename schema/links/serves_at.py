"""The officer serves at the agency."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="SERVES_AT",
    zh="任职单位",
    en="Serves at",
    description="The officer serves at the agency.",
    reads="{source} serves at {target}",
    between=(
        Between(
            "Officer",
            "Agency",
            Side("agencies", "Agency the officer serves at.", "任职单位", "Agency"),
            Side("officers", "Officers who serve at the agency.", "人员", "Officers"),
        ),
    ),
)
