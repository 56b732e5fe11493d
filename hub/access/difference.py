"""What a change of a purpose would open, and what it would close.

Where the declarations alone do not show which of two is the wider, the difference names both: a check that asks
"does this open anything?" never gets "no" by mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from hub.access.articles import Article
from hub.access.case_rules import CaseRule
from hub.access.declare import Level, Opens, Purpose, Ring
from hub.access.field_levels import followed, most_shown
from schema.declare import Prop
from schema.model import MODEL

#: How much a case rule lets through, for those that can be compared; the other three are incomparable.
_WIDTH = {CaseRule.NONE: 2, CaseRule.ANY: 1}
#: One of the two purposes, and how it opens an entity at one place.
_OpenedSide: TypeAlias = tuple[Purpose | None, Sequence[Opens]]


@dataclass
class Difference:
    """The sentences about one change: what it opens, and what it closes."""

    opens: list[str] = field(default_factory=list)
    closes: list[str] = field(default_factory=list)

    def grants(self, what: str, old: Collection[str], new: Collection[str]) -> None:
        """Compare sets of which every member gives a right."""
        self.opens += [f"{what}: {name} is added" for name in sorted(set(new) - set(old))]
        self.closes += [f"{what}: {name} is taken out" for name in sorted(set(old) - set(new))]

    def demands(self, what: str, old: Collection[str], new: Collection[str]) -> None:
        """Compare sets of which every member is a condition."""
        self.opens += [f"{what}: {name} is no longer demanded" for name in sorted(set(old) - set(new))]
        self.closes += [f"{what}: {name} is demanded besides" for name in sorted(set(new) - set(old))]

    def choices(self, what: str, old: Collection[str], new: Collection[str]) -> None:
        """Compare sets one of which is demanded; an empty one demands nothing."""
        if bool(old) != bool(new):
            (self.closes if new else self.opens).append(f"{what}: {'one is demanded now' if new else 'any will do'}")
        else:
            self.grants(what, old, new)

    def limits(self, what: str, old: object, new: object) -> None:
        """Compare limits of which None limits nothing and the others cannot be compared."""
        if old == new:
            return
        sentence = f"{what}: {_describe_value(old)} → {_describe_value(new)}"
        if old is not None:
            self.opens.append(sentence)
        if new is not None:
            self.closes.append(sentence)

    def amounts(self, what: str, old: float, new: float, texts: tuple[object, object] | None = None) -> None:
        """Compare amounts of which the larger one gives more; `texts` say them in words."""
        before, after = texts or (old, new)
        if old != new:
            (self.opens if new > old else self.closes).append(f"{what}: {before} → {after}")


def difference(old: Purpose | None, new: Purpose) -> Difference:
    """What it means to put `new` in the place of `old`; None for a purpose that is not there yet."""
    found = Difference()
    if old is None:
        found.opens.append(f"purpose {new.name} is new")
    else:
        _compare_callers(found, old, new)
        _ground(found, old, new)
    _links(found, old, new)
    _registers(found, old, new)
    _rings(found, old, new)
    return found


def _compare_callers(found: Difference, old: Purpose, new: Purpose) -> None:
    found.grants("agencies", old.agencies, new.agencies)
    found.grants("roles", old.roles, new.roles)
    found.grants("questions", old.groups, new.groups)
    # All articles must be in force: each is a condition, with its dates.
    found.demands("articles", [_article(each) for each in old.articles], [_article(each) for each in new.articles])
    counts = (_rows(old.statistics), _rows(new.statistics))
    found.amounts("answers", not old.statistics, not new.statistics, counts)
    found.amounts("realm", not old.demo, not new.demo, (_realm(old.demo), _realm(new.demo)))


def _ground(found: Difference, old: Purpose, new: Purpose) -> None:
    if old.ground.case is not new.ground.case:
        narrow, wide = _WIDTH.get(old.ground.case, 0), _WIDTH.get(new.ground.case, 0)
        sentence = f"ground: {_rule(old)} → {_rule(new)}"
        if wide >= narrow:
            found.opens.append(sentence)
        if wide <= narrow:
            found.closes.append(sentence)
    found.choices("states of the case", old.ground.statuses, new.ground.statuses)
    found.choices("kinds of the case", old.ground.kinds, new.ground.kinds)
    found.choices("documents", old.ground.documents, new.ground.documents)
    found.limits("who may be looked up by identifier", old.subjects, new.subjects)
    before, after = (float("inf") if years is None else years for years in (old.years, new.years))
    found.amounts("window in years", before, after, (_describe_value(old.years), _describe_value(new.years)))


def _links(found: Difference, old: Purpose | None, new: Purpose) -> None:
    before = {link.kind for link in followed(old)} if old else set()
    after = {link.kind for link in followed(new)}
    found.grants("links", before, after)
    known = {each.value for each in old.link_values} if old else set()
    found.grants("values of links", known, {each.value for each in new.link_values})


def _registers(found: Difference, old: Purpose | None, new: Purpose) -> None:
    before = {each.opens.entity: each for each in old.registers} if old else {}
    after = {each.opens.entity: each for each in new.registers}
    for entity in _merge_in_order(before, after):
        what = f"every {entity}"
        one, other = before.get(entity), after.get(entity)
        if one is not None and other is not None:
            found.limits(f"{what}, within the division by", one.within, other.within)
        mine, theirs = ([each.opens] if each else [] for each in (one, other))
        _fields(found, what, entity, (old, mine), (new, theirs))


def _rings(found: Difference, old: Purpose | None, new: Purpose) -> None:
    before = {ring.name: ring for ring in old.rings} if old else {}
    after = {ring.name: ring for ring in new.rings}
    for name in _merge_in_order(before, after):
        what = f"ring '{name}'"
        one, other = before.get(name), after.get(name)
        if one is not None and other is not None:
            _reach(found, what, one, other, windowed=new.years is not None)
        for entity in _merge_in_order(_entities_of(one), _entities_of(other)):
            mine, theirs = ([o for o in (each.opens if each else ()) if o.entity == entity] for each in (one, other))
            _fields(found, what, entity, (old, mine), (new, theirs))


def _reach(found: Difference, what: str, old: Ring, new: Ring, *, windowed: bool) -> None:
    found.grants(f"{what} begins at", old.of, new.of)
    found.grants(f"{what} goes along", _steps(old), _steps(new))
    found.amounts(f"{what} goes so many links far", old.hops, new.hops)
    found.limits(f"{what}, held by the caller's agency by", old.held_by, new.held_by)
    if windowed and ("case" in old.of) != ("case" in new.of):
        # From the case only links that stand now are followed; from elsewhere the window counts.
        found.limits(f"{what}, links that ended", *("not followed" if "case" in r.of else None for r in (old, new)))


def _fields(found: Difference, what: str, entity: str, old: _OpenedSide, new: _OpenedSide) -> None:
    """Compare what is shown of an entity: first of all that it is there, then field by field."""
    found.grants(what, *([entity] if opens else [] for _, opens in (old, new)))
    for prop in MODEL.props(entity):
        one, other = _level(old, prop), _level(new, prop)
        found.amounts(f"{what}, {entity}.{prop.name}", one, other, (one.name, other.name))


def _level(side: _OpenedSide, prop: Prop) -> Level:
    purpose, opens = side
    return Level.NONE if purpose is None else most_shown(purpose, opens, prop)


def _entities_of(ring: Ring | None) -> list[str]:
    return [] if ring is None else [each.entity for each in ring.opens]


def _steps(ring: Ring) -> set[str]:
    ways = {"OUT": ("out",), "IN": ("in",), "BOTH": ("out", "in")}
    return {f"{kind} ({way})" for step in ring.along for kind in step.kinds for way in ways[step.way]}


def _merge_in_order(old: Iterable[str], new: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*old, *new]))


def _article(article: Article) -> str:
    return f"{article} in force from {article.since}{f' until {article.until}' if article.until else ''}"


def _rule(purpose: Purpose) -> str:
    sentence = purpose.ground.case.meaning.text
    return sentence[0].lower() + sentence[1:].removesuffix(".")


def _describe_value(value: object) -> str:
    return "no limit" if value is None else str(value)


def _rows(statistics: bool) -> str:
    return "counts alone" if statistics else "rows"


def _realm(demo: bool) -> str:
    return "demo mode alone" if demo else "real data"
