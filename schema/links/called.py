"""One number called the other."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.values import DATE, INTEGER

LINK = Link(
    kind="CALLED",
    zh="通话",
    description="One number called the other.",
    reads="{source} called {target}",
    between=(
        Between(
            "Phone",
            "Phone",
            Side("called", "Numbers this number called.", "呼出号码"),
            Side("calledBy", "Numbers that called this one.", "呼入号码"),
        ),
    ),
    props=(
        prop("times", INTEGER, "How many times within the record.", zh="次数", sensitivity=Sensitivity.LOCATION),
        prop("lastAt", DATE, "Day of the last call.", zh="最近日期", sensitivity=Sensitivity.LOCATION),
    ),
    sensitivity=Sensitivity.LOCATION,
)
