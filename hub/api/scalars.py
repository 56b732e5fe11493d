"""GraphQL scalars and enums from the kinds of value."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

from schema.values import ALL, BOOLEAN, FLOAT, INTEGER, Choice, Kind, Realm

_BUILT_IN: Mapping[str, Any] = {"String": str, "Int": int, "Float": float, "Boolean": bool}


@dataclass(frozen=True)
class Scalars:
    """The Python annotation of every kind of value, and what strawberry must know of the scalars."""

    annotations: Mapping[str, Any]
    definitions: Mapping[object, ScalarDefinition]
    enums: Mapping[str, Any]

    def of(self, kind: Kind) -> Any:
        """The annotation of a kind of value."""
        return self.enums[kind.name] if isinstance(kind, Choice) else self.annotations[kind.name]


def make(choices: Mapping[str, Choice], realm: Realm, kinds: Iterable[Kind] = ()) -> Scalars:
    """The scalars of a realm: input is normalised, or refused with the kind's own message. `kinds`: of capabilities."""
    annotations: dict[str, Any] = dict(_BUILT_IN)
    definitions: dict[object, ScalarDefinition] = {}
    for kind in (*ALL, *kinds):
        if kind.name not in annotations:
            made = NewType(kind.name, str)  # type: ignore[misc]  # one new type for each kind, named when it runs
            annotations[kind.name] = made
            definitions[made] = _scalar(kind, realm)
    return Scalars(annotations, definitions, {name: _enum(choice) for name, choice in choices.items()})


def _scalar(kind: Kind, realm: Realm) -> ScalarDefinition:
    def parse(value: object) -> object:
        return kind.parse(value, realm)

    return strawberry.scalar(
        name=kind.name, description=f"{kind.description} ({kind.zh})", serialize=_same, parse_value=parse
    )


def _same(value: object) -> object:
    # The database already answers in the form the API writes.
    return value


def _enum(choice: Choice) -> Any:
    members = {
        name: strawberry.enum_value(name, description=f"{text} ({zh})") for name, (zh, text) in choice.members.items()
    }
    made = enum.Enum(choice.name, members)  # type: ignore[misc]  # members come from the declaration
    return strawberry.enum(made, name=choice.name, description=choice.description or choice.zh or choice.name)


def operators(kind: Kind) -> tuple[str, ...]:
    """What a filter can ask of a kind of value."""
    if kind is BOOLEAN:
        return ("eq", "isNull")
    if isinstance(kind, Choice):
        return ("eq", "in", "isNull")
    if kind in (INTEGER, FLOAT) or kind.stored is not str:
        return ("eq", "in", "lt", "lte", "gt", "gte", "isNull")
    if kind.name == "String":
        return ("eq", "in", "startsWith", "contains", "isNull")
    return ("eq", "in", "startsWith", "isNull")
