"""Sort keys, and cursors that resume behind a row whatever was inserted before it (keyset paging)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from hub.access.profile import Profile
from hub.questions.blocks import Names
from hub.questions.selection import enum_name
from hub.questions.slots import Slot
from schema.declare import Prop
from schema.errors import InvalidArgument
from schema.model import Model
from schema.values.name import Name
from schema.values.text import Text

#: First and last of the characters whose order among each other depends on who compares.
_HIGH, _ASTRAL = ("\ue000", "\uffff"), ("\U00010000", "\U0010ffff")


@dataclass(frozen=True, slots=True)
class SortKey:
    """One expression to sort by; `stored` is the Python type of its values, `nullable` whether rows may lack it.

    `signless`: the values never hold a sign that a cursor escapes; global ids never do. `free`: they are free text
    and may hold any character.
    """

    text: str
    stored: type
    descending: bool = False
    nullable: bool = True
    signless: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A total order of rows: the asked keys, then keys that no two rows share."""

    keys: tuple[SortKey, ...]
    signature: str

    def by(self) -> str:
        """The ORDER BY list."""
        return ", ".join(key.text + (" DESC" if key.descending else "") for key in self.keys)

    def cursor(self) -> str:
        """The expression of a row's cursor: the signature of the order, then the row's values, each escaped."""
        parts = [f"'{self.signature}'"]
        for key in self.keys:
            text = key.text if key.stored is str else f"toString({key.text})"
            if key.stored is str and not key.signless:
                text = f"replace(replace({text}, '~', '~0'), '|', '~1')"
            parts.append(f"coalesce({text}, '~n')" if key.nullable else text)
        return " + '|' + ".join(parts)

    def after(self, cursor: Any, names: Names, at: str) -> str:
        """The predicate of the rows behind a cursor; raises InvalidArgument when it is not one of this order."""
        text = "false"
        for key, value in reversed(list(zip(self.keys, self._values(cursor, at), strict=True))):
            text = _rows_behind(key, value, names, text)
        return text

    def _values(self, cursor: Any, at: str) -> list[Any]:
        """The values of a cursor. Which keys have one, and rare characters in it, decide about the text."""
        if not isinstance(cursor, Slot):
            return self._read(cursor, at)
        kinds = cursor.pin(
            f"{self.signature} {at}", lambda given: tuple(map(_comparison_class, self.keys, self._read(given, at)))
        )
        if "rare" in kinds:
            return self._read(cursor.alone("rare characters in a cursor"), at)
        return [
            None if kind == "none" else cursor.map(partial(self._cursor_value, place, at))
            for place, kind in enumerate(kinds)
        ]

    def _cursor_value(self, place: int, at: str, cursor: str) -> Any:
        return self._read(cursor, at)[place]

    def _read(self, cursor: str, at: str) -> list[Any]:
        signature, *parts = cursor.split("|")
        try:
            if signature != self.signature or len(parts) != len(self.keys):
                raise ValueError
            return [_value(key, part) for key, part in zip(self.keys, parts, strict=True)]
        except ValueError:
            raise InvalidArgument(
                f"'{at}' is not a cursor of this list in this order.",
                hint="Use an endCursor that the same field returned with the same orderBy.",
                argument=at,
            ) from None


