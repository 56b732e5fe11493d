"""Kinds of entities, as arguments name them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hub.questions.selection import enum_name
from schema.model import MODEL
from schema.values import choice


def _upper(name: str) -> str:
    return "".join(f"_{c}" if c.isupper() else c.upper() for c in name).lstrip("_")


_NAMES = {_upper(entity.name): entity.name for entity in MODEL.concrete}
ENTITY_KIND = choice(
    "EntityKind",
    {
        kind: (MODEL.entity(name).zh, MODEL.entity(name).description, MODEL.entity(name).en)
        for kind, name in _NAMES.items()
    },
    zh="实体种类",
)


def labels_of(asked: Sequence[Any] | None) -> tuple[str, ...]:
    """The labels of the kinds asked for, each once, in one order."""
    return tuple(sorted({_NAMES[str(enum_name(kind))] for kind in asked or ()}))
