"""Steps that write what the hub itself asserts of entities and of links between them.

Nodes and links carry provenance as those of feeds do (`schema/statements/feeds.py`); nothing is ever deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schema.model import MODEL, ROOT, pinyin_prop
from schema.statements.write import At, Draft
from schema.touched import READ_VALUES
from schema.values import DATE, NAMES, TEXT, Kind


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which part of the hub asserts something, and on which day."""

    source: str
    seen: date
    batch: str = "live"

    def first(self, var: str, draft: Draft) -> list[str]:
        """What a new node or link is marked with."""
        source, seen, batch = (draft.given("provenance", name, getattr(self, name)) for name in _PARTS)
        return [
            f"{var}.firstSeen = {seen}",
            f"{var}.lastSeen = {seen}",
            f"{var}.source = {source}",
            f"{var}.batch = {batch}",
            f"{var}.asserted = [{source} + '@' + {batch}]",
        ]

    def again(self, var: str, draft: Draft) -> str:
        """What a node or link is marked with that is written again."""
        seen = draft.given("provenance", "seen", self.seen)
        return f"{var}.lastSeen = CASE WHEN {var}.lastSeen > {seen} THEN {var}.lastSeen ELSE {seen} END"


_PARTS = ("source", "seen", "batch")


@dataclass(frozen=True, slots=True)
class KeepEntity:
    """The entity of a key; where it is not there, it is created with these values."""

    at: At
    key: str
    values: Mapping[str, Any]
    by: Provenance

    def clause(self, draft: Draft) -> str:
        """A MERGE by the key. It touches nothing: no right depends on a node without links."""
        var, labels = self.at.var, "".join(f":{label}" for label in MODEL.labels(self.at.kind) if label != ROOT)
        sets = [f"{var}{labels}", f"{var}.id = {draft.given(var, 'id', self.at.id)}"]
        sets += _sets(self.at, self.values, draft)
        sets += self.by.first(var, draft)
        return f"MERGE ({var}:{ROOT} {{key: {draft.given(var, 'key', self.key)}}})\nON CREATE SET {', '.join(sets)}"


@dataclass(frozen=True, slots=True)
class SetEntity:
    """New values of an entity that an earlier step has found."""

    at: At
    values: Mapping[str, Any]
    by: Provenance

    def clause(self, draft: Draft) -> str:
        """A SET; it touches the values of the entity where the admission of an operation reads one of them."""
        read = frozenset[str]().union(*(READ_VALUES.get(each, ()) for each in _may_be(self.at.kind)))
        if not read.isdisjoint(self.values):
            if self.at.id is None:
                draft.everything = True
            else:
                for each in self.at.ids:
                    draft.marks.values(each)
        return f"SET {', '.join([*_sets(self.at, self.values, draft), self.by.again(self.at.var, draft)])}"


@dataclass(frozen=True, slots=True)
class EndEntity:
    """The end of an entity's valid time; no right depends on it."""

    at: At
    on: date
    by: Provenance

    def clause(self, draft: Draft) -> str:
        """A SET of its end."""
        var = self.at.var
        return f"SET {var}.until = {draft.given(var, 'until', self.on)}, {self.by.again(var, draft)}"


@dataclass(frozen=True, slots=True)
class DrawLink:
    """A link between two nodes of the statement; one that is there already stays as it is."""

    source: At
    kind: str
    target: At
    by: Provenance
    values: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""

    @property
    def var(self) -> str:
        """The variable of the link."""
        return f"{self.source.var}_{self.kind}_{self.target.var}"

    def clause(self, draft: Draft) -> str:
        """A MERGE; it touches links of the kind that are only added."""
        _check_ends(self.source, self.kind, self.target)
        if self.source.id is None or self.target.id is None:
            draft.marks.kind(self.kind)
        else:
            draft.marks.drawn(self.kind, (*self.source.ids, *self.target.ids))
        kinds = {**{prop.name: prop.kind for prop in MODEL.link(self.kind).props}, "since": DATE, "until": DATE}
        sets = _of_kinds(self.var, kinds, self.values, draft)
        return (
            f"MERGE ({self.source.var})-[{self.var}:{self.kind} {{key: {draft.given(self.var, 'key', self.key)}}}]->"
            f"({self.target.var})\nON CREATE SET {', '.join([*sets, *self.by.first(self.var, draft)])}"
        )


@dataclass(frozen=True, slots=True)
class EndLink:
    """The end of a link's valid time. An earlier step has found the link, as `var`."""

    var: str
    source: At
    kind: str
    target: At
    on: date
    by: Provenance

    def clause(self, draft: Draft) -> str:
        """A SET of its end; it touches links of the kind that change."""
        _check_ends(self.source, self.kind, self.target)
        if self.source.id is None or self.target.id is None:
            draft.marks.kind(self.kind)
        else:
            draft.marks.links(self.kind, (*self.source.ids, *self.target.ids))
        return f"SET {self.var}.until = {draft.given(self.var, 'until', self.on)}, {self.by.again(self.var, draft)}"


def _sets(at: At, values: Mapping[str, Any], draft: Draft) -> list[str]:
    kinds: dict[str, Kind] = {}
    for prop in MODEL.props(at.kind):
        if prop.stored:
            kinds[prop.name] = prop.kind
        if (companion := pinyin_prop(prop)) is not None:
            kinds[companion] = NAMES if prop.kind.many else TEXT
    return _of_kinds(at.var, kinds, values, draft)


def _of_kinds(var: str, kinds: Mapping[str, Kind], values: Mapping[str, Any], draft: Draft) -> list[str]:
    if unknown := values.keys() - kinds.keys():
        raise KeyError(f"no {', '.join(sorted(unknown))} is declared")
    return [f"{var}.{name} = {draft.value(var, name, kinds[name], value)}" for name, value in values.items()]


def _check_ends(source: At, kind: str, target: At) -> None:
    """Raise KeyError where no declared link of the kind joins the two."""
    link = MODEL.link(kind)
    for pair in link.between:
        if _fits(source, pair.source) and _fits(target, pair.target):
            return
    raise KeyError(f"{kind} does not join {source.kind} to {target.kind}")


def _fits(at: At, declared: str) -> bool:
    return declared in MODEL.labels(at.kind) or at.kind in MODEL.labels(declared)


def _may_be(entity: str) -> tuple[str, ...]:
    """The concrete entities that a node may be which is known to be one of these."""
    return MODEL.concrete_of(entity)
