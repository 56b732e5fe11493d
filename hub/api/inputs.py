"""Filter and sort inputs, derived from the model."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

import strawberry

from hub.api.build import entry, fill, input_type
from hub.api.scalars import operators
from hub.questions import naming
from hub.questions.kinds import api_type
from hub.questions.shape import listed
from schema.model import Model
from schema.values import Kind

_WORDS = {
    "eq": "Equal to.",
    "in": "Equal to one of; an empty list matches nothing.",
    "lt": "Less than.",
    "lte": "Less than or equal to.",
    "gt": "Greater than.",
    "gte": "Greater than or equal to.",
    "startsWith": "Begins with.",
    "contains": "Contains.",
    "has": "One of them is this.",
    "isNull": "Whether the value is missing.",
}


@strawberry.enum(description="Sort direction.")
class Direction(enum.Enum):
    """Sort direction."""

    ASC = strawberry.enum_value("ASC", description="Smallest first; missing values last.")
    DESC = strawberry.enum_value("DESC", description="Largest first; missing values first.")


class Inputs:
    """The filter, link-filter and order inputs of every entity."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._filters: dict[str, type] = {}
        names = list(model.entities)
        self.where = {
            n: input_type(naming.where_input(n), f"A condition on {n}; all that is given must hold.") for n in names
        }
        self.links = {
            n: input_type(naming.link_where_input(n), f"A condition on the {n} nodes a link leads to.") for n in names
        }
        self.order = {
            n: input_type(naming.order_input(n), f"One sort key of {n}.", one_of=True) for n in names if model.props(n)
        }
        self._ids = input_type("IdFilter", "A condition on a global id.")
        fill(
            self._ids,
            [
                entry("eq", strawberry.ID | None, _WORDS["eq"]),
                entry("in", list[strawberry.ID] | None, _WORDS["in"]),
            ],
        )
        for name in names:
            self._fill(name)

    def _types_below(self, name: str) -> tuple[str, ...]:
        return self._model.concrete_of(name) if self._model.entity(name).abstract else ()

    def _fill(self, name: str) -> None:
        where: Any = self.where[name]
        fill(
            where,
            [
                entry("and", listed(where) | None, "All of these hold."),
                entry("or", listed(where) | None, "At least one of these holds."),
                entry("not", where | None, "This does not hold."),
                entry("id", self._ids | None, "Global id."),
                *(
                    entry(naming.narrowing(one), self.where[one] | None, f"It is of type {one} and fulfils this.")
                    for one in self._types_below(name)
                ),
                *(
                    entry(p.name, self._filter(p.kind) | None, f"{p.description} ({p.zh})")
                    for p in self._model.props(name)
                ),
                *(
                    entry(f.name, self.links[f.target] | None, f"{f.side.description} ({f.side.zh})")
                    for f in self._model.link_fields(name)
                ),
            ],
        )
        fill(
            self.links[name],
            [
                entry("any", bool | None, "Whether there is any such link at all."),
                entry("some", where | None, "At least one linked node fulfils this."),
                entry("none", where | None, "No linked node fulfils this."),
                entry("every", where | None, "Every linked node fulfils this; so it is where there is none."),
            ],
        )
        if name in self.order:
            fill(
                self.order[name],
                [
                    entry(p.name, Direction | None, f"{p.description} ({p.zh})")
                    for p in self._model.props(name)
                    if p.stored and not p.kind.many
                ],
            )

    def _filter(self, kind: Kind) -> type:
        if kind.name not in self._filters:
            made = input_type(f"{kind.name}Filter", f"A condition on a value of kind {kind.name}.")
            value = api_type(kind)
            types: Mapping[str, Any] = {"in": listed(value) | None, "isNull": bool | None}
            texts = {"startsWith": str | None, "contains": str | None, "has": str | None}
            fill(
                made,
                [entry(op, types.get(op) or texts.get(op) or value | None, _WORDS[op]) for op in operators(kind)],
            )
            self._filters[kind.name] = made
        return self._filters[kind.name]
