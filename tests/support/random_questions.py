"""Random worlds and random questions for the oracle. The world is small, so that coincidences are many.

A question is drawn as a shape with holes where values belong (`shapes.py`): one shape is asked with many values.
"""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from hypothesis import strategies as st

from hub.api.scalars import operators
from schema.declare import Prop
from schema.model import MODEL, LinkField
from schema.values import Choice
from support.question_oracle import Bare, Field, Fragment
from support.question_shapes import Hole, asked_with
from support.world import Node, World, citizen_id

DAYS = [date(2019, 1, 1), date(2020, 2, 29), date(2021, 6, 1), date(2023, 12, 31), date(2026, 1, 1), date(2999, 1, 1)]
TEXTS = ["陈", "陈立", "陈立诚", "吕|~思", "~n", 'O\'Neil \\ "x"', "𠮷田", "é波", "a", "b", "Z", ""]
LINKS = [
    *("DEBTOR_IN", "CREDITOR_IN", "GUARANTOR_IN", "OWNS", "PREVIOUSLY_OWNED", "DRIVES", "SPOUSE_OF", "RELATIVE_OF"),
    *("CO_DEBTOR_WITH", "GUARANTEES", "SHAREHOLDER_OF", "LEGAL_REPRESENTATIVE_OF", "OFFICER_OF", "EMPLOYED_BY"),
    "FLAGS",
]
SIZES = {"Person": 11, "Company": 7, "EnforcementCase": 8, "Vehicle": 6, "Flag": 3}


def chance_world(seed: int) -> World:
    """A world of a few dozen nodes and many links: missing and equal values, valid times, parallel and own links."""
    dice = random.Random(seed)  # noqa: S311 - a game, no secret
    world = World()
    for entity, size in SIZES.items():
        for i in range(size):
            props = {p.name: _stored(dice, p, entity, i) for p in MODEL.props(entity) if p.stored}
            made = world.node(entity, None, **props)
            made.until = dice.choice([None, None, dice.choice(DAYS)])
            made.asserted = dice.choice([("police.residents@b1",), ("court.cases@b2", "police.residents@b1"), ()])
    for kind in LINKS:
        for pair in MODEL.link(kind).between:
            _tie(dice, world, kind, pair.source, pair.target)
    return world


def _tie(dice: random.Random, world: World, kind: str, source: str, target: str) -> None:
    sources = [n for n in world.nodes if n.entity in MODEL.concrete_of(source)]
    targets = [n for n in world.nodes if n.entity in MODEL.concrete_of(target)]
    if not sources or not targets:
        return
    link = MODEL.link(kind)
    drawn: set[tuple[str, str, str]] = set()
    for _ in range(dice.randint(6, 14)):
        a, b = dice.choice(sources), dice.choice(targets)
        if link.symmetric and a.id > b.id:
            a, b = b, a
        key = "" if not link.key else str(dice.choice(["", "1|~", "2", "~n"]))
        if (a.id, b.id, key) in drawn:
            continue
        drawn.add((a.id, b.id, key))
        props = {p.name: _value(dice, p) for p in link.props}
        world.tie(
            kind,
            a,
            b,
            key=key,
            since=dice.choice([None, *DAYS]),
            until=dice.choice([None, None, *DAYS]),
            asserted=dice.choice([("police.residents@b1",), ("bank.accounts@b9", "police.residents@b1"), ()]),
            **props,
        )


def _stored(dice: random.Random, prop: Prop, entity: str, i: int) -> Any:
    if prop.identity:
        return {
            "Person": citizen_id(f"19{60 + i}0101", 10 + i),
            "Company": f"COMPANY-{i}",
            "EnforcementCase": f"（2026）示0102执{i + 1}号",
            "Vehicle": f"VIN-{i}",
            "Flag": f"F{i}",
        }[entity]
    return _value(dice, prop)


def _value(dice: random.Random, prop: Prop) -> Any:
    if dice.random() < 0.3:
        return None
    if isinstance(prop.kind, Choice):
        return dice.choice(list(prop.kind.members)[:3])
    if prop.kind.name == "PlateNo":
        return dice.choice(["测A12345", "测B67890"])
    if prop.kind.name == "DivisionCode":
        return dice.choice(["990102", "990100"])
    if prop.kind.many:
        return dice.sample(TEXTS[:-1], dice.randint(1, 2))
    if prop.kind.stored is str:
        return dice.choice(TEXTS[:-1])
    pools: dict[type, list[Any]] = {int: [0, 1, 5, 77, -3], float: [0.1, 0.5, 1.0], bool: [True, False], date: DAYS}
    return None if prop.kind.stored not in pools else dice.choice(pools[prop.kind.stored])


