"""Object types of entities, their links and pages, derived from the model."""

from __future__ import annotations

from typing import Any

import strawberry

from hub.api.build import fill, object_type, output
from hub.api.inputs import Inputs
from hub.questions import naming
from hub.questions.kinds import api_type
from hub.questions.provenance import PROVENANCE
from hub.questions.shape import Arg, ObjectShape, listed
from schema.model import LinkField, Model
from schema.values import DATE


class Entities:
    """The strawberry types of every entity, connection and edge; `types[name]` is the type of that GraphQL name."""

    def __init__(self, model: Model, inputs: Inputs) -> None:
        self._model, self._inputs = model, inputs
        self.types: dict[str, Any] = {}
        self._date = api_type(DATE)
        node = object_type("Node", "Anything with a global id (Relay).", abstract=True)
        fill(node, [output("id", strawberry.ID, "Global id, opaque.")])
        self.types["Node"] = node
        self.declare(PROVENANCE)
        self._page_info()
        self._make_entities()
        for name in model.entities:
            self._fill_entity(name)
        self.complete(PROVENANCE)

    def __getitem__(self, name: str) -> Any:
        """The type of a GraphQL name."""
        return self.types[name]

    def connection(self, entity: str) -> Any:
        """The page type of a root list of an entity."""
        return self._connection(naming.connection(entity), naming.edge(entity), entity, None)

    def declare(self, shape: ObjectShape) -> None:
        """Make the type of a shape, empty, so that others can refer to it."""
        self.types[shape.name] = object_type(shape.name, shape.description)

    def complete(self, shape: ObjectShape) -> None:
        """Give the type of a shape its fields."""
        fill(self.types[shape.name], [output(n, f.type(self), f.description) for n, f in shape.fields.items()])

    def page_args(self, entity: str, *, link: bool = False) -> list[Arg]:
        """The arguments every page has."""
        args = [Arg("where", self._inputs.where[entity] | None, "Only those that fulfil this.")]
        if entity in self._inputs.order:
            args.append(
                Arg("orderBy", listed(self._inputs.order[entity]) | None, "Sort keys; by id where none is given.")
            )
        args.append(Arg("first", int, "How many rows, at most 100.", 20))
        args.append(Arg("after", str | None, "Only rows behind this cursor."))
        if link:
            args.append(Arg("at", self._date | None, "Only links that hold on this day."))
        return args

    def _make_entities(self) -> None:
        pending = list(self._model.entities.values())
        while pending:
            entity = pending.pop(0)
            above = self._model.interfaces(entity.name)
            if any(name not in self.types for name in above):
                pending.append(entity)
                continue
            interfaces = [self.types[above[0]]] if above else [self.types["Node"]]
            self.types[entity.name] = object_type(
                entity.name, f"{entity.description} ({entity.zh})", interfaces=interfaces, abstract=entity.abstract
            )

    def _fill_entity(self, name: str) -> None:
        fields = [
            output("id", strawberry.ID, "Global id, opaque."),
            output("label", str | None, "What a reader recognises it by."),
            output("until", self._date | None, "Day since which no agency asserts it any more."),
            output("provenance", self.types["Provenance"], "Where the hub knows it from."),
        ]
        fields += [
            output(prop.name, api_type(prop.kind) | None, f"{prop.description} ({prop.zh})")
            for prop in self._model.props(name)
        ]
        for link in self._model.link_fields(name):
            page = self._connection(naming.link_connection(link), naming.link_edge(link), link.target, link)
            text = f"{link.side.description} ({link.side.zh})"
            fields.append(output(link.name, page | None, text, self.page_args(link.target, link=True)))
        fill(self.types[name], fields)

    def _connection(self, connection: str, edge: str, entity: str, link: LinkField | None) -> Any:
        if connection in self.types:
            return self.types[connection]
        node = self.types[entity]
        edge_type = object_type(edge, f"One row of {connection}.")
        page_type = object_type(connection, f"A page of {entity}.")
        self.types[edge], self.types[connection] = edge_type, page_type
        fields = [
            output("cursor", str, "Where the row stands; give it as after."),
            output("node", node, "The entity."),
        ]
        if link is not None:
            fields += [
                output("since", self._date | None, "Day since which the link holds."),
                output("until", self._date | None, "Day on which the link ended."),
                output("provenance", self.types["Provenance"], "Where the hub knows the link from."),
                *(output(p.name, api_type(p.kind) | None, f"{p.description} ({p.zh})") for p in link.link.props),
            ]
        fill(edge_type, fields)
        fill(
            page_type,
            [
                output("edges", listed(edge_type), "The rows with their links."),
                output("nodes", listed(node), "The entities alone."),
                output("pageInfo", self.types["PageInfo"], "Whether there is more, and where it goes on."),
                output("totalCount", int, "How many rows there are in all; counted only when asked for."),
            ],
        )
        return page_type

    def _page_info(self) -> None:
        made = object_type("PageInfo", "Whether there is more, and where it goes on (Relay).")
        fill(
            made,
            [
                output("hasNextPage", bool, "Whether rows follow."),
                output("hasPreviousPage", bool, "Whether rows came before."),
                output("startCursor", str | None, "Cursor of the first row."),
                output("endCursor", str | None, "Cursor of the last row."),
            ],
        )
        self.types["PageInfo"] = made
