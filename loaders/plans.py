"""A feed's records prepared once for a file: columns become positions, kinds become functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from loaders.chunks import LinkGroup, NodeGroup
from loaders.columns import Column, Value, When, as_column
from loaders.declare import PARTY, Feed, JsonLines, Node, Party, Tie, link_prop
from loaders.values import Convert, coded, constant, converter
from schema.declare import Prop
from schema.errors import InvalidValue
from schema.model import Model
from schema.values import DATE, TEXT, Kind, Realm

Get: TypeAlias = Callable[[Any], Any]


@dataclass(slots=True)
class Field:
    """One value of a record, ready to be read."""

    prop: str
    label: str
    get: Get
    convert: Convert
    outer: bool
    required: bool


@dataclass(slots=True)
class Variant:
    """A node record as one entity."""

    group: NodeGroup
    fields: list[Field]
    identity: Field | None
    constants: dict[str, Any]
    identity_prop: str


@dataclass(slots=True)
class NodePlan:
    """A node record, ready to be run."""

    ref: str
    variants: dict[str, Variant]
    when: Callable[[Any], bool] | None
    own: Field | None
    kind: Field | None


@dataclass(slots=True)
class TiePlan:
    """A link record, ready to be run."""

    group: LinkGroup
    source: str
    target: str
    fields: list[Field]
    constants: dict[str, Any]
    when: Callable[[Any], bool] | None
    key: tuple[str, ...]
    symmetric: bool


@dataclass(slots=True)
class Scope:
    """The records of a row, or of the items of one of its lists."""

    nodes: list[NodePlan] = field(default_factory=list)
    ties: list[TiePlan] = field(default_factory=list)


class Planner:
    """Prepares the records of a feed for a file with this header."""

    def __init__(self, feed: Feed, model: Model, realm: Realm, header: Sequence[str] | None = None) -> None:
        self._feed, self._model, self._realm = feed, model, realm
        self._places = {name: i for i, name in enumerate(header or ())}
        self._json = isinstance(feed.format, JsonLines)
        self._empty = frozenset(feed.empty)

    def scopes(self) -> dict[str, Scope]:
        """The plans by the list they are read from; those of the row itself come first, under ''."""
        scopes: dict[str, Scope] = {"": Scope()}
        for record in self._feed.records:
            scope = scopes.setdefault(record.each, Scope())
            if isinstance(record, Tie):
                scope.ties.append(self._tie(record))
            else:
                scope.nodes.append(self._node(record))
        return scopes

    def _node(self, record: Node | Party) -> NodePlan:
        variants = {}
        for entity in PARTY if isinstance(record, Party) else (record.entity,):
            identity = self._model.identity(entity)
            values: dict[str, Value] = dict(record.values)
            if isinstance(record, Party):
                values[identity.name] = record.id
            fields, constants = self._fields({n: (v, self._model.prop(entity, n)) for n, v in values.items()})
            number = next((f for f in fields if f.prop == identity.name), None)
            group = NodeGroup(entity, tuple(sorted(values)), record.authority)
            rest = [f for f in fields if f is not number]
            variants[entity] = Variant(group, rest, number, constants, identity.name)
        own = None
        if record.own is not None:
            column = as_column(record.own)
            own = self._field("own", column, converter(column, TEXT, self._realm, indexed=True))
        kind = None
        if isinstance(record, Party) and record.kind is not None:
            column = as_column(record.kind)
            meanings = dict(column.codes) if column.codes is not None else {entity: entity for entity in PARTY}
            kind = self._field("kind", column, coded(column, meanings))
        return NodePlan(record.ref, variants, self._when(record.when), own, kind)

    def _tie(self, record: Tie) -> TiePlan:
        link = self._model.link(record.link)
        wanted: dict[str, tuple[Value, Prop | Kind]] = {n: (v, link_prop(link, n)) for n, v in record.values.items()}
        for name, value in (("since", record.since), ("until", record.until)):
            if value is not None:
                wanted[name] = (value, DATE)
        fields, constants = self._fields(wanted)
        group = LinkGroup(record.link, tuple(sorted(record.values)), record.authority)
        when = self._when(record.when)
        return TiePlan(group, record.source, record.target, fields, constants, when, link.key, link.symmetric)

    def _fields(self, wanted: Mapping[str, tuple[Value, Prop | Kind]]) -> tuple[list[Field], dict[str, Any]]:
        fields, constants = [], {}
        for prop, (value, about) in wanted.items():
            column = as_column(value)
            kind, indexed = (about.kind, about.identity or about.indexed) if isinstance(about, Prop) else (about, False)
            if not column.name:
                constants[prop] = constant(column, kind, self._realm)
            else:
                fields.append(self._field(prop, column, converter(column, kind, self._realm, indexed=indexed)))
        return fields, constants

    def _field(self, prop: str, column: Column, convert: Convert) -> Field:
        return Field(prop, column.name, self._getter(column), convert, column.outer, column.required)

    def _getter(self, column: Column) -> Get:
        if self._json:
            return path_of(column.name)
        place = self._places.get(column.name)
        return (lambda cells: None) if place is None else (lambda cells: cells[place])

    def _when(self, when: str | When | None) -> Callable[[Any], bool] | None:
        if when is None:
            return None
        condition = When(as_column(when)) if isinstance(when, str) else when
        get, values, empty = self._getter(condition.column), condition.values, self._empty

        def applies(item: Any) -> bool:
            raw = get(item)
            text = raw.strip() if isinstance(raw, str) else "" if raw is None else str(raw)
            return text in values if values else bool(text) and text not in empty and raw != {}

        return applies


def path_of(name: str) -> Get:
    """The field of a JSON object at a dotted path; None where any part is missing."""
    if "." not in name:
        return lambda item: item.get(name)
    steps = name.split(".")

    def walk(item: Any) -> Any:
        for step in steps:
            if not isinstance(item, dict):
                if item is None:
                    return None
                raise InvalidValue("The field is not an object.", hint=f"'{name}' is read from it.", problem="TYPE")
            item = item.get(step)
        return item

    return walk
