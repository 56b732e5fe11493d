"""The size of a document with its fragments spread, computed without spreading them: each fragment is measured once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from graphql import (
    ArgumentNode,
    ConstDirectiveNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    ListValueNode,
    Node,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
)


class Bounds(Protocol):
    """What measuring itself must not exceed."""

    @property
    def depth(self) -> int:
        """How deep selections may stand."""


@dataclass(slots=True)
class Size:
    """What is counted of a document, or of a part of it."""

    operations: int = 0
    fragments: int = 0
    depth: int = 0
    selections: int = 0
    aliases: int = 0
    directives: int = 0
    values: int = 0
    nesting: int = 0

    def add(self, other: Size, deeper: int = 0) -> None:
        """Count a part too, which is nested this number of levels deeper."""
        self.depth = max(self.depth, other.depth + deeper)
        self.selections += other.selections
        self.aliases += other.aliases
        self.directives += other.directives
        self.values = max(self.values, other.values)
        self.nesting = max(self.nesting, other.nesting)


def measure(document: DocumentNode, bounds: Bounds) -> Size:
    """The size of all operations of a document; raises GraphQLError where a fragment spreads itself."""
    fragments = _fragments(document)
    measuring = _Measuring(fragments, bounds.depth)
    whole = Size(fragments=len(fragments))
    for definition in _operations(document):
        whole.operations += 1
        whole.add(measuring.selected(definition.selection_set, 1))
        _count(whole, definition.directives, ())
        for variable in definition.variable_definitions or ():
            _count(whole, variable.directives, () if variable.default_value is None else (variable.default_value,))
    for name, fragment in fragments.items():
        # Validation also reads fragments that nothing spreads.
        if name not in measuring.known:
            whole.add(measuring.fragment(fragment, 1))
    return whole


def _operations(document: DocumentNode) -> list[OperationDefinitionNode]:
    return [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}


@dataclass
class _Measuring:
    """One document being measured; `known` holds what each fragment came to, None while it is measured itself."""

    fragments: Mapping[str, FragmentDefinitionNode]
    deepest: int
    known: dict[str, Size | None] = field(default_factory=dict)

    def selected(self, selection_set: SelectionSetNode, at: int) -> Size:
        """The size of a selection set that stands at a depth."""
        size = Size(depth=1)
        if at > self.deepest:
            # Deeper than allowed already; what is below does not matter, and must not nest calls.
            return size
        for node in selection_set.selections:
            size.selections += 1
            if isinstance(node, FragmentSpreadNode):
                _count(size, node.directives, ())
                definition = self.fragments.get(node.name.value)
                # Validation says which fragment is not there.
                if definition is not None:
                    size.add(self.fragment(definition, at))
                continue
            inner: SelectionSetNode | None = node.selection_set  # type: ignore[attr-defined]  # a field or an inline fragment
            if isinstance(node, FieldNode):
                size.aliases += node.alias is not None
                _count(size, node.directives, (argument.value for argument in node.arguments or ()))
            else:
                _count(size, node.directives, ())
            if inner is not None:
                size.add(self.selected(inner, at + 1), 1)
        return size

    def fragment(self, definition: FragmentDefinitionNode, at: int) -> Size:
        """The size of a fragment, measured when it is met first."""
        name = definition.name.value
        if name in self.known:
            found = self.known[name]
            if found is None:
                raise GraphQLError(f"Cannot spread fragment '{name}' within itself.", definition)
            return found
        self.known[name] = None
        made = self.selected(definition.selection_set, at)
        _count(made, definition.directives, ())
        self.known[name] = made
        return made


def _count(size: Size, directives: Iterable[DirectiveNode | ConstDirectiveNode] | None, values: Iterable[Node]) -> None:
    literals = list(values)
    for directive in directives or ():
        size.directives += 1
        literals.extend(argument.value for argument in directive.arguments or ())
    for literal in literals:
        count, depth = literal_size(literal)
        size.values, size.nesting = max(size.values, count), max(size.nesting, depth)


def literal_size(value: Node) -> tuple[int, int]:
    """How many values a literal holds, and how deep they stand."""
    count, depth, level = 0, 0, [value]
    while level:
        deeper: list[Node] = []
        for node in level:
            if isinstance(node, ListValueNode):
                deeper.extend(node.values)
            elif isinstance(node, ObjectValueNode):
                deeper.extend(entry.value for entry in node.fields)
        count += len(level)
        depth += bool(deeper)
        level = deeper
    return count, depth


@dataclass(slots=True)
class _Place:
    """A place in the answer: how many fields land there, how many values their arguments hold, and what is below."""

    fields: int = 0
    values: int = 0
    below: dict[str, _Place] = field(default_factory=dict)


def merged_pairs(document: DocumentNode, enough: int) -> int:
    """How many comparisons of fields in the same place validation makes, by their arguments; counted to `enough`.

    Walks what the fragments add up to, so `selections` must have been held to its limit before.
    """
    counting = _Counting(_fragments(document), enough)
    for operation in _operations(document):
        counting.walk(operation.selection_set, _Place())
    return counting.pairs


@dataclass
class _Counting:
    """The comparisons of one document being counted."""

    fragments: Mapping[str, FragmentDefinitionNode]
    enough: int
    pairs: int = 0

    def walk(self, selection_set: SelectionSetNode, place: _Place) -> None:
        """Let everything selected land in its place."""
        for node in selection_set.selections:
            if self.pairs > self.enough:
                return
            if isinstance(node, FieldNode):
                self._add_field(node, place)
            elif isinstance(node, FragmentSpreadNode):
                definition = self.fragments.get(node.name.value)
                if definition is not None:
                    self.walk(definition.selection_set, place)
            else:
                self.walk(node.selection_set, place)  # type: ignore[attr-defined]  # an inline fragment

    def _add_field(self, node: FieldNode, place: _Place) -> None:
        key = node.alias.value if node.alias else node.name.value
        there = place.below.setdefault(key, _Place())
        values = sum(_values(argument) for argument in node.arguments or ())
        # Compared with each that landed here before, argument by argument.
        self.pairs += there.fields * (1 + values) + there.values
        there.fields += 1
        there.values += values
        if node.selection_set is not None:
            self.walk(node.selection_set, there)


def _values(argument: ArgumentNode) -> int:
    value: ValueNode = argument.value
    return literal_size(value)[0]
