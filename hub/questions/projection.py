"""What a service answered, cut to the fields that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graphql import GraphQLObjectType, GraphQLOutputType, SelectionSetNode, get_named_type

from hub.questions.compiler import Compiler


def project(compiler: Compiler, type_: GraphQLOutputType, value: Any, sets: Sequence[SelectionSetNode]) -> Any:
    """The asked fields of maps and lists that hold every field of their type."""
    if value is None:
        return None
    cut = _cutter(compiler, type_, sets)
    return value if cut is None else cut(value)


def _cutter(
    compiler: Compiler, type_: GraphQLOutputType, sets: Sequence[SelectionSetNode]
) -> Callable[[Any], Any] | None:
    """What cuts values of a type, None where there is nothing to cut; the selection is read once for all rows."""
    named = get_named_type(type_)
    if not isinstance(named, GraphQLObjectType):
        return None
    name = named.name
    parts: list[tuple[str, str | None, Callable[[Any], Any] | None]] = []
    for each in compiler.flat(sets, name):
        if each.name == "__typename":
            parts.append((each.key, None, None))
        else:
            parts.append((each.key, each.name, _cutter(compiler, named.fields[each.name].type, each.sets)))

    def cut(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, list | tuple):
            return [cut(each) for each in value]
        return {
            key: name if field is None else value[field] if inner is None else inner(value[field])
            for key, field, inner in parts
        }

    return cut
