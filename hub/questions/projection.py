"""What a service answered, cut to the fields that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graphql import GraphQLObjectType, GraphQLOutputType, SelectionSetNode, get_named_type

from hub.questions.compiler import Compiler
from hub.questions.selection import Selected


def project(compiler: Compiler, type_: GraphQLOutputType, value: Any, sets: Sequence[SelectionSetNode]) -> Any:
    """The asked fields of maps and lists that hold every field of their type."""
    if value is None:
        return None
    return cutter(compiler, type_, sets)(value)


def cutter(compiler: Compiler, type_: GraphQLOutputType, sets: Sequence[SelectionSetNode]) -> Callable[[Any], Any]:
    """What cuts values of a type; the selection is read once, however many rows there are."""
    named = get_named_type(type_)
    if not isinstance(named, GraphQLObjectType):
        return lambda value: value
    name = named.name
    parts = [
        (each.key, each.name, None if each.name == "__typename" else _part(compiler, named, each))
        for each in compiler.flat(sets, name)
    ]

    def cut(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, list | tuple):
            return [cut(each) for each in value]
        return {key: name if inner is None else inner(value[field]) for key, field, inner in parts}

    return cut


def _part(compiler: Compiler, owner: GraphQLObjectType, selected: Selected) -> Callable[[Any], Any]:
    return cutter(compiler, owner.fields[selected.name].type, selected.sets)