def order_of(
    model: Model,
    profile: Profile,
    entity: str,
    var: str,
    asked: Sequence[Mapping[str, Any]],
    at: str,
    ties: Sequence[SortKey],
) -> Order:
    """The order asked for over the entity at `var`, made total by `ties`."""
    props: dict[str, Prop] = {p.name: p for p in model.props(entity)}
    keys: list[SortKey] = []
    names: list[str] = []
    for i, item in enumerate(asked):
        if len(item) != 1:
            raise InvalidArgument(
                f"'{at}[{i}]' must name exactly one property.",
                hint="Write orderBy: [{filedAt: DESC}, {caseNumber: ASC}].",
                argument=f"{at}[{i}]",
            )
        ((name, direction),) = item.items()
        seen = profile.tested(entity, props[name], var, at)
        text = f"{var}.{name}" if seen is None else f"CASE WHEN {seen} THEN {var}.{name} END"
        descending = enum_name(direction) == "DESC"
        kind = props[name].kind
        keys.append(SortKey(text, kind.stored, descending, free=isinstance(kind, (Text, Name))))
        names.append(f"{'-' if descending else ''}{name}")
    signature = hashlib.sha256(f"{entity}:{','.join(names)}:{len(ties)}".encode()).hexdigest()[:6]
    return Order((*keys, *ties), signature)


def _comparison_class(key: SortKey, value: Any) -> str:
    """What about a value decides how it is compared."""
    if value is None:
        return "none"
    return "rare" if key.free and any(map(_in_either, value)) else "plain"


def _in_either(sign: str) -> bool:
    return any(low <= sign <= high for low, high in (_HIGH, _ASTRAL))


def _rows_behind(key: SortKey, value: Any, names: Names, rest: str) -> str:
    """Rows behind `value` in this key, or level with it and behind in the rest. Nulls sort as Neo4j does: largest."""
    if value is None:
        level = f"({key.text} IS NULL AND {rest})"
        return f"({key.text} IS NOT NULL OR {level})" if key.descending else level
    parameter = names.parameter(value)
    beyond = _rows_beyond(key, value, parameter, names)
    if key.nullable and not key.descending:
        beyond = f"{beyond} OR {key.text} IS NULL"
    if rest == "false":
        return f"({beyond})"
    return f"({beyond} OR ({key.text} = {parameter} AND {rest}))"


def _rows_beyond(key: SortKey, value: Any, parameter: str, names: Names) -> str:
    """Rows whose `key` stands behind `value` in the order of ORDER BY.

    Neo4j orders stored text by code points, but compares it with a parameter by UTF-16 units, in which characters from
    U+10000 up stand before those from U+E000 to U+FFFF, full-width brackets among them. The two orders differ for a row
    that has the one where the value has the other; for these the statement says itself which comes first.
    """
    beyond = f"{key.text} {'<' if key.descending else '>'} {parameter}"
    # A slot stands for a value without rare characters.
    if not key.free or isinstance(value, Slot):
        return beyond
    places = [[i for i, sign in enumerate(value) if low <= sign <= high] for low, high in (_HIGH, _ASTRAL)]
    if not any(places):
        return beyond
    # What is computed is always compared by UTF-16 units, hence the empty text.
    text, head = f"{key.text} + ''", f"left({parameter}, i)"
    high, astral = f"{head} + {names.parameter(_HIGH[0])}", f"{head} + {names.parameter(_ASTRAL[0])}"
    tests = (
        f"{text} >= {astral} AND {text} < {high}",
        f"{key.text} STARTS WITH {head} AND {text} >= {high}",
    )
    greater, smaller = (
        f"any(i IN {names.parameter(at)} WHERE {test})" if at else "" for at, test in zip(places, tests, strict=True)
    )
    lost, wrong = (smaller, greater) if key.descending else (greater, smaller)
    if wrong:
        beyond = f"({beyond} AND NOT {wrong})"
    return f"({beyond} OR {lost})" if lost else beyond


def _value(key: SortKey, part: str) -> Any:
    if part == "~n":
        if not key.nullable:
            raise ValueError
        return None
    if key.stored is str:
        return part.replace("~1", "|").replace("~0", "~")
    if key.stored is bool:
        if part not in ("true", "false"):
            raise ValueError
        return part == "true"
    if key.stored in (date, datetime):
        return key.stored.fromisoformat(part)
    value = key.stored(part)
    # Beyond what the database can hold, and so in no cursor of ours.
    if isinstance(value, int) and abs(value) >= 2**63:
        raise ValueError
    return value