class Asking:
    """Strategies of questions about one world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def shape(self, number: int) -> st.SearchStrategy[Field]:
        """A root field under a response key of its own, with holes where values belong."""
        return st.composite(lambda draw: self._root(draw, f"r{number}"))()

    def root(self, number: int) -> st.SearchStrategy[Field]:
        """A root field under a response key of its own, with values."""
        return self.shape(number).flatmap(asked_with)

    def _root(self, draw: Any, key: str) -> Field:
        what = draw(st.sampled_from(["list"] * 7 + ["lookup", "node", "nodes"]))
        ids = [n.id for n in self.world.nodes] + ["nobody"]
        if what == "node":
            return Field("node", key, {"id": Hole(st.sampled_from(ids))}, self.selection(draw, "Node", 2))
        if what == "nodes":
            wanted = st.lists(st.sampled_from(ids), min_size=1, max_size=4)
            return Field("nodes", key, {"ids": Hole(wanted)}, self.selection(draw, "Node", 2))
        if what == "lookup":
            name, entity = draw(st.sampled_from([("person", "Person"), ("case", "EnforcementCase")]))
            identity = MODEL.identity(entity).name
            known = st.sampled_from([n.props[identity] for n in self.world.nodes if n.entity == entity])
            return Field(name, key, {identity: Hole(known)}, self.selection(draw, entity, 2))
        lists = {e.plural: e.name for e in MODEL.entities.values() if e.name in SIZES or e.name == "Party"}
        name = draw(st.sampled_from([*lists, "debtors", "parties", "persons"]))
        entity = lists.get(name, "Party")
        return Field(name, key, self.page_args(draw, entity, 12), self.page(draw, entity, None, 2))

    def page_args(self, draw: Any, entity: str, most: int, *, link: bool = False) -> dict[str, Any]:
        """The arguments of a list."""
        args: dict[str, Any] = {}
        if draw(st.booleans()):
            args["where"] = self.where(draw, entity, 2 if most > 10 else 1)
        if draw(st.booleans()):
            orders = self.order(draw, entity)
            if orders:
                args["orderBy"] = orders
        if most > 4 or draw(st.booleans()):
            args["first"] = Hole(st.integers(1, most))
        if link and draw(st.integers(0, 3)) == 0:
            args["at"] = Hole(st.sampled_from(DAYS))
        return args

    def order(self, draw: Any, entity: str) -> list[dict[str, Bare]]:
        """Sort keys."""
        props = [p.name for p in MODEL.props(entity) if p.stored and not p.kind.many and p.kind.name != "DateTime"]
        if not props:
            return []
        names = draw(st.lists(st.sampled_from(props), min_size=1, max_size=3, unique=True))
        return [{name: Bare(draw(st.sampled_from(["ASC", "DESC"])))} for name in names]

    def where(self, draw: Any, entity: str, depth: int) -> dict[str, Any]:
        """A filter."""
        options = ["prop"] * 3 + (["link", "link", "and", "or", "not"] if depth > 0 else [])
        made: dict[str, Any] = {}
        for option in draw(st.lists(st.sampled_from(options), min_size=1, max_size=2)):
            if option == "prop":
                found = self.condition(draw, entity)
                if found is not None:
                    made[found[0]] = found[1]
            elif option == "link":
                field = draw(st.sampled_from(self._links(entity)))
                made[field.name] = self.quantified(draw, field, depth)
            elif option == "not":
                made["not"] = self.where(draw, entity, depth - 1)
            else:
                made[option] = [self.where(draw, entity, depth - 1) for _ in range(draw(st.integers(1, 2)))]
        return made or {self._links(entity)[0].name: {"any": True}}

    def quantified(self, draw: Any, field: LinkField, depth: int) -> dict[str, Any]:
        """A condition on links."""
        words = draw(st.lists(st.sampled_from(["any", "some", "none", "every"]), min_size=1, max_size=2, unique=True))
        return {
            word: draw(st.booleans()) if word == "any" else self.where(draw, field.target, depth - 1) for word in words
        }

    def condition(self, draw: Any, entity: str) -> tuple[str, dict[str, Any]] | None:
        """A condition on one property; None where the entity has none."""
        props = [p for p in MODEL.props(entity) if p.kind.name != "DateTime" and p.kind.name not in ("Uscc", "Vin")]
        if not props:
            return None
        prop = draw(st.sampled_from(props))
        asked = draw(st.lists(st.sampled_from(operators(prop.kind)), min_size=1, max_size=2, unique=True))
        found = {op: self.operand(draw, entity, prop, op) for op in asked}
        return prop.name, {op: value for op, value in found.items() if value is not None} or {"isNull": False}

    def operand(self, draw: Any, entity: str, prop: Prop, operator: str) -> Any:
        """What a property is compared with: a hole, or a value that changes the text; None where nothing fits."""
        if operator == "isNull" or prop.kind.stored is bool:
            return draw(st.booleans())
        if operator in ("startsWith", "contains"):
            return Hole(st.sampled_from([*TEXTS, "测A", "99010219", "（2026）"]))
        held = [n.props.get(prop.name) for n in self.world.nodes if n.entity in MODEL.concrete_of(entity)]
        values = {value for value in held if value is not None and not isinstance(value, list)}
        if prop.kind.many:
            values = {each for n in self.world.nodes for each in n.props.get(prop.name) or ()} | {"陈"}
        if not values:
            return None
        pool = st.sampled_from(sorted(values))
        if isinstance(prop.kind, Choice):
            pool = st.sampled_from([Bare(member) for member in prop.kind.members])
        return Hole(st.lists(pool, max_size=3) if operator == "in" else pool)

    def page(self, draw: Any, entity: str, link: LinkField | None, depth: int) -> list[Field | Fragment]:
        """What is selected of a page."""
        parts = draw(
            st.lists(
                st.sampled_from(["nodes", "edges", "totalCount", "pageInfo", "__typename"]),
                min_size=1,
                max_size=3,
                unique=True,
            )
        )
        made: list[Field | Fragment] = []
        for name in parts:
            key = draw(st.sampled_from([name, name, f"{name.strip('_')}As"]))
            sub: list[Field | Fragment] = []
            if name == "nodes":
                sub = self.selection(draw, entity, depth - 1)
            elif name == "edges":
                sub = self.edge(draw, entity, link, depth)
            elif name == "pageInfo":
                sub = [Field(n, n) for n in draw(st.permutations(["hasNextPage", "hasPreviousPage", "__typename"]))]
            made.append(Field(name, key, {}, sub))
        return made

    def edge(self, draw: Any, entity: str, link: LinkField | None, depth: int) -> list[Field | Fragment]:
        """What is selected of an edge."""
        names = ["node", "__typename"]
        if link is not None:
            names += ["since", "until", "provenance", *(p.name for p in link.link.props)]
        made: list[Field | Fragment] = []
        for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True)):
            sub: list[Field | Fragment] = []
            if name == "node":
                sub = self.selection(draw, entity, depth - 1)
            elif name == "provenance":
                sub = self._provenance(draw)
            made.append(Field(name, name, {}, sub))
        return made

    def selection(self, draw: Any, static: str, depth: int, used: set[str] | None = None) -> list[Field | Fragment]:
        """What is selected of an entity; `used` are the response keys taken on the same object."""
        used = set() if used is None else used
        made: list[Field | Fragment] = []
        for _ in range(draw(st.integers(1, 3))):
            if draw(st.integers(0, 3)) == 0:
                on = draw(st.sampled_from(self._overlapping(static)))
                made.append(Fragment(on, self.selection(draw, on, depth, used)))
            else:
                made.append(self._field(draw, static, depth, used))
        return made

    def _field(self, draw: Any, static: str, depth: int, used: set[str]) -> Field:
        if static == "Node":
            return Field("id", "id")
        own = ["id", "label", "until", "provenance", "__typename"]
        props = [p.name for p in MODEL.props(static) if p.kind.name != "DateTime"]
        links = {f.name: f for f in self._links(static)} if depth > 0 else {}
        name = draw(st.sampled_from([*own, *props, *props, *links, *links]))
        key = draw(st.sampled_from([name, name, f"{name.strip('_')}Too"]))
        if name not in ("id", "label", "__typename") or key != name:
            while key in used:
                key += "X"
            used.add(key)
        if name == "provenance":
            return Field(name, key, {}, self._provenance(draw))
        if name in links:
            link = links[name]
            args = self.page_args(draw, link.target, 2 + 2 * depth, link=True)
            return Field(name, key, args, self.page(draw, link.target, link, depth))
        return Field(name, key)

    def _provenance(self, draw: Any) -> list[Field | Fragment]:
        names = st.sampled_from(["source", "batch", "assertedBy", "firstSeen", "lastSeen", "__typename"])
        return [Field(n, n) for n in draw(st.lists(names, min_size=1, max_size=3, unique=True))]

    def _links(self, entity: str) -> list[LinkField]:
        known = [f for f in MODEL.link_fields(entity) if f.link.kind in LINKS]
        return known or list(MODEL.link_fields(entity))

    def _overlapping(self, static: str) -> list[str]:
        concrete = (
            [static] if static in SIZES else [n for n in SIZES if static == "Node" or n in MODEL.concrete_of(static)]
        )
        above = {i for name in concrete for i in MODEL.interfaces(name)}
        return sorted({*concrete, *above, "Node"})


def nodes_of(world: World, entity: str) -> list[Node]:
    """The nodes of an entity or interface."""
    return [n for n in world.nodes if n.entity in MODEL.concrete_of(entity)]
