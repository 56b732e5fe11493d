"""`where` inputs compiled into predicates.

Two-valued on purpose: under `not`, `none` and `every` a missing value counts as not fulfilling the condition, so that
a condition and its negation together cover every row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from hub.access import counts_only
from hub.access.profile import Profile
from hub.errors import NotAllowed
from hub.questions import naming
from hub.questions.blocks import Names
from hub.questions.pattern import link_pattern, where
from hub.questions.selection import enum_name
from hub.questions.slots import Slot
from schema.declare import Prop
from schema.errors import InvalidArgument, InvalidValue
from schema.identity import natural_key
from schema.model import LinkField, Model
from schema.validity import stands
from schema.values import NAME, Kind, Realm

_OPERATORS = {
    "eq": "{0} = {1}",
    "in": "{0} IN {1}",
    "lt": "{0} < {1}",
    "lte": "{0} <= {1}",
    "gt": "{0} > {1}",
    "gte": "{0} >= {1}",
    "startsWith": "{0} STARTS WITH {1}",
    "contains": "{0} CONTAINS {1}",
    "has": "{1} IN {0}",
}
#: Conditions on a natural key that its node's key answers as well.
_ON_KEYS = frozenset({"eq", "in", "startsWith"})


@dataclass(frozen=True, slots=True)
class Filters:
    """Compiles the filters of one statement for one caller."""

    model: Model
    profile: Profile
    names: Names
    realm: Realm

    def predicate(self, entity: str, where: Mapping[str, Any], var: str, path: str, *, total: bool = False) -> str:
        """The predicate of a filter over the entity at `var`; `path` names the argument in errors.

        `total`: the predicate must be true or false, never null, because it stands under a negation.
        """
        if not where:
            raise _empty(path)
        props = {p.name: p for p in self.model.props(entity)}
        fields = {f.name: f for f in self.model.link_fields(entity)}
        narrower = {naming.narrowing(name): name for name in self.model.concrete_of(entity)}
        parts: list[str] = []
        for name, value in where.items():
            at = f"{path}.{name}"
            if value is None:
                raise InvalidArgument(
                    f"'{at}' is null.", hint="Leave it out, or give at least one condition.", argument=at
                )
            if name in ("and", "or"):
                parts.append(self._join_conditions(entity, name, value, var, at, total))
            elif name == "not":
                parts.append(f"NOT ({self.predicate(entity, value, var, at, total=True)})")
            elif name == "id":
                counts_only.check_single(self.profile, entity, at)
                parts.append(self._ids(value, var, at))
            elif name in narrower:
                self.profile.check_entity(narrower[name], at)
                condition = self.predicate(narrower[name], value, var, at, total=total)
                parts.append(f"({var}:{narrower[name]} AND {condition})")
            elif name in props:
                parts.append(self._condition(entity, props[name], value, var, at, total))
            else:
                parts.append(self._links(fields[name], value, var, at))
        return " AND ".join(parts)

    def exists(self, prop: Prop, var: str, at: str) -> str:
        """Whether the entity at `var` has a link of the property's kind that stands and that the caller may see."""
        field = self.exists_field(prop)
        self.check_field(field, at)
        other, rel = self.names.variable("m"), self.names.variable("r")
        standing = [stands(rel)]
        if prop.exists_status is not None:
            standing += [stands(other), *self._status(field.target, prop.exists_status, other)]
        return f"EXISTS {{ {self._match(field, var, rel, other, standing)} }}"

    def _status(self, entity: str, status: str, var: str) -> list[str]:
        """The condition that a node has a status; for callers who may not see the status, every node fulfils it."""
        try:
            seen = self.profile.tested(entity, self.model.prop(entity, "status"), var, "status")
        except NotAllowed:
            return []
        has = f"{var}.status = '{status}'"
        return [has if seen is None else f"(NOT ({seen}) OR {has})"]

    def exists_field(self, prop: Prop) -> LinkField:
        """The link field that a property made by `exists` asks for."""
        owner = next(e.name for e in self.model.entities.values() if prop in e.props)
        return next(f for f in self.model.link_fields(owner) if f.link.kind == prop.exists_link)

    def _join_conditions(self, entity: str, word: str, value: list[Any], var: str, at: str, total: bool) -> str:
        if not value:
            raise InvalidArgument(
                f"'{at}' is an empty list.", hint="Leave it out, or give at least one condition.", argument=at
            )
        parts = [self.predicate(entity, item, var, f"{at}[{i}]", total=total) for i, item in enumerate(value)]
        return "(" + f" {word.upper()} ".join(f"({part})" if word == "or" else part for part in parts) + ")"

    def _condition(self, entity: str, prop: Prop, value: Mapping[str, Any], var: str, at: str, total: bool) -> str:
        if not value:
            raise _empty(at)
        seen = None if prop.exists_link else self.profile.tested(entity, prop, var, at)
        left = self.exists(prop, var, at) if prop.exists_link else f"{var}.{prop.name}"
        parts: list[str] = []
        for operator, operand in value.items():
            if operand is None:
                raise InvalidArgument(
                    f"'{at}.{operator}' is null.",
                    hint="To find missing values, write isNull: true.",
                    argument=f"{at}.{operator}",
                )
            if operator == "isNull":
                # A hidden value counts as missing for callers who may not see it.
                there = f"{left} IS NOT NULL" if seen is None else f"({seen} AND {left} IS NOT NULL)"
                parts.append((f"{left} IS NULL" if seen is None else f"NOT {there}") if operand else there)
                continue
            meant = _as_intake(prop.kind, self.realm, operator, enum_name(operand))
            if prop.identity and operator in _ON_KEYS:
                text = _OPERATORS[operator].format(f"{var}.key", self.names.parameter(keys_of(entity, meant)))
            else:
                text = _OPERATORS[operator].format(left, self.names.parameter(meant))
            text = text if seen is None else f"({seen} AND {text})"
            parts.append(f"coalesce({text}, false)" if total else text)
        return " AND ".join(parts)

    def check_field(self, field: LinkField, at: str) -> None:
        """Refuse to follow a link field that the purpose does not open, or whose other end it does not."""
        self.profile.check_link(field.link, at)
        self.profile.check_entity(field.target, at)

    def _ids(self, value: Mapping[str, Any], var: str, at: str) -> str:
        if not value or any(each is None for each in value.values()):
            raise _empty(at)
        return " AND ".join(
            _OPERATORS[operator].format(f"{var}.id", self.names.parameter(operand))
            for operator, operand in value.items()
        )

    def _links(self, field: LinkField, value: Mapping[str, Any], var: str, at: str) -> str:
        if not value:
            raise _empty(at)
        self.check_field(field, at)
        parts: list[str] = []
        for quantifier, inner in value.items():
            deeper = f"{at}.{quantifier}"
            if inner is None:
                raise InvalidArgument(
                    f"'{deeper}' is null.", hint="Leave it out, or give at least one condition.", argument=deeper
                )
            other, rel = self.names.variable("m"), self.names.variable("r")
            if quantifier == "any":
                text = f"EXISTS {{ {self._match(field, var, rel, other, [])} }}"
                parts.append(text if inner else f"NOT {text}")
                continue
            total = quantifier == "every"
            condition = self.predicate(field.target, inner, other, deeper, total=total)
            if total:
                condition = f"NOT ({condition})"
            text = f"EXISTS {{ {self._match(field, var, rel, other, [condition])} }}"
            parts.append(text if quantifier == "some" else f"NOT {text}")
        return " AND ".join(parts)

    def _match(self, field: LinkField, var: str, rel: str, other: str, conditions: list[str]) -> str:
        pattern = f"({var}){link_pattern(field, rel)}({other}:{field.target})"
        seen = where(self.profile.link(field.link, rel), self.profile.node(field.target, other), *conditions)
        return f"MATCH {pattern} {seen}".rstrip()


def keys_of(entity: str, value: Any) -> Any:
    """The node key, or keys, of natural keys: the one index that serves every entity's identity."""
    if isinstance(value, Slot):
        return value.map(partial(keys_of, entity))
    return [keys_of(entity, item) for item in value] if isinstance(value, list) else natural_key(entity, value)


def _as_intake(kind: Kind, realm: Realm, operator: str, value: Any) -> Any:
    """A text that a filter names, as the intake would have stored it; scalars of their own are read before.

    A value that the intake would refuse is in no record; it is compared as it stands.
    """
    if kind.many:
        kind = NAME
    if kind.name != "String":
        return value
    if isinstance(value, Slot):
        return value.map(partial(_as_intake, kind, realm, operator))
    if isinstance(value, list):
        return [_as_intake(kind, realm, operator, each) for each in value]
    if operator not in _ON_KEYS and kind is not NAME:
        # A part of a text has no form of its own.
        return value
    try:
        return kind.parse(value, realm)
    except InvalidValue:
        return value


def _empty(path: str) -> InvalidArgument:
    return InvalidArgument(
        f"'{path}' is empty.", hint="Give at least one condition, or leave it out to ask without one.", argument=path
    )
