"""The types of the API that kinds of value have, as annotations that strawberry reads."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from functools import cache
from typing import Any, NewType

import strawberry

from schema.values import Choice, Kind

#: The choices of which enums were made, by name.
_CHOICES: dict[str, Choice] = {}
_BUILT_IN: Mapping[str, Any] = {"String": str, "Int": int, "Float": float, "Boolean": bool}


def api_type(kind: Kind) -> Any:
    """The annotation of a kind of value: a built-in type, a scalar of its own, an enum, or a list of texts."""
    if kind.many:
        return list[str]
    if isinstance(kind, Choice):
        return _enum(kind)
    return _BUILT_IN.get(kind.name) or _scalar(kind.name)


def choice_of(name: str) -> Choice | None:
    """The choice behind an enum of the API; None for an enum that is written as a class."""
    return _CHOICES.get(name)


def has_scalar(kind: Kind) -> bool:
    """Whether the API has a scalar of its own for a kind of value."""
    return not kind.many and not isinstance(kind, Choice) and kind.name not in _BUILT_IN


@cache
def _scalar(name: str) -> Any:
    # Mypy reads types that the code writes down, not those it makes.
    make: Any = NewType
    return make(name, str)


@cache
def _enum(choice: Choice) -> Any:
    members = {
        name: strawberry.enum_value(name, description=f"{member.text} ({member.zh})")
        for name, member in choice.members.items()
    }
    _CHOICES[choice.name] = choice
    made = enum.Enum(choice.name, members)  # type: ignore[misc]  # members come from the declaration
    return strawberry.enum(made, name=choice.name, description=choice.description or choice.zh or choice.name)
