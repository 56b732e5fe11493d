"""The scalars of a realm: how the API reads and writes each kind of value, and what filters can ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import strawberry
from strawberry.types.scalar import ScalarDefinition

from hub.questions.kinds import api_type, has_scalar
from schema.values import ALL, BOOLEAN, FLOAT, INTEGER, Choice, Kind, Realm


def scalar_map(realm: Realm, kinds: Iterable[Kind] = ()) -> Mapping[object, ScalarDefinition]:
    """The definitions of all scalars: input is normalised, or refused with the kind's own message.

    `kinds` are those that capabilities add.
    """
    return {api_type(kind): _scalar(kind, realm) for kind in (*ALL, *kinds) if has_scalar(kind)}


def _scalar(kind: Kind, realm: Realm) -> ScalarDefinition:
    def parse(value: object) -> object:
        return kind.parse(value, realm)

    return strawberry.scalar(
        name=kind.name, description=f"{kind.description} ({kind.zh})", serialize=_leave_unchanged, parse_value=parse
    )


def _leave_unchanged(value: object) -> object:
    # The database already answers in the form the API writes.
    return value


def operators(kind: Kind) -> tuple[str, ...]:
    """What a filter can ask of a kind of value."""
    if kind.many:
        return ("has", "isNull")
    if kind is BOOLEAN:
        return ("eq", "isNull")
    if isinstance(kind, Choice):
        return ("eq", "in", "isNull")
    if kind in (INTEGER, FLOAT) or kind.stored is not str:
        return ("eq", "in", "lt", "lte", "gt", "gte", "isNull")
    if kind.name == "String":
        return ("eq", "in", "startsWith", "contains", "isNull")
    return ("eq", "in", "startsWith", "isNull")
