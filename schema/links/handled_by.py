"""The officer handles the case."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="HANDLED_BY",
    zh="承办人",
    en="Handled by",
    description="The officer handles the case.",
    reads="{source} is handled by {target}",
    between=(
        Between(
            "EnforcementCase",
            "Officer",
            Side("handlers", "Officers who handle the case.", "承办人", "Case handlers"),
            Side("casesHandled", "Cases this officer handles.", "承办案件", "Cases handled"),
        ),
    ),
)
