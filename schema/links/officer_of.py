"""The person holds a post in the company."""

from schema.declare import Between, Link, Side, prop
from schema.themes import Theme
from schema.values import TEXT

LINK = Link(
    kind="OFFICER_OF",
    zh="任职",
    en="Holds a post in",
    description="The person holds a post in the company.",
    reads="{source} holds a post in {target}",
    between=(
        Between(
            "Person",
            "Company",
            Side("posts", "Companies the person holds a post in.", "任职单位", "Posts in companies"),
            Side("officers", "Persons who hold a post in the company.", "任职人员", "Post holders"),
        ),
    ),
    props=(prop("post", TEXT, "Post held.", zh="职务", en="Post"),),
    key=("post",),
    themes=(Theme.CONTROL,),
)
