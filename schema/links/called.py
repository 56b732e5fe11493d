"""One number called the other."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.themes import Theme
from schema.values import DATE, INTEGER

LINK = Link(
    kind="CALLED",
    zh="通话",
    en="Called",
    description="One number called the other.",
    reads="{source} called {target}",
    between=(
        Between(
            "Phone",
            "Phone",
            Side("called", "Numbers this number called.", "呼出号码", "Numbers called"),
            Side("calledBy", "Numbers that called this one.", "呼入号码", "Called by"),
        ),
    ),
    props=(
        prop(
            "times",
            INTEGER,
            "How many times within the record.",
            zh="次数",
            en="Number of calls",
            sensitivity=Sensitivity.LOCATION,
        ),
        prop(
            "lastAt", DATE, "Day of the last call.", zh="最近日期", en="Last call on", sensitivity=Sensitivity.LOCATION
        ),
    ),
    sensitivity=Sensitivity.LOCATION,
    themes=(Theme.CALLS,),
)
