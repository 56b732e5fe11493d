"""A feed's records prepared once for a file: columns become positions, kinds become functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from loaders.declare import Feed, JsonLines, Node, Party, Tie
from loaders.declare.columns import Column, Value, When, as_column
from loaders.declare.feeds import link_prop
from loaders.declare.records import PARTY
from loaders.mapping.stated import LinkGroup, NodeGroup
from loaders.mapping.values import REMEMBERED, Convert, coded, constant, converter
from loaders.reading.cells import blank, checked, word
from loaders.reading.json_paths import path_of
from loaders.reading.problems import Problem, missing, problem_of
from schema.declare import Prop
from schema.errors import InvalidValue
from schema.model import Model
from schema.values import DATE, TEXT, Kind, Realm

Get: TypeAlias = Callable[[Any], Any]
#: From the row, the item (in a list of the row; else the row again), the label of the item and the problems so far to
#: the stored value, or None where the cell is empty or its problem was added.
ValueReader: TypeAlias = Callable[[Any, Any, str, list[Problem]], Any]


@dataclass(slots=True)
class Field:
    """One value of a record, ready to be read; `raw` is its cell as it stands, None where it is empty."""

    prop: str
    label: str
    read: ValueReader
    raw: Callable[[Any, Any], Any]


@dataclass(slots=True)
class Variant:
    """A node record as one entity."""

    group: NodeGroup
    fields: list[tuple[str, ValueReader]]
    identity: Field | None
    constants: dict[str, Any]
    identity_prop: str


@dataclass(slots=True)
class Condition:
    """A condition on a row or item, ready to be asked; it raises InvalidValue where the cell does not say."""

    label: str
    applies: Callable[[Any], bool]


@dataclass(slots=True)
class NodePlan:
    """A node record, ready to be run."""

    ref: str
    variants: dict[str, Variant]
    when: Condition | None
    own: Field | None
    kind: Field | None

    def mentions(self, entities: Collection[str]) -> bool:
        """Whether the record is one of these entities, and the feed's word on it does not stand."""
        return all(each.group.entity in entities and not each.group.authority for each in self.variants.values())


@dataclass(slots=True)
class TiePlan:
    """A link record, ready to be run."""

    group: LinkGroup
    source: str
    target: str
    fields: list[tuple[str, ValueReader]]
    constants: dict[str, Any]
    when: Condition | None
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
            if number is not None:
                # Whether it may be missing depends on the row: `own` may stand in for it.
                number = self._field(number.prop, as_column(values[identity.name]), identity, required=False)
            group = NodeGroup(entity, tuple(sorted(values)), record.authority)
            rest = [(f.prop, f.read) for f in fields if f.prop != identity.name]
            variants[entity] = Variant(group, rest, number, constants, identity.name)
        own = None
        if record.own is not None:
            column = as_column(record.own)
            convert = converter(column, TEXT, self._realm, indexed=True, identity=True)
            own = self._reading("own", column, convert, required=True)
        kind = None
        if isinstance(record, Party) and record.kind is not None:
            column = as_column(record.kind)
            meanings = dict(column.codes) if column.codes is not None else {entity: entity for entity in PARTY}
            kind = self._reading("kind", column, coded(column, meanings), required=True)
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
        reads = [(f.prop, f.read) for f in fields]
        return TiePlan(group, record.source, record.target, reads, constants, when, link.key, link.symmetric)

    def _fields(self, wanted: Mapping[str, tuple[Value, Prop | Kind]]) -> tuple[list[Field], dict[str, Any]]:
        fields, constants = [], {}
        for prop, (value, about) in wanted.items():
            column = as_column(value)
            if not column.name:
                constants[prop] = constant(column, about.kind if isinstance(about, Prop) else about, self._realm)
            else:
                fields.append(self._field(prop, column, about, required=column.required))
        return fields, constants

    def _field(self, prop: str, column: Column, about: Prop | Kind, *, required: bool) -> Field:
        kind, identity = (about.kind, about.identity) if isinstance(about, Prop) else (about, False)
        indexed = identity or (isinstance(about, Prop) and about.indexed)
        convert = converter(column, kind, self._realm, indexed=indexed, identity=identity)
        return self._reading(prop, column, convert, required=required)

    def _reading(self, prop: str, column: Column, convert: Convert, *, required: bool) -> Field:
        """A field's function: a text that was read before is looked up, any other cell is converted."""
        get, outer, name, empty = self._getter(column), column.outer, column.name, self._empty
        known: dict[str, Any] = {}
        declared = column.codes or ()

        def raw_cell(row: Any, item: Any) -> Any:
            cell = get(row if outer else item)
            return None if isinstance(cell, str) and blank(cell, empty) else cell

        def read(row: Any, item: Any, label: str, problems: list[Problem]) -> Any:
            raw = None
            try:
                raw = get(row if outer else item)
                is_text = raw.__class__ is str
                if is_text and raw in known:
                    return known[raw]
                found = raw_cell(row, item)
                if found is None:
                    if required:
                        problems.append(missing(label + name))
                        return None
                else:
                    found = convert(found if found in declared else checked(found))
            except InvalidValue as error:
                problems.append(problem_of(label + name, raw, error))
                return None
            if is_text:
                if len(known) >= REMEMBERED:
                    known.clear()
                known[raw] = found
            return found

        return Field(prop, name, read, raw_cell)

    def _getter(self, column: Column) -> Get:
        if self._json:
            return path_of(column.name)
        place = self._places.get(column.name)
        return (lambda cells: None) if place is None else (lambda cells: cells[place])

    def _when(self, when: str | When | None) -> Condition | None:
        if when is None:
            return None
        condition = When(as_column(when)) if isinstance(when, str) else when
        get, values, empty = self._getter(condition.column), condition.values, self._empty

        def applies(item: Any) -> bool:
            raw = get(item)
            if raw is None or raw == {} or (isinstance(raw, str) and blank(raw, empty)):
                return False
            return not values or str(raw).strip() in values or word(checked(raw)) in values

        return Condition(condition.column.name, applies)
