"""The slow, obvious way to answer a question: plain Python over the same nodes and links. Nothing here is clever.

A question is a tree of `Field` and `Fragment`; `render` writes it as GraphQL, `Oracle` answers it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hub.questions import naming
from schema.declare import Prop
from schema.model import MODEL, LinkField
from schema.validity import today
from support.world import Node, Tie, World


class Bare(str):
    """A text that stands in a question without quotation marks: an enum's member."""

    __slots__ = ()


@dataclass
class Field:
    """A selected field."""

    name: str
    key: str
    args: dict[str, Any] = field(default_factory=dict)
    sub: list[Field | Fragment] = field(default_factory=list)


@dataclass
class Fragment:
    """An inline fragment."""

    on: str
    sub: list[Field | Fragment]


def render(selection: Iterable[Field | Fragment]) -> str:
    """A selection as GraphQL."""
    parts = []
    for item in selection:
        if isinstance(item, Fragment):
            parts.append(f"... on {item.on} {render(item.sub)}")
            continue
        text = item.name if item.key == item.name else f"{item.key}: {item.name}"
        if item.args:
            text += "(" + ", ".join(f"{name}: {literal(value)}" for name, value in item.args.items()) + ")"
        parts.append(text + (f" {render(item.sub)}" if item.sub else ""))
    return "{ " + " ".join(parts) + " }"


