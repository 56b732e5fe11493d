"""What a question selects: fragments spread, directives applied, equal response keys merged (GraphQL §6.3.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableValues,
    get_directive_values,
)


@dataclass(frozen=True, slots=True)
class Selected:
    """A field to answer under its response key; `nodes` are its occurrences, whose selections merge."""

    key: str
    nodes: tuple[FieldNode, ...]

    @property
    def name(self) -> str:
        """The field's name in the schema."""
        return self.nodes[0].name.value

    @property
    def sets(self) -> tuple[SelectionSetNode, ...]:
        """The selection sets below the field."""
        return tuple(node.selection_set for node in self.nodes if node.selection_set is not None)


def flatten(
    sets: Iterable[SelectionSetNode],
    types: Collection[str],
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: VariableValues,
) -> tuple[Selected, ...]:
    """The fields selected for an object that is each of `types` (its own name and its interfaces), in order."""
    found: dict[str, list[FieldNode]] = {}
    seen: set[str] = set()

    def walk(selection_set: SelectionSetNode) -> None:
        for node in selection_set.selections:
            if not _is_included(node, variables):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or node.type_condition.name.value in types:
                    walk(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = fragments[node.name.value]
                if fragment.type_condition.name.value in types:
                    walk(fragment.selection_set)

    for selection_set in sets:
        walk(selection_set)
    return tuple(Selected(key, tuple(nodes)) for key, nodes in found.items())


def _is_included(node: SelectionNode, variables: VariableValues) -> bool:
    skip = get_directive_values(GraphQLSkipDirective, node, variables)
    if skip is not None and skip["if"]:
        return False
    include = get_directive_values(GraphQLIncludeDirective, node, variables)
    return include is None or bool(include["if"])


def enum_name(value: Any) -> Any:
    """The name behind a value of an enum type, and the names behind a list of them; other values as they are."""
    if isinstance(value, list):
        return [enum_name(each) for each in value]
    return value.value if isinstance(value, Enum) else value
