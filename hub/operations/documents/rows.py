"""Lists of flat maps of texts, as they are sent by the thousand: coerced at once instead of value by value."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any, Self

from graphql import (
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
    Undefined,
)

_NOTHING = type(None)


@dataclass(frozen=True, slots=True)
class RowBounds:
    """A list type whose entries have nothing but texts: the names they may have, in order, and those they must have."""

    names: tuple[str, ...]
    required: tuple[str, ...]

    @classmethod
    def of(cls, type_: GraphQLInputType) -> Self | None:
        """What is known of such a type; None of any other."""
        listed = _without_non_null(type_)
        if not isinstance(listed, GraphQLList) or not isinstance(listed.of_type, GraphQLNonNull):
            return None
        entry, probe = listed.of_type.of_type, {"": None}
        if not isinstance(entry, GraphQLInputObjectType) or entry.is_one_of or entry.out_type(probe) is not probe:
            return None
        if not all(_is_plain(name, each) for name, each in entry.fields.items()):
            return None
        required = tuple(name for name, each in entry.fields.items() if isinstance(each.type, GraphQLNonNull))
        return cls(tuple(entry.fields), required)

    def coerced(self, value: Any) -> list[dict[str, Any]] | None:
        """The value as graphql-core coerces it; None where it is not what almost everybody sends, or is wrong."""
        if type(value) is not list or not set(map(type, value)) <= {dict}:
            return None
        kinds = set(map(type, chain.from_iterable(map(dict.values, value))))
        if not kinds <= {str, _NOTHING}:
            return None
        # As many as there are ways in which entries are written: mostly one.
        written = set(map(tuple, value))
        if not all(set(self.required) <= set(names) <= set(self.names) for names in written):
            return None
        if _NOTHING in kinds and any(each[name] is None for name in self.required for each in value):
            return None
        if all(names == tuple(name for name in self.names if name in names) for names in written):
            return list(value)
        return [{name: each[name] for name in self.names if name in each} for each in value]


def _without_non_null(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_


def _is_plain(name: str, each: GraphQLInputField) -> bool:
    """Whether an entry of this name is a text, or nothing, and arrives under its own name."""
    without_default = each.default is None and each.default_value is Undefined
    return _without_non_null(each.type) is GraphQLString and (each.out_name or name) == name and without_default
