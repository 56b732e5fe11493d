"""What a row of a feed is about: entities (`Node`, `Party`) and the links between them (`Tie`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from loaders.declare.columns import Value, When


@dataclass(frozen=True, slots=True)
class Node:
    """An entity the row speaks of. `values` maps its properties to columns.

    `authority`: the feed's word stands for the mapped properties; without it the row only mentions the entity and fills
    what nobody has said. `own`: the column with the agency's own id, for rows that lack the natural key.
    `each`: the JSON list over whose items the record is repeated.
    """

    ref: str
    entity: str
    values: Mapping[str, Value]
    authority: bool = False
    own: Value | None = None
    when: str | When | None = None
    each: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or a company, told apart by `kind` (a column whose codes mean Person and Company), or by its number."""

    ref: str
    id: Value
    values: Mapping[str, Value]
    kind: Value | None = None
    authority: bool = False
    own: Value | None = None
    when: str | When | None = None
    each: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link the row states between two entities of the same row, named by their `ref`.

    Left out where one of the two does not apply to the row.
    """

    link: str
    source: str
    target: str
    values: Mapping[str, Value] = field(default_factory=dict)
    since: Value | None = None
    until: Value | None = None
    authority: bool = True
    when: str | When | None = None
    each: str = ""


Record: TypeAlias = Node | Party | Tie
PARTY = ("Person", "Company")


def entities_of(record: Node | Party) -> tuple[str, ...]:
    """The entities a record can land as."""
    return PARTY if isinstance(record, Party) else (record.entity,)


def values_of(record: Record) -> Iterator[Value]:
    """Every value that a record reads, its conditions included."""
    yield from record.values.values()
    if isinstance(record.when, When):
        yield record.when.column
    elif record.when is not None:
        yield record.when
    extra = (record.since, record.until) if isinstance(record, Tie) else (record.own,)
    if isinstance(record, Party):
        extra = (*extra, record.id, record.kind)
    yield from (value for value in extra if value is not None)
