"""The case is with the court."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="HEARD_BY",
    zh="执行法院",
    en="Enforcement court",
    description="The case is with the court.",
    reads="{source} is with {target}",
    between=(
        Between(
            "EnforcementCase",
            "Agency",
            Side("courts", "The court the case is with.", "执行法院", "Enforcement court"),
            Side("casesHeard", "Cases with this court.", "承办案件", "Cases of this court"),
        ),
    ),
)
