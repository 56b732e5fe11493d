"""The price of an operation before it runs: from its page sizes, its nesting, and how much the caller may see.

A unit is about one touch of the database; a test holds the order of costs against what the database counts. Nothing
that is hidden from the caller goes into a cost: sizes are taken from `Estimates` alone, and where it knows nothing, a
page counts as full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionSetNode,
    VariableValues,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    value_from_ast_untyped,
)

from hub.questions.resolver import Resolver
from hub.questions.root_costs import Start, subjects_of
from hub.questions.selection import Selected, flatten
from hub.questions.shape import Root
from schema.model import Model

#: A row found, ordered and shaped, without what is selected of it.
ROW = 3.0
#: A link of an unknown number that a condition follows.
LINKS = 3.0
#: The part of all nodes that share a beginning.
PREFIX = 0.02
#: The rows of a list that has no page.
UNPAGED = 5.0
#: Introspection touches no database, but takes time.
INTROSPECTION = 2_000.0


def _unknown_degree(*_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Estimates:
    """How much the caller may see; each answers None where it was not measured.

    `size`: nodes of an entity. `start`: links of the node with a global id. `logged`: bytes of the audit log. `names`:
    names that the graph holds, the caller's and all others, in steps of ten.
    """

    size: Callable[[str], float | None] = _unknown_degree
    start: Callable[[str], float | None] = _unknown_degree
    logged: float = 0.0
    names: float = 0.0


@dataclass(frozen=True, slots=True)
class Price:
    """The cost of an operation, the response key of the root field that costs most, and how many conditions it sets.

    `subjects`: how many persons and companies it asks of the list of dishonest debtors.
    """

    units: int
    dearest: str
    conditions: int
    subjects: int = 0


@dataclass
class Pricing:
    """Prices the root fields of one operation; `declared` are the root fields of queries."""

    model: Model
    schema: GraphQLSchema
    declared: Mapping[str, Root | Resolver]
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues
    page: int
    estimates: Estimates = field(default_factory=Estimates)
    _names: dict[str, frozenset[str]] = field(default_factory=dict)
    _conditions: int = 0
    _subjects: int = 0

    def price(self, parent: str, roots: Iterable[Selected]) -> Price:
        """The cost of root fields together; at least one unit."""
        owner = self.schema.type_map[parent]
        each = {root.key: self._root(owner, root) for root in roots}
        units = max(1, round(sum(each.values())))
        return Price(units, max(each, key=lambda key: each[key], default=""), self._conditions, self._subjects)

    def starts(self, parent: str, roots: Iterable[Selected]) -> tuple[str, ...]:
        """The global ids that walks begin at, for `Estimates.start` to be measured before."""
        owner: Any = self.schema.type_map[parent]
        found: dict[str, None] = {}
        for root in roots:
            declared = self._declared_root(parent, root.name)
            if declared is not None and declared.cost is not None:
                arguments = self._arguments(owner.fields[root.name], root.nodes[0])
                for named in (arguments.get(name) for name in _STARTS):
                    values = named if isinstance(named, list) else [named]
                    found.update((value, None) for value in values if isinstance(value, str))
        return tuple(found)

    def _root(self, owner: Any, root: Selected) -> float:
        if root.name.startswith("__"):
            return 0.0 if root.name == "__typename" else INTROSPECTION
        definition: GraphQLField = owner.fields[root.name]
        arguments = self._arguments(definition, root.nodes[0])
        declared = self._declared_root(owner.name, root.name)
        if declared is not None and declared.screens:
            self._subjects += subjects_of(arguments)
        base: float = ROW
        rows: Mapping[str, float] = {}
        if declared is not None and declared.cost is not None:
            known = self.estimates
            start = Start(arguments, self.page, known.start, known.logged, known.names, known.size)
            base, rows = declared.cost(start)
        return base + self._field(owner.name, definition, root, rows)

    def _declared_root(self, parent: str, name: str) -> Root | Resolver | None:
        return self.declared.get(name) if parent == "Query" else None

    def _field(self, parent: str, definition: GraphQLField, selected: Selected, rows: Mapping[str, float]) -> float:
        named = get_named_type(definition.type)
        if is_leaf_type(named):
            return 1.0
        if "first" in definition.args and "nodes" in getattr(named, "fields", {}):
            return self._page(parent, definition, selected)
        times = rows.get(selected.name, UNPAGED) if is_list_type(get_nullable_type(definition.type)) else 1.0
        return times * (1.0 + self._price_inside(named.name, selected.sets, rows))

    def _page(self, parent: str, definition: GraphQLField, selected: Selected) -> float:
        connection = get_named_type(definition.type)
        entity = get_named_type(connection.fields["nodes"].type).name  # type: ignore[attr-defined]  # an object type
        arguments = self._arguments(definition, selected.nodes[0])
        asked = _whole_between(arguments.get("first"), 0, self.page)
        where = arguments.get("where")
        self._conditions += 0 if where is None else _count(where)
        declared = self._declared_root(parent, selected.name)
        condition = _weight(where) + (declared.condition if isinstance(declared, Root) else 0.0)
        candidates = self._candidates(parent, selected.name, entity, where, asked)
        kept = min(asked, candidates)
        total, inside, scanned = 0.0, 0.0, False
        for chosen in self._flatten_fields(connection.name, selected.sets):
            if chosen.name == "totalCount":
                total += candidates * (1.0 + condition)
                continue
            scanned = True
            if chosen.name in ("nodes", "edges"):
                row = self._price_inside(get_named_type(connection.fields[chosen.name].type).name, chosen.sets, {})  # type: ignore[attr-defined]  # an object type
                inside += kept * row
        return 1.0 + total + inside + (candidates * (ROW + condition) if scanned else 0.0)

    def _candidates(self, parent: str, name: str, entity: str, where: Any, asked: int) -> float:
        """How many rows are looked at for a page."""
        if parent != "Query":
            # There are no more links than there are nodes to lead to.
            most = self.estimates.size(entity)
            return float(asked) if most is None else min(asked, most)
        size = self.estimates.size(entity)
        pinned = self._pinned(entity, where, size)
        if pinned is not None:
            return pinned
        return float(asked) if size is None else size

    def _price_inside(self, name: str, sets: Iterable[SelectionSetNode], rows: Mapping[str, float]) -> float:
        found = 0.0
        declared = self.schema.type_map[name]
        for selected in self._flatten_fields(name, sets):
            if selected.name == "__typename":
                continue
            owner = self._owner(declared, selected.name)
            if owner is not None:
                found += self._field(owner.name, owner.fields[selected.name], selected, rows)
        return found

    def _owner(self, declared: Any, field_name: str) -> GraphQLObjectType | GraphQLInterfaceType | None:
        """The type that has the field: the one named, or one of those that it may turn out to be."""
        if field_name in declared.fields:
            return declared  # type: ignore[no-any-return]  # an object type or an interface
        if isinstance(declared, GraphQLInterfaceType):
            return next((t for t in self.schema.get_possible_types(declared) if field_name in t.fields), None)
        return None

    def _flatten_fields(self, name: str, sets: Iterable[SelectionSetNode]) -> tuple[Selected, ...]:
        return flatten(sets, self._kinds(name), self.fragments, self.variables)

    def _kinds(self, name: str) -> frozenset[str]:
        """The type, what it implements and what implements it: of a choice by type, each counts."""
        if name not in self._names:
            declared: Any = self.schema.type_map[name]
            kinds = {name, *(each.name for each in declared.interfaces)}
            if isinstance(declared, GraphQLInterfaceType):
                possible = self.schema.get_possible_types(declared)
                kinds.update(each.name for each in possible)
                kinds.update(interface.name for each in possible for interface in each.interfaces)
            self._names[name] = frozenset(kinds)
        return self._names[name]

    def _arguments(self, definition: GraphQLField, node: FieldNode) -> dict[str, Any]:
        """The arguments as plain values; what is wrong with one is said when the field is compiled."""
        given = {a.name.value: value_from_ast_untyped(a.value, self.variables.coerced) for a in node.arguments or ()}
        defaults = {name: argument.default_value for name, argument in definition.args.items() if name in _SIZES}
        return {**defaults, **given}

    def _pinned(self, entity: str, where: Any, size: float | None) -> float | None:
        """How many nodes a filter leaves that an index can answer; None where there is no such condition."""
        if not isinstance(where, Mapping):
            return None
        keys = {p.name for p in self.model.props(entity) if p.identity or p.indexed} | {"id"}
        found: list[float] = []
        for name, condition in where.items():
            if name in keys and isinstance(condition, Mapping):
                if condition.get("eq") is not None:
                    found.append(1.0)
                elif isinstance(condition.get("in"), list):
                    found.append(float(len(condition["in"])))
                elif condition.get("startsWith") and size is not None:
                    found.append(1.0 + size * PREFIX)
        return min(found, default=None)


#: Arguments that name where a walk begins.
_STARTS = ("id", "of", "from", "to")
#: Arguments whose default says how much comes back.
_SIZES = frozenset({"first", "limit", "hops", "maxHops"})


def _whole_between(value: Any, low: int, high: int) -> int:
    return min(max(value, low), high) if isinstance(value, int) else high


def _weight(where: Any) -> float:
    """What a filter costs for each row it is tried on."""
    if isinstance(where, Mapping):
        found = 0.0
        for name, value in where.items():
            inside = _weight(value)
            found += LINKS * (1.0 + inside) if name in ("some", "none", "every", "any") else inside
        return found
    if isinstance(where, list):
        return sum(_weight(each) for each in where) if any(isinstance(e, Mapping) for e in where) else 1.0
    return 0.0 if where is None else 1.0


def _count(where: Any) -> int:
    """How many conditions a filter sets."""
    if isinstance(where, Mapping):
        return sum(_count(value) for value in where.values())
    if isinstance(where, list):
        return sum(_count(each) for each in where) if any(isinstance(e, Mapping) for e in where) else 1
    return 1