def literal(value: Any) -> str:
    """A value as GraphQL writes it."""
    if isinstance(value, Bare):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {literal(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(inner) for inner in value) + "]"
    return json.dumps(value.isoformat() if isinstance(value, date) else value)


@dataclass
class Oracle:
    """Answers questions over a world."""

    world: World

    def root(self, asked: Field) -> Any:
        """The value of a root field."""
        if asked.name == "node":
            return self._optional(self._by_id(asked.args["id"]), asked.sub)
        if asked.name == "nodes":
            return [self._optional(self._by_id(one), asked.sub) for one in asked.args["ids"]]
        lists = {e.plural: e.name for e in MODEL.entities.values() if e.plural} | {"debtors": "Party"}
        if asked.name in lists:
            entity = lists[asked.name]
            nodes = [n for n in self.world.nodes if is_a(n, entity)]
            if asked.name == "debtors":
                nodes = [n for n in nodes if self._linked(n, "DEBTOR_IN")]
            rows: list[tuple[Node, Tie | None]] = [(n, None) for n in nodes]
            return self._page(asked, rows, entity, naming.connection(entity), naming.edge(entity))
        ((name, value),) = asked.args.items()
        entity = {"person": "Person", "company": "Company", "case": "EnforcementCase", "vehicle": "Vehicle"}[asked.name]
        # By what the caller may see: a caller who does not see a person's number does not find the person by it.
        prop = MODEL.prop(entity, name)
        same = (n for n in self.world.nodes if n.entity == entity and self.value(n, prop) == value)
        return self._optional(next(same, None), asked.sub)

    def rows(self, asked: Field, rows: Sequence[tuple[Node, Tie | None]], entity: str) -> list[tuple[Node, Tie | None]]:
        """All rows of a list, filtered and in order."""
        found = list(rows)
        if "at" in asked.args:
            day = asked.args["at"]
            found = [
                (n, t)
                for n, t in found
                if t is not None and (t.since is None or t.since <= day) and (t.until is None or t.until > day)
            ]
        if "where" in asked.args:
            found = [(n, t) for n, t in found if self.fulfils(n, asked.args["where"])]
        found.sort(key=lambda row: (row[0].id, *(("", "") if row[1] is None else (row[1].key, row[1].source.id))))
        for key in reversed(asked.args.get("orderBy", [])):
            ((name, direction),) = key.items()
            values = {row[0].id: self.value(row[0], MODEL.prop(row[0].entity, name)) for row in found}
            there = [row for row in found if values[row[0].id] is not None]
            missing = [row for row in found if values[row[0].id] is None]
            # Python's sort keeps the order of equals, in reverse too.
            there.sort(key=lambda row: values[row[0].id], reverse=direction == "DESC")
            found = [*missing, *there] if direction == "DESC" else [*there, *missing]
        return found

    def _page(
        self, asked: Field, rows: Sequence[tuple[Node, Tie | None]], entity: str, connection: str, edge: str
    ) -> dict[str, Any]:
        found = self.rows(asked, rows, entity)
        first = asked.args.get("first", 20)
        shown = found[:first]
        answer: dict[str, Any] = {}
        for item in flat(asked.sub, {connection}):
            if item.name == "__typename":
                answer[item.key] = connection
            elif item.name == "totalCount":
                answer[item.key] = len(found)
            elif item.name == "nodes":
                answer[item.key] = [self.entity(n, item.sub) for n, _ in shown]
            elif item.name == "edges":
                answer[item.key] = [self._edge(n, t, item.sub, edge) for n, t in shown]
            else:
                info = {"hasNextPage": len(found) > first, "hasPreviousPage": False, "__typename": "PageInfo"}
                answer[item.key] = {f.key: info[f.name] for f in flat(item.sub, {"PageInfo"})}
        return answer

    def _edge(self, node: Node, tie: Tie | None, sub: list[Field | Fragment], edge: str) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        for item in flat(sub, {edge}):
            if item.name == "__typename":
                answer[item.key] = edge
            elif item.name == "node":
                answer[item.key] = self.entity(node, item.sub)
            else:
                assert tie is not None
                answer[item.key] = self._known(tie, item)
        return answer

    def entity(self, node: Node, sub: list[Field | Fragment]) -> dict[str, Any]:
        """The selected fields of a node."""
        answer: dict[str, Any] = {}
        for item in flat(sub, types(node)):
            if item.name == "__typename":
                answer[item.key] = node.entity
            elif item.name == "id":
                answer[item.key] = node.id
            elif item.name == "label":
                answer[item.key] = node.props.get(MODEL.entity(node.entity).caption)
            elif item.name in ("until", "provenance"):
                answer[item.key] = self._known(node, item)
            elif any(p.name == item.name for p in MODEL.props(node.entity)):
                answer[item.key] = written(self.value(node, MODEL.prop(node.entity, item.name)))
            else:
                link = next(f for f in MODEL.link_fields(node.entity) if f.name == item.name)
                answer[item.key] = self._page(
                    item, self.linked(node, link), link.target, naming.link_connection(link), naming.link_edge(link)
                )
        return answer

    def _known(self, thing: Node | Tie, item: Field) -> Any:
        if item.name != "provenance":
            values = {"since": getattr(thing, "since", None), "until": thing.until, **thing.props}
            return written(values.get(item.name))
        held = thing.stored()
        values = {
            "source": held["source"],
            "batch": held["batch"],
            "assertedBy": [a.split("@")[0] for a in held["asserted"]],
            "firstSeen": written(thing.first),
            "lastSeen": written(thing.last),
            "__typename": "Provenance",
        }
        return {f.key: values[f.name] for f in flat(item.sub, {"Provenance"})}

    def linked(self, node: Node, link: LinkField) -> list[tuple[Node, Tie | None]]:
        """What a link field leads to."""
        found: list[tuple[Node, Tie | None]] = []
        for tie in self.world.ties:
            if tie.kind != link.link.kind:
                continue
            others = []
            if link.forward is not False and tie.source is node:
                others.append(tie.target)
            if link.forward is not True and tie.target is node and not (link.forward is None and tie.source is node):
                others.append(tie.source)
            found += [(other, tie) for other in others if is_a(other, link.target)]
        return found

    def value(self, node: Node, prop: Prop) -> Any:
        """A property, stored or derived."""
        return node.props.get(prop.name) if prop.exists_link is None else self._linked(node, prop.exists_link)

    def _linked(self, node: Node, kind: str) -> bool:
        return any(tie.kind == kind and tie.source is node and self._counts(tie) for tie in self.world.ties)

    def _counts(self, tie: Tie) -> bool:
        """Whether a link makes a debtor, or listed: it stands, and so does the entry, which is not deleted."""
        ends = [tie.until, tie.target.until if tie.kind == "LISTED_AS" else None]
        stands = all(each is None or each > today() for each in ends)
        return stands and (tie.kind != "LISTED_AS" or self._listed(tie.target))

    def _listed(self, entry: Node) -> bool:
        return entry.props.get("status") == "LISTED"

    def fulfils(self, node: Node, where: Mapping[str, Any]) -> bool:
        """Whether a node fulfils all that a filter says. A missing value fulfils nothing but isNull: true."""
        props = {p.name: p for p in MODEL.props(node.entity)}
        links = {f.name: f for f in MODEL.link_fields(node.entity)}
        for name, condition in where.items():
            if name == "and":
                held = all(self.fulfils(node, one) for one in condition)
            elif name == "or":
                held = any(self.fulfils(node, one) for one in condition)
            elif name == "not":
                held = not self.fulfils(node, condition)
            elif name in props:
                held = all(holds(self.value(node, props[name]), op, value) for op, value in condition.items())
            else:
                others = [other for other, _ in self.linked(node, links[name])]
                held = all(self._quantified(others, word, inner) for word, inner in condition.items())
            if not held:
                return False
        return True

    def _quantified(self, others: list[Node], word: str, inner: Any) -> bool:
        if word == "any":
            return bool(others) == inner
        if word == "some":
            return any(self.fulfils(other, inner) for other in others)
        if word == "none":
            return not any(self.fulfils(other, inner) for other in others)
        return all(self.fulfils(other, inner) for other in others)

    def _by_id(self, wanted: str) -> Node | None:
        return next((n for n in self.world.nodes if n.id == wanted), None)

    def _optional(self, node: Node | None, sub: list[Field | Fragment]) -> Any:
        return None if node is None else self.entity(node, sub)


def holds(value: Any, operator: str, operand: Any) -> bool:
    """Whether one condition holds for a value."""
    if operator == "isNull":
        return (value is None) is operand
    if value is None:
        return False
    return {
        "eq": lambda: value == operand,
        "in": lambda: value in operand,
        "lt": lambda: value < operand,
        "lte": lambda: value <= operand,
        "gt": lambda: value > operand,
        "gte": lambda: value >= operand,
        "startsWith": lambda: value.startswith(operand),
        "contains": lambda: operand in value,
        "has": lambda: operand in value,
    }[operator]()


def flat(selection: Iterable[Field | Fragment], names: set[str]) -> list[Field]:
    """The fields selected for an object of these types, each response key once, where it came first."""
    found: dict[str, Field] = {}
    for item in selection:
        if isinstance(item, Field):
            found.setdefault(item.key, item)
        elif item.on in names:
            for inner in flat(item.sub, names):
                found.setdefault(inner.key, inner)
    return list(found.values())


def types(node: Node) -> set[str]:
    """All GraphQL types a node has."""
    return {node.entity, *MODEL.interfaces(node.entity), "Node"}


def is_a(node: Node, entity: str) -> bool:
    """Whether a node is of an entity or interface."""
    return entity in types(node)


def written(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value
