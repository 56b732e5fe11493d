"""What a service answered, cut to the fields that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphql import GraphQLObjectType, GraphQLOutputType, SelectionSetNode, get_named_type

from hub.questions.compiler import Compiler


def project(compiler: Compiler, type_: GraphQLOutputType, value: Any, sets: Sequence[SelectionSetNode]) -> Any:
    """The asked fields of maps and lists that hold every field of their type."""
    if value is None:
        return None
    if isinstance(value, list | tuple):
        return [project(compiler, type_, each, sets) for each in value]
    named = get_named_type(type_)
    if not isinstance(named, GraphQLObjectType):
        return value
    found: dict[str, Any] = {}
    for selected in compiler.flat(sets, named.name):
        if selected.name == "__typename":
            found[selected.key] = named.name
        else:
            field = named.fields[selected.name]
            found[selected.key] = project(compiler, field.type, value[selected.name], selected.sets)
    return found
