"""The party actually controls the company."""

from schema.declare import Between, Link, Side
from schema.themes import Theme

LINK = Link(
    kind="ACTUAL_CONTROLLER_OF",
    zh="实际控制人",
    en="Actual controller of",
    description="The party actually controls the company.",
    reads="{source} actually controls {target}",
    between=(
        Between(
            "Party",
            "Company",
            Side("controls", "Companies the party actually controls.", "实际控制的单位", "Companies controlled"),
            Side("actualControllers", "Who actually controls the company.", "实际控制人", "Actual controllers"),
        ),
    ),
    themes=(Theme.CONTROL,),
)
