"""A selection compiled into one Cypher statement whose single record is shaped like the answer.

`Compiler` holds what one root field needs: the caller's profile, the request's variables, and the names it hands out.
Entities and connections are compiled here; what a capability returns beside them is an `ObjectShape` (see `shape.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graphql import FragmentDefinitionNode, GraphQLObjectType, GraphQLSchema, SelectionSetNode
from graphql.execution.values import VariableValues, get_argument_values

from hub.access.profile import Profile
from hub.questions.block import Block, Expr, Names, obj, variants
from hub.questions.filters import Filters
from hub.questions.limits import Budget
from hub.questions.provenance import PROVENANCE
from hub.questions.selection import Selected, flatten
from hub.questions.shape import ObjectShape, Scope
from schema.declare import Prop
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
    budget: Budget
    realm: Realm
    names: Names = field(default_factory=Names)

    def __post_init__(self) -> None:
        self.filters = Filters(self.model, self.profile, self.names)

    def arguments(self, parent: str, selected: Selected) -> dict[str, Any]:
        """The coerced arguments of a field, defaults included; raises GraphQLError as graphql-core would."""
        owner = self.schema.type_map[parent]
        definition = owner.fields[selected.name]  # type: ignore[attr-defined]  # only object types have selections
        return get_argument_values(definition, selected.nodes[0], self.variables)

    def flat(self, sets: Iterable[SelectionSetNode], type_name: str) -> tuple[Selected, ...]:
        """The fields selected for an object of a type."""
        names = {type_name}
        declared = self.schema.type_map[type_name]
        if isinstance(declared, GraphQLObjectType):
            names.update(interface.name for interface in declared.interfaces)
        return flatten(sets, names, self.fragments, self.variables)

    def shape(self, shape: ObjectShape, sets: Iterable[SelectionSetNode], scope: Scope, block: Block) -> Expr:
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
        for name in self.model.concrete_of(static):
            flat = self.flat(sets, name)
            like = tuple((s.key, tuple(id(node) for node in s.nodes)) for s in flat)
            groups.setdefault(like, ([], flat))[0].append(name)
        if len(groups) == 1:
            ((types, flat),) = groups.values()
            return self._entity_map(static, types, flat, var, block)
        cases: list[tuple[str, Expr]] = []
        for types, flat in groups.values():
            test = " OR ".join(f"{var}:{name}" for name in types)
            cases.append((test, self._entity_map(types[0], types, flat, var, block)))
        return variants(cases)

    def _entity_map(self, owner: str, types: Sequence[str], flat: Iterable[Selected], var: str, block: Block) -> Expr:
        return obj((s.key, self._entity_field(owner, types, s, var, block)) for s in flat)

    def _entity_field(self, owner: str, types: Sequence[str], selected: Selected, var: str, block: Block) -> Expr:
        name = selected.name
        if name == "__typename":
            return Expr(typename(types, var))
        if name == "id":
            return Expr(f"{var}.id")
        if name == "label":
            return Expr(self._caption(types, var))
        if name == "until":
            return Expr(f"toString({var}.until)")
        if name == "provenance":
            return self.shape(PROVENANCE, selected.sets, {"of": var}, block)
        for prop in self.model.props(owner):
            if prop.name == name:
                return self.leaf(prop, var)
        link = next(f for f in self.model.link_fields(owner) if f.name == name)
        from hub.questions.connection import link_page

        return link_page(self, owner, link, selected, var, block)

    def leaf(self, prop: Prop, var: str) -> Expr:
        """The value of a property, as the API writes it."""
        if prop.exists_link is not None:
            return Expr(self.filters.exists(prop, var))
        text = self.profile.value(prop, var)
        return Expr(f"toString({text})" if prop.kind.stored in (date, datetime) and text != "null" else text)

    def _caption(self, types: Sequence[str], var: str) -> str:
        texts: dict[str, list[str]] = {}
        for name in types:
            entity = self.model.entity(name)
            text = self.profile.value(self.model.prop(name, entity.caption), var)
            texts.setdefault(text, []).append(name)
        if len(texts) == 1:
            return next(iter(texts))
        arms = "".join(f" WHEN {' OR '.join(f'{var}:{n}' for n in names)} THEN {text}" for text, names in texts.items())
        return f"CASE{arms} END"


def typename(types: Sequence[str], var: str) -> str:
    """The expression of the concrete type of a node that is one of `types`."""
    if len(types) == 1:
        return f"'{types[0]}'"
    return f"head([x IN labels({var}) WHERE x IN [{', '.join(repr(name) for name in types)}]])"
