"""What a caller may see, as Cypher: the one predicate builder that every read passes through.

The compiler never writes a property, a label or a link kind into a statement without asking the caller's profile. Rows,
links, properties, filters, sort keys, counts, paths and hits all come through here, so a rule written here holds for
all of them alike. What no ring and no register of the purpose opens is refused by name before anything runs, which
depends on the purpose alone and so says nothing about the data; what some rings open and others do not is null where
it is hidden, also for filters and sort keys.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hub.access.answer_summary import masks_to_text
from hub.access.callers import HINT
from hub.access.declare import FREE, WITHOUT_BASIS, Level, Purpose, Register
from hub.access.field_levels import followed, level_of_link_field
from hub.errors import BasisNeeded, NotAllowed, NotOpen
from schema.declare import Link, Prop
from schema.model import MODEL, LinkField, Model
from schema.validity import stands

_PARAMETER = re.compile(r"\$(see_\w+|division|visibleSince)\b")


@dataclass(frozen=True, slots=True)
class Seen:
    """An expression of a property as the caller sees it. `masks`: a masked value comes as a map {m: value}."""

    text: str
    masks: bool = False


@dataclass(frozen=True)
class Profile:
    """The rights of one caller on one basis.

    `scope` holds the global ids of each ring's members; `division` and `since` (the start of the time window) belong to
    the caller and the case. Predicates depend on the purpose and on whether there is a window, and on nothing else:
    everything about the caller is in their parameters, so that a statement serves all who ask for the same purpose.
    """

    purpose: Purpose
    agency: str
    card: str
    scope: Mapping[str, Collection[str]] = field(default_factory=dict, repr=False)
    division: str = ""
    since: date | None = None
    degrees: Mapping[str, int] = field(default_factory=dict, repr=False)
    model: Model = field(default=MODEL, repr=False)
    _parameters: dict[str, Any] = field(default_factory=dict, repr=False)

    def check_group(self, group: str, name: str) -> None:
        """Refuse a root field whose group the purpose does not open; raises NotOpen or BasisNeeded."""
        if group != FREE and group not in self.purpose.groups:
            raise self._refuse(f"'{name}'", name)

    # Entities

    def sees(self, entity: str) -> bool:
        """Whether the purpose opens any concrete entity that is `entity`."""
        return bool(self.visible(entity))

    def visible(self, entity: str) -> tuple[str, ...]:
        """The concrete entities that are `entity` and that the purpose opens."""
        return tuple(name for name in self.model.concrete_of(entity) if self.purpose.opened(name))

    def check_entity(self, entity: str, at: str) -> None:
        """Refuse a question about an entity that the purpose does not open; raises NotOpen."""
        if not self.sees(entity):
            raise self._refuse(entity, at)

    def node(self, entity: str, var: str) -> str | None:
        """A predicate that holds where the caller may see the node, or None where every node of the kind is open."""
        concrete = self.model.concrete_of(entity)
        rings: set[str] = set()
        tests: list[str] = []
        whole = 0
        for name in concrete:
            opened = self.purpose.opened(name)
            rings.update(ring for ring, _ in opened.rings)
            if opened.register is None:
                continue
            within = self._division_test(opened.register, var)
            whole += within is None
            label = f"{var}:{name}" if len(concrete) > 1 else None
            tests.append(" AND ".join(t for t in (label, within) if t))
        if whole == len(concrete):
            return None
        if rings:
            # Whatever a ring holds is of a kind that the ring opens: scope.py fetches no other.
            tests.insert(0, f"{var}.id IN {self._ids(rings)}")
        return _any_of(tests)

    def subject(self, entity: str, var: str) -> str | None:
        """The predicate of parties that may be looked up by identifier; None where the purpose does not limit them."""
        if self.purpose.subjects is None or entity not in self.model.concrete_of("Party"):
            return None
        return f"{var}.id IN {self._ids([self.purpose.subjects])}"

    def flaggable(self, var: str) -> str | None:
        """The predicate of entities on which the caller could see a flag, the own agency's at least; None for all."""
        rings = self.purpose.flagged
        return None if rings is None else f"{var}.id IN {self._ids(rings)}" if rings else "false"

    def reach(self, global_id: str) -> int | None:
        """How many links a walk from a node can meet at most; counted, or bounded by what the rings hold.

        None where neither is known. Only what the caller may see goes into it.
        """
        if global_id in self.degrees:
            return self.degrees[global_id]
        return len({each for members in self.scope.values() for each in members}) or None

    def size(self, entity: str) -> int | None:
        """How many nodes of the entity the caller can see at most; None where a register is open."""
        names = self.visible(entity)
        if any(self.purpose.opened(name).register is not None for name in names):
            return None
        rings = {ring for name in names for ring, _ in self.purpose.opened(name).rings}
        return len({each for ring in rings for each in self.scope.get(ring, ())})

    # Links

    def kinds(self) -> tuple[str, ...]:
        """The link kinds the caller may follow."""
        return tuple(link.kind for link in followed(self.purpose, self.model))

    def follows(self, field: LinkField) -> bool:
        """Whether the purpose opens a link field and what it leads to."""
        return field.link.kind in self.kinds() and self.sees(field.target)

    def check_link(self, link: Link, at: str) -> None:
        """Refuse to follow a kind of link that the purpose does not open; raises NotOpen."""
        if link.kind not in self.kinds():
            raise self._refuse(link.kind, at)

    def link(self, link: Link, var: str) -> str | None:
        """A predicate that holds where the caller may see the link, or None where every link of the kind is open."""
        return self._window(var) if link.kind in self.kinds() else "false"

    def link_level(self, prop: Prop) -> Level:
        """How much is shown of a property of a link."""
        return level_of_link_field(self.purpose, prop)

    def any_link(self, var: str) -> str | None:
        """As `link`, for a link of whichever of the kinds the caller may follow; its pattern names them."""
        return self._window(var)

    # Values

    def value(self, types: Sequence[str], prop: Prop, var: str, wrap: str = "{}") -> Seen | None:
        """The expression for a property of nodes that are one of `types`; None where the purpose does not open it.

        `wrap` is how the API writes the value, as 'toString({})'.
        """
        seen = self._levels(types, prop)
        closed = all(not whole and not masked for _, whole, masked in seen)
        return None if closed else self._expression(seen, prop, var, wrap)

    def check_closed(self, coordinate: str) -> None:
        """Let a field be null because the purpose does not open it; raises BasisNeeded where there is no basis."""
        if self.purpose.name == WITHOUT_BASIS:
            raise self._refuse(coordinate, coordinate)

    def tested(self, entity: str, prop: Prop, var: str, at: str) -> str | None:
        """The predicate under which a filter or sort key may use the property; None where it always may.

        Only values seen whole can be filtered or sorted by. Raises NotOpen where there are none.
        """
        names = self.visible(entity)
        seen = [each for each in self._levels(names, prop) if each[1]]
        if not seen:
            raise self._refuse(f"{entity}.{prop.name} to be asked, filtered or sorted by", at)
        if len(seen) == len(self.model.concrete_of(entity)) and all(whole is True for _, whole, _ in seen):
            return None
        tests = []
        for name, whole, _ in seen:
            label = f"{var}:{name}" if len(names) > 1 else None
            ids = None if whole is True else f"{var}.id IN {self._ids(whole)}"
            tests.append(" AND ".join(t for t in (label, ids) if t) or "true")
        return _any_of(tests)

    def findable(self, entity: str, prop: Prop, var: str) -> list[str] | None:
        """The conditions under which an entity may be found by a property; None where it never is."""
        opened = self.visible(entity)
        if not opened or all(not whole for _, whole, _ in self._levels(opened, prop)):
            return None
        conditions = [self.node(entity, var), self.tested(entity, prop, var, "search")]
        return [each for each in conditions if each is not None]

    def names(self, text: str) -> tuple[str, ...]:
        """The parameters of the profile that a statement refers to."""
        return tuple(dict.fromkeys(_PARAMETER.findall(text)))

    def parameter(self, name: str) -> Any:
        """The value of a parameter that predicates refer to."""
        if name not in self._parameters:
            self._parameters[name] = self._worked_out(name)
        return self._parameters[name]

    def used(self, text: str) -> dict[str, Any]:
        """The parameters of the profile that a statement refers to, with their values."""
        return {name: self.parameter(name) for name in self.names(text)}

    # How

    def _ids(self, rings: Iterable[str]) -> str:
        return "$see_" + "_".join(sorted(rings))

    def _worked_out(self, name: str) -> Any:
        if name == "division":
            return self.division
        if name == "visibleSince":
            return self.since
        # Names of rings hold no low line.
        rings = name.removeprefix("see_").split("_")
        # Never an empty list: the database would plan the statement again for it. No entity has the empty id.
        return sorted({each for ring in rings for each in self.scope.get(ring, ())}) or [""]

    def _division_test(self, register: Register, var: str) -> str | None:
        if register.within is None:
            return None
        link = f"({var})-[v:{register.within}]->(w:Agency)"
        return f"EXISTS {{ {link} WHERE {stands('v')} AND w.divisionCode STARTS WITH $division }}"

    def _levels(self, types: Sequence[str], prop: Prop) -> list[tuple[str, Any, Any]]:
        """For each type: under which rings the property is whole, and under which masked; True for every node."""
        found: list[tuple[str, Any, Any]] = []
        for name in types:
            opened = self.purpose.opened(name)
            whole, masked, closed = set[str](), set[str](), False
            for ring, opens in opened.rings:
                level = opens.level(prop)
                (whole if level is Level.WHOLE else masked).add(ring) if level is not Level.NONE else None
                closed = closed or level is Level.NONE
            base = Level.NONE if opened.register is None else opened.register.opens.level(prop)
            if opened.register is not None and base is Level.WHOLE:
                found.append((name, True, ()))
            elif opened.register is not None:
                found.append((name, frozenset(whole), True if base is Level.MASKED else frozenset(masked)))
            elif not masked and not closed and whole:
                found.append((name, True, ()))
            else:
                found.append((name, frozenset(whole), True if masked and not closed else frozenset(masked)))
        return found

    def _expression(self, seen: list[tuple[str, Any, Any]], prop: Prop, var: str, wrap: str) -> Seen:
        stored = f"{var}.{prop.name}"
        plain = wrap.format(stored)
        if all(whole is True for _, whole, _ in seen):
            return Seen(plain)
        hidden = f"{{m: {stored if masks_to_text(prop.kind) else f'{stored} IS NOT NULL'}}}"
        arms: list[str] = []
        masks = False
        for name, whole, masked in seen:
            label = f"{var}:{name}" if len(seen) > 1 else None
            for where, text in ((whole, plain), (masked, hidden)):
                if not where:
                    continue
                masks = masks or text is hidden
                ids = None if where is True else f"{var}.id IN {self._ids(where)}"
                arms.append(f" WHEN {' AND '.join(t for t in (label, ids) if t) or 'true'} THEN {text}")
        return Seen(f"CASE{''.join(arms)} END", masks)

    def _window(self, var: str) -> str | None:
        if self.since is None:
            return None
        return f"coalesce({var}.until >= $visibleSince, true)"

    def _refuse(self, what: str, at: str) -> NotAllowed:
        if self.purpose.name == WITHOUT_BASIS:
            return BasisNeeded(f"{what} is not open to a question without a basis.", hint=HINT, field=at)
        return NotOpen(
            f"{self.purpose.name} ({self.purpose.zh}) does not open {what}.",
            hint=f"Leave it out. What the purpose opens: hub purpose show {self.purpose.name}",
            purpose=self.purpose.name,
            field=at,
        )


def rings_of(names: Iterable[str]) -> frozenset[str]:
    """The rings that these parameters of a profile hold."""
    # Names of rings hold no low line.
    return frozenset(ring for name in names if name.startswith("see_") for ring in name[4:].split("_"))


def _any_of(tests: Sequence[str]) -> str:
    if len(tests) < 2:
        return "".join(tests) or "false"
    return "(" + " OR ".join(f"({t})" if " AND " in t else t for t in tests) + ")"
