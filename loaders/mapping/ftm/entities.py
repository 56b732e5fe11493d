"""FollowTheMoney entities as nodes of the hub: every value becomes a part of the graph, or is counted by its field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from loaders.mapping.ftm.items import Item
from loaders.mapping.ftm.shapes import CHINESE, PARTS, SEXES, SHAPES, WHOLE, Shape
from loaders.mapping.stated import ALIAS, LinkGroup, LinkOp, NodeGroup, NodeOp, Op
from loaders.mapping.values import MAX_INDEXED
from loaders.reading.problems import Problem, missing, problem_of
from schema.errors import InvalidValue
from schema.identity import foreign_key, natural_key
from schema.model import Model
from schema.values import ACCOUNT_NO, CITIZEN_ID, DATE, NAME, Kind, Realm

#: Why a value is in no place of the graph.
UNMAPPED = "not mapped"
FURTHER = "a further value"
PARTIAL = "not a full date"
UNFIT = "not one the hub can keep"
NO_NUMBER = "no checked number, which joins nobody"
ABROAD = "a number of another country"
OF_NAME = "a part of the name"
OF_ADDRESS = "a part of the address"

_CHINA = ("cn", "chn")
_HAN = re.compile("[㐀-鿿\U00020000-\U0003ffff]")


@dataclass(slots=True)
class Landed:
    """What an entity states of its node, and beside it (`beside`: its alias, its addresses and telephone numbers).

    `fields` names the field that each single value came from; `left` counts values that are left out, by field and
    reason. `joined`: its number makes it the node of agencies. `adds`: it adds to what was said of it before.
    """

    key: str
    entity: str
    joined: bool
    adds: bool
    props: dict[str, Any]
    fields: dict[str, str]
    beside: list[Op]
    left: Counter[str]

    def ops(self) -> list[Op]:
        """The nodes and links."""
        group = NodeGroup(self.entity, tuple(sorted(self.props)), not (self.joined or self.adds))
        return [NodeOp(group, self.key, self.props), *self.beside]


class Values:
    """The values of an item, each of which is taken into the graph or left out for a reason."""

    def __init__(self, item: Item) -> None:
        self._open = {name: list(dict.fromkeys(texts)) for name, texts in item.values.items()}
        self.left = Counter(f"{name}: {why}" for name, why in item.odd)

    def of(self, *fields: str) -> list[tuple[str, str]]:
        """The values of fields that are still open, each with its field."""
        return [(name, text) for name in fields for text in self._open.get(name, ())]

    def take(self, name: str, text: str) -> None:
        """It is in the graph."""
        self._open[name].remove(text)

    def leave(self, name: str, text: str, why: str) -> None:
        """It is not, and the report says so."""
        self.take(name, text)
        self.left[f"{name[:60]}: {why}"] += 1

    def close(self, mapped: Iterable[str] = ()) -> Counter[str]:
        """Leave out whatever is still open; of `mapped` fields there is a value in the graph."""
        known = frozenset(mapped)
        for name, text in self.of(*self._open):
            self.leave(name, text, FURTHER if name in known else UNMAPPED)
        return self.left

    def first(self, fields: Iterable[str], read: Any) -> Any:
        """The first value of the fields that can be read; what says the same is taken too, all else left out."""
        return self.first_with_field(fields, read)[0]

    def first_with_field(self, fields: Iterable[str], read: Any) -> tuple[Any, str]:
        """As `first`, with the field that it stood in."""
        found: Any = None
        field = ""
        for name, text in self.of(*fields):
            try:
                value = read(text)
            except InvalidValue as error:
                self.leave(name, text, PARTIAL if error.details.get("kind") == DATE.name else UNFIT)
                continue
            if found is None or value == found:
                found, field = value, field or name
                self.take(name, text)
            else:
                self.leave(name, text, FURTHER)
        return found, field


class EntityReader:
    """Reads items that are entities."""

    def __init__(self, model: Model, realm: Realm, code: str) -> None:
        self._model, self._realm, self._code = model, realm, code

    def read(self, item: Item, *, adds: bool = False) -> Landed | tuple[Problem, ...]:
        """What an item states, or why it cannot be taken; with `adds` it adds to what was said of it before."""
        shape, values = SHAPES[item.schema], Values(item)
        entity, joined = shape.entity, False
        props: dict[str, Any] = {}
        fields: dict[str, str] = {}
        identity = self._model.identity(entity)
        if entity == "Address":
            text = self._address(values)
            if text is None:
                return (self._no_address(item),)
            key, joined = natural_key(entity, text), True
            props[identity.name], fields[identity.name] = text, WHOLE
        else:
            number, joined = self._number(shape, identity.kind, values)
            key = natural_key(entity, str(number)) if joined else self.own_key(item)
            props[identity.name], fields[identity.name] = number, next(iter(shape.identity), "")
        if shape.names:
            main, others = self._names(shape, values)
            if main is None and (unread := self._unread(shape, item)) is not None:
                return (unread,)
            adding = joined or adds
            props["name"], props["otherNames"] = main, ([main, *others] if adding and main else others) or None
        for prop, theirs in shape.values.items():
            if prop == "nationality":
                _chinese(values, theirs)
            props[prop], fields[prop] = values.first_with_field(theirs, self._reader(entity, prop))
        ops: list[Op] = []
        if joined:
            ops.append(NodeOp(ALIAS, f"{self._code}/{item.own}", {"of": key}))
        if shape.located is not None:
            self._contacts(key, "address", "Address", shape.located, values, ops)
        if shape.phones:
            self._contacts(key, "phone", "Phone", "USES", values, ops)
        for name, text in values.of(*shape.refers):
            # The second pass ties them, or counts them.
            values.take(name, text)
        for name, text in values.of(*shape.identity):
            values.leave(name, text, NO_NUMBER)
        for name, text in values.of(*shape.parts):
            values.leave(name, text, OF_NAME)
        left = values.close([WHOLE, *(f for fs in shape.values.values() for f in fs)])
        return Landed(key, entity, joined, adds, props, fields, ops, left)

    def own_key(self, item: Item) -> str:
        """The key of an item that joins nothing."""
        return foreign_key(SHAPES[item.schema].entity, self._code, item.own)

    def _number(self, shape: Shape, kind: Kind, values: Values) -> tuple[Any, bool]:
        """The number of an entity, and whether it joins: a checked one, of no other country than ours."""
        countries = {text.lower().partition("-")[0] for _, text in values.of(*shape.countries)}
        abroad = bool(countries) and not countries & CHINESE and shape.entity != "Vehicle"
        for name, text in values.of(*shape.identity):
            found = CITIZEN_ID.proved(text, self._realm) if kind is CITIZEN_ID else kind.recognise(text, self._realm)
            if found is not None and abroad:
                values.leave(name, text, ABROAD)
            elif found is not None:
                values.take(name, text)
                return found, True
        if kind is ACCOUNT_NO:
            # Of no proved form: it is shown, and joins no other account of that number.
            return values.first(shape.identity, lambda text: ACCOUNT_NO.parse(text, self._realm)), False
        return None, False

    def _names(self, shape: Shape, values: Values) -> tuple[str | None, list[str]]:
        """The main name and all others, each once."""
        given: dict[str, None] = {}
        main: str | None = None
        for name, text in values.of(*shape.names):
            try:
                found = NAME.parse(text, self._realm)
            except InvalidValue:
                values.leave(name, text, UNFIT)
                continue
            values.take(name, text)
            main = main or (found if name == "name" else None)
            given[found] = None
        if main is None:
            main = self._name_of_parts(shape, values) or next(iter(given), None)
        return main, [each for each in given if each != main]

    def _name_of_parts(self, shape: Shape, values: Values) -> str | None:
        """A name put together from its parts, of which each counts once."""
        parts = [(name, text) for part in shape.parts for name, text in values.of(part)[:1]]
        if any(_HAN.search(text) for _, text in parts):
            written = "".join(text for _, text in sorted(parts, key=lambda each: each[0] != "lastName"))
        else:
            written = " ".join(text for _, text in parts)
        try:
            found = NAME.parse(written, self._realm)
        except InvalidValue:
            return None
        for name, text in parts:
            values.take(name, text)
        return found

    def _unread(self, shape: Shape, item: Item) -> Problem | None:
        """What is wrong with the first of the names, where there are some and none can be read."""
        for name in shape.names:
            for text in item.values.get(name, ()):
                try:
                    NAME.parse(text, self._realm)
                except InvalidValue as error:
                    return problem_of(name, text, error)
        return None

    def _reader(self, entity: str, prop: str) -> Any:
        declared = self._model.prop(entity, prop)

        def read(text: str) -> Any:
            if prop == "sex" and text.lower() in SEXES:
                return SEXES[text.lower()]
            found = declared.kind.parse(text, self._realm)
            if declared.indexed and isinstance(found, str) and len(found) > MAX_INDEXED:
                raise declared.kind.wrong("it is too long", "Shorten it.", code="LENGTH")
            return found

        return read

    def _address(self, values: Values) -> str | None:
        text: str | None = values.first((WHOLE,), self._addressed)
        if text is not None:
            for name, part in values.of(*PARTS):
                values.leave(name, part, OF_ADDRESS)
            return text
        parts = [(name, part) for each in PARTS for name, part in values.of(each)[:1]]
        if any(_HAN.search(part) for _, part in parts):
            written = "".join(part for name, part in reversed(parts) if name != "postalCode")
            parts = [(name, part) for name, part in parts if name != "postalCode"]
        else:
            written = ", ".join(part for _, part in parts)
        try:
            text = self._addressed(written)
        except InvalidValue:
            return None
        for name, part in parts:
            values.take(name, part)
        return text

    def _addressed(self, written: str) -> str:
        identity = self._model.identity("Address")
        text = str(identity.kind.parse(written, self._realm))
        if len(text) > MAX_INDEXED:
            problem = f"it has {len(text)} characters, more than {MAX_INDEXED}"
            raise identity.kind.wrong(problem, "Shorten it.", code="LENGTH")
        return text

    def _no_address(self, item: Item) -> Problem:
        given = item.values.get(WHOLE)
        if not given:
            return missing(WHOLE)
        try:
            self._addressed(given[0])
        except InvalidValue as error:
            return problem_of(WHOLE, given[0], error)
        return missing(WHOLE)

    def _contacts(self, key: str, name: str, other: str, link: str, values: Values, ops: list[Op]) -> None:
        """Addresses or telephone numbers that stand on the entity itself."""
        identity = self._model.identity(other)
        for _, text in values.of(name):
            try:
                value = self._addressed(text) if other == "Address" else identity.kind.parse(text, self._realm)
            except InvalidValue:
                values.leave(name, text, UNFIT)
                continue
            values.take(name, text)
            contact = natural_key(other, str(value))
            ops.append(NodeOp(NodeGroup(other, (identity.name,), False), contact, {identity.name: value}))
            ops.append(LinkOp(LinkGroup(link, (), False), key, contact, "", {}))


def _chinese(values: Values, fields: Iterable[str]) -> None:
    """That somebody is Chinese is what no nationality means; beside another it is left out."""
    given = values.of(*fields)
    chinese = [(name, text) for name, text in given if text.lower() in _CHINA]
    for name, text in chinese:
        if len(chinese) == len(given):
            values.take(name, text)
        else:
            values.leave(name, text, FURTHER)
