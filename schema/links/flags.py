"""The flag is raised on the entity."""

from schema.declare import Between, Link, Side, prop
from schema.values import choice

FLAG_END = choice(
    "FlagEnd",
    {
        "ENTITY": ("实体", "The entity itself is flagged.", "Entity"),
        "SOURCE": ("起点", "The source of the flagged link.", "Source"),
        "TARGET": ("终点", "The target of the flagged link.", "Target"),
    },
)

LINK = Link(
    kind="FLAGS",
    zh="标记对象",
    en="Raised on",
    description="The flag is raised on the entity.",
    reads="{source} is raised on {target}",
    between=(
        Between(
            "Flag",
            "Entity",
            Side(
                "subjects", "What the flag is raised on: one entity, or the two ends of a link.", "标记对象", "Flagged"
            ),
            Side("flags", "Flags raised on the entity.", "标记", "Flags"),
        ),
    ),
    props=(
        prop(
            "end",
            FLAG_END,
            "Which end of the flagged link this is; ENTITY where no link is flagged.",
            zh="端",
            en="Flagged end",
        ),
    ),
)
