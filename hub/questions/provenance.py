"""Where the hub knows something from, as every entity and link says it."""

from __future__ import annotations

from hub.questions.shape import ObjectShape, ShapeField, optional, text
from schema.values import DATE

PROVENANCE = ObjectShape(
    "Provenance",
    "Where the hub knows something from.",
    {
        "source": ShapeField(lambda _: str, "The feed whose word stands, as 'police.residents'.", text("{of}.source")),
        "batch": ShapeField(lambda _: str, "The batch it came in.", text("{of}.batch")),
        "assertedBy": ShapeField(
            lambda _: list[str], "Every feed that asserts it now.", text("[x IN {of}.asserted | split(x, '@')[0]]")
        ),
        "firstSeen": ShapeField(
            lambda types: optional(types.scalar(DATE)), "Day of the first assertion.", text("toString({of}.firstSeen)")
        ),
        "lastSeen": ShapeField(
            lambda types: optional(types.scalar(DATE)), "Day of the latest assertion.", text("toString({of}.lastSeen)")
        ),
    },
)
