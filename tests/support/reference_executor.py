"""graphql-core's own execution of the hub's schema over a world in memory, as the specification has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    execute,
    parse,
)

from hub.api.schema import build_api
from hub.questions import naming
from schema.model import MODEL
from schema.values import Realm
from support.question_oracle import Field, Oracle, is_a
from support.world import Node, Tie


@cache
def unresolved() -> GraphQLSchema:
    """The hub's schema without anybody's resolvers."""
    schema = build_api(Realm.FICTIONAL).graphql
    for declared in schema.type_map.values():
        if declared.name.startswith("__"):
            continue
        if isinstance(declared, GraphQLObjectType):
            declared.is_type_of = None
        if isinstance(declared, GraphQLInterfaceType):
            declared.resolve_type = None
        if isinstance(declared, GraphQLObjectType | GraphQLInterfaceType):
            for each in declared.fields.values():
                each.resolve = None
    return schema


@dataclass
class Page:
    """A page: its rows, whether there are more, and the types of the connection and its edges."""

    rows: list[tuple[Node, Tie | None]]
    first: int
    connection: str
    edge: str


@dataclass
class Row:
    """An edge."""

    node: Node
    tie: Tie | None
    edge: str


@dataclass
class Executor:
    """Runs documents over the world of an oracle."""

    oracle: Oracle

    def run(self, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The data of the response."""
        result = execute(
            unresolved(),
            parse(query),
            variable_values=dict(variables),
            field_resolver=self._field,
            type_resolver=lambda value, *_: value.entity,
        )
        assert isinstance(result, ExecutionResult)
        assert result.errors is None, result.errors
        assert result.data is not None
        return result.data

    def _field(self, source: Any, info: GraphQLResolveInfo, **args: Any) -> Any:
        name, given = info.field_name, {key: plain(value) for key, value in args.items() if value is not None}
        if source is None:
            return self._root(name, given)
        if isinstance(source, Node):
            return self._entity(source, name, given)
        if isinstance(source, Page):
            return self._page(source, name)
        if isinstance(source, Row):
            return source.node if name == "node" else self._known(source.tie, name)
        return source[name]

    def _root(self, name: str, given: dict[str, Any]) -> Any:
        nodes = self.oracle.world.nodes
        lists = {e.plural: e.name for e in MODEL.entities.values() if e.plural} | {"debtors": "Party"}
        if name == "node":
            return self._by_id(given["id"])
        if name == "nodes":
            return [self._by_id(one) for one in given["ids"]]
        if name in lists:
            entity = lists[name]
            found = [n for n in nodes if is_a(n, entity)]
            if name == "debtors":
                found = [n for n in found if self.oracle.value(n, MODEL.prop("Party", "isDebtor"))]
            return self._rows([(n, None) for n in found], given, entity, naming.connection(entity), naming.edge(entity))
        ((key, value),) = given.items()
        entity = {"person": "Person", "company": "Company", "case": "EnforcementCase", "vehicle": "Vehicle"}[name]
        return next((n for n in nodes if n.entity == entity and n.props.get(key) == value), None)

    def _by_id(self, wanted: str) -> Node | None:
        return next((n for n in self.oracle.world.nodes if n.id == wanted), None)

    def _rows(self, rows: Any, given: dict[str, Any], entity: str, connection: str, edge: str) -> Page:
        return Page(self.oracle.rows(Field("", "", given), rows, entity), given["first"], connection, edge)

    def _entity(self, node: Node, name: str, given: dict[str, Any]) -> Any:
        if name == "id":
            return node.id
        if name == "label":
            return node.props.get(MODEL.entity(node.entity).caption)
        if name in ("until", "provenance"):
            return self._known(node, name)
        prop = next((p for p in MODEL.props(node.entity) if p.name == name), None)
        if prop is not None:
            return self.oracle.value(node, prop)
        link = next(f for f in MODEL.link_fields(node.entity) if f.name == name)
        rows, target = self.oracle.linked(node, link), link.target
        return self._rows(rows, given, target, naming.link_connection(link), naming.link_edge(link))

    def _page(self, page: Page, name: str) -> Any:
        shown = page.rows[: page.first]
        if name == "totalCount":
            return len(page.rows)
        if name == "nodes":
            return [node for node, _ in shown]
        if name == "edges":
            return [Row(node, tie, page.edge) for node, tie in shown]
        return {"hasNextPage": len(page.rows) > page.first, "hasPreviousPage": False}

    def _known(self, thing: Node | Tie | None, name: str) -> Any:
        assert thing is not None
        if name != "provenance":
            return {"since": getattr(thing, "since", None), "until": thing.until, **thing.props}.get(name)
        held = thing.stored()
        return {
            "source": held["source"],
            "batch": held["batch"],
            "assertedBy": [each.split("@")[0] for each in held["asserted"]],
            "firstSeen": thing.first,
            "lastSeen": thing.last,
        }


def plain(value: Any) -> Any:
    """An argument as the oracle has it: members of enums by their names, what was left out left out."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value
