"""The party uses the telephone number."""

from schema.declare import Between, Link, Sensitivity, Side
from schema.themes import Theme

LINK = Link(
    kind="USES",
    zh="使用号码",
    en="Uses number",
    description="The party uses the telephone number.",
    reads="{source} uses {target}",
    between=(
        Between(
            "Party",
            "Phone",
            Side("phones", "Telephone numbers the party uses.", "使用号码", "Phone numbers"),
            Side("users", "Users of the number.", "使用人", "Users"),
        ),
    ),
    sensitivity=Sensitivity.PERSONAL,
    themes=(Theme.CALLS,),
)
