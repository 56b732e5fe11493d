"""A selection compiled into one Cypher statement whose single record is shaped like the answer.

`Compiler` holds what one root field needs: the caller's profile, the request's variables, and the names it hands out.
Entities and connections are compiled here; what a capability returns beside them is an `ObjectShape` (see `shape.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graphql import (
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionSetNode,
    VariableValues,
    get_argument_values,
)

from hub.access import visible_feeds
from hub.access.declare import Level
from hub.access.profile import Profile, Seen
from hub.questions import provenance
from hub.questions.blocks import Block, Expr, Names, obj, variants
from hub.questions.connection import link_page
from hub.questions.filters import Filters
from hub.questions.finisher import By
from hub.questions.limits import Tally
from hub.questions.provenance import PROVENANCE
from hub.questions.selection import Selected, flatten
from hub.questions.shape import ObjectShape, ShapeScope
from schema.declare import Prop
from schema.errors import LinkageError
from schema.model import Model
from schema.values import Realm


@dataclass
class Compiler:
    """Compiles one root field for one caller."""

    model: Model
    schema: GraphQLSchema
    profile: Profile
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues
    tally: Tally
    realm: Realm
    names: Names = field(default_factory=Names)
    #: What to raise where the root field finds nothing; None where nothing is an answer.
    missing: LinkageError | None = None
    #: Why the statement is for this caller alone, and not kept; None where it is for all of the same purpose.
    alone: str | None = None
    #: Selected fields that are null because the purpose does not open them.
    closed: set[str] = field(default_factory=set)
    #: What values must fulfil before the statement is asked: calls that raise, and their arguments.
    held: list[tuple[Callable[..., None], tuple[Any, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.filters = Filters(self.model, self.profile, self.names, self.realm)

    def arguments(self, parent: str, selected: Selected) -> dict[str, Any]:
        """The coerced arguments of a field, defaults included; raises GraphQLError as graphql-core would."""
        owner = self.schema.type_map[parent]
        definition = owner.fields[selected.name]  # type: ignore[attr-defined]  # only object types have selections
        return get_argument_values(definition, selected.nodes[0], self.variables)

    def hold(self, check: Callable[..., None], *values: Any) -> None:
        """Have values checked before the statement is asked with them; slots among them are filled first."""
        self.held.append((check, values))

    def flat(self, sets: Iterable[SelectionSetNode], type_name: str) -> tuple[Selected, ...]:
        """The fields selected for an object of a type."""
        names = {type_name}
        declared = self.schema.type_map[type_name]
        if isinstance(declared, GraphQLObjectType):
            names.update(interface.name for interface in declared.interfaces)
        return flatten(sets, names, self.fragments, self.variables)

    def shape(self, shape: ObjectShape, sets: Iterable[SelectionSetNode], scope: ShapeScope, block: Block) -> Expr:
        """The map of an `ObjectShape`'s selected fields."""
        fields: list[tuple[str, Expr]] = []
        for selected in self.flat(sets, shape.name):
            if selected.name == "__typename":
                fields.append((selected.key, Expr(f"'{shape.name}'")))
            else:
                fields.append((selected.key, shape.fields[selected.name].of(self, selected, scope, block)))
        return obj(fields)

    def entity(self, static: str, sets: Sequence[SelectionSetNode], var: str, block: Block) -> Expr:
        """The map of an entity's selected fields; for an interface, one for each set of types that select alike."""
        groups: dict[tuple[tuple[str, tuple[int, ...]], ...], tuple[list[str], tuple[Selected, ...]]] = {}
        self.profile.check_entity(static, static)
        for name in self.profile.visible(static):
            flat = self.flat(sets, name)
            like = tuple((s.key, tuple(id(node) for node in s.nodes)) for s in flat)
            groups.setdefault(like, ([], flat))[0].append(name)
        if len(groups) == 1:
            ((types, flat),) = groups.values()
            return self._entity_map(static, types, flat, var, block)
        cases: list[tuple[str, Expr]] = []
        with block.conditional():
            for types, flat in groups.values():
                test = " OR ".join(f"{var}:{name}" for name in types)
                cases.append((test, self._entity_map(types[0], types, flat, var, block)))
        return variants(cases)

    def _entity_map(self, owner: str, types: Sequence[str], flat: Iterable[Selected], var: str, block: Block) -> Expr:
        return obj([(s.key, self._entity_field(owner, types, s, var, block)) for s in flat], var)

    def _entity_field(self, owner: str, types: Sequence[str], selected: Selected, var: str, block: Block) -> Expr:
        name = selected.name
        if name == "__typename":
            return Expr(typename(types, var))
        if name == "id":
            return Expr(f"{var}.id")
        if name == "label":
            return self._caption(types, var)
        if name == "until":
            return Expr(f"toString({var}.until)")
        if name == "provenance":
            feeds = visible_feeds.of_nodes(self.profile.purpose, types, var)
            return self.shape(PROVENANCE, selected.sets, provenance.scope(var, feeds), block)
        for prop in self.model.props(owner):
            if prop.name == name:
                return self._value(owner, types, prop, var)
        link = next(f for f in self.model.link_fields(owner) if f.name == name)
        if not self.profile.follows(link):
            return self._closed_value(f"{owner}.{name}")
        return link_page(self, owner, link, selected, var, block)

    def link_leaf(self, prop: Prop, var: str, coordinate: str) -> Expr:
        """The value of a property of a link, as the API writes it."""
        if self.profile.link_level(prop) is Level.NONE:
            return self._closed_value(coordinate)
        return Expr(as_api_text(prop).format(f"{var}.{prop.name}"))

    def _value(self, owner: str, types: Sequence[str], prop: Prop, var: str) -> Expr:
        coordinate = f"{owner}.{prop.name}"
        if prop.exists_link is not None:
            field = self.filters.exists_field(prop)
            if not self.profile.follows(field):
                return self._closed_value(coordinate)
            return Expr(self.filters.exists(prop, var, coordinate))
        seen = self.profile.value(types, prop, var, as_api_text(prop))
        return self._closed_value(coordinate) if seen is None else self._mask_if_needed(seen, prop, coordinate)

    def _closed_value(self, coordinate: str) -> Expr:
        self.profile.check_closed(coordinate)
        self.closed.add(coordinate)
        return Expr("null")

    def _mask_if_needed(self, seen: Seen, prop: Prop, coordinate: str) -> Expr:
        if not seen.masks:
            return Expr(seen.text)
        kind = prop.kind
        return Expr(seen.text, By(lambda value, traces: traces.mask(kind, value, coordinate)))

    def _caption(self, types: Sequence[str], var: str) -> Expr:
        groups: dict[tuple[str, str], tuple[Expr, list[str]]] = {}
        for name in types:
            prop = self.model.prop(name, self.model.entity(name).caption)
            seen = self.profile.value((name,), prop, var, as_api_text(prop)) or Seen("null")
            expr = self._mask_if_needed(seen, prop, f"{name}.label")
            groups.setdefault((expr.text, prop.kind.name), (expr, []))[1].append(name)
        if len(groups) == 1:
            ((expr, _),) = groups.values()
            return expr
        if self._captions_are_apart(types, var, groups):
            # The caption that is there says which it is: to look at ten labels of each node took a seventh of a
            # neighbourhood's time. Entities that most kinds of links lead to come first.
            first = sorted(groups.values(), key=lambda group: -max(self._count_link_fields(name) for name in group[1]))
            return Expr(f"coalesce({', '.join(expr.text for expr, _ in first)})")
        cases = [(" OR ".join(f"{var}:{name}" for name in names), expr) for expr, names in groups.values()]
        if any(expr.finish is not None for _, expr in cases):
            return variants(cases)
        return Expr("CASE" + "".join(f" WHEN {test} THEN {expr.text}" for test, expr in cases) + " END")

    def _count_link_fields(self, name: str) -> int:
        return len(self.model.link_fields(name))

    def _captions_are_apart(self, types: Sequence[str], var: str, groups: Mapping[Any, tuple[Expr, list[str]]]) -> bool:
        """Whether no type has the caption of another, and each caption is read as it stands."""
        captions = {self.model.entity(name).caption for name in types}
        plain = {f"{var}.{caption}" for caption in captions}
        if any(expr.finish is not None or expr.text not in plain for expr, _ in groups.values()):
            return False
        return all(len(captions & {prop.name for prop in self.model.props(name)}) == 1 for name in types)


def as_api_text(prop: Prop) -> str:
    """How the API writes a property's value: 'toString({})' for days and times."""
    return "toString({})" if prop.kind.stored in (date, datetime) else "{}"


def typename(types: Sequence[str], var: str) -> str:
    """The expression of the concrete type of a node that is one of `types`."""
    if len(types) == 1:
        return f"'{types[0]}'"
    return f"head([x IN labels({var}) WHERE x IN [{', '.join(repr(name) for name in types)}]])"
