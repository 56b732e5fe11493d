"""The agency is part of, or below, another."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="PART_OF",
    zh="隶属",
    en="Part of",
    description="The agency is part of, or below, another.",
    reads="{source} is part of {target}",
    between=(
        Between(
            "Agency",
            "Agency",
            Side("superiors", "Agencies above this one.", "上级单位", "Superior agencies"),
            Side("subordinates", "Agencies below this one.", "下级单位", "Subordinate agencies"),
        ),
    ),
)
