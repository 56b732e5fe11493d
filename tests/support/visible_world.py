"""What a purpose shows of a world, read slowly and obviously from its declaration; and the oracle that sees no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from hub.access.declare import Level, Purpose, Ring, RingStep
from hub.questions import naming
from loaders.declare import Feed as AnyFeed
from loaders.declare import Tie as AnyTie
from loaders.declare.records import entities_of
from loaders.sources import sources
from schema.declare import Prop, Sensitivity
from schema.model import MODEL, LinkField
from schema.values import Choice
from schema.values.date import SHANGHAI
from support.question_oracle import Field, Fragment, Oracle, flat, is_a, types, written
from support.world import Node, Tie, World


@dataclass
class Sight:
    """The view of one caller: the purpose, and the case it is based on."""

    world: World
    purpose: Purpose
    case: Node | None
    rings: dict[str, list[Node]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for ring in self.purpose.rings:
            self.rings[ring.name] = self._ring(ring)

    @property
    def since(self) -> date | None:
        """The start of the time window."""
        filed = None if self.case is None else self.case.props.get("filedAt")
        if self.purpose.years is None or filed is None:
            return None
        day = filed.day if (filed.month, filed.day) != (2, 29) else 28
        return date(filed.year - self.purpose.years, filed.month, day)

    def _ring(self, ring: Ring) -> list[Node]:
        if not ring.of:
            return [] if self.case is None or ring.name != "case" else [self.case]
        found: dict[str, Node] = {}
        edge = [node for name in ring.of for node in self.rings[name]]
        for _ in range(ring.hops):
            reached: dict[str, Node] = {}
            for node in edge:
                for step in ring.along:
                    for other in self._reached(node, step, ring):
                        reached[other.id] = other
            found |= reached
            edge = list(reached.values())
        return list(found.values())

    def _reached(self, node: Node, step: RingStep, ring: Ring) -> Iterable[Node]:
        for tie in self.world.ties:
            if tie.kind not in step.kinds or not self._counts(tie, ring):
                continue
            ends = []
            if step.way in ("OUT", "BOTH") and tie.source is node:
                ends.append(tie.target)
            if step.way in ("IN", "BOTH") and tie.target is node:
                ends.append(tie.source)
            yield from (end for end in ends if any(o.entity == end.entity for o in ring.opens))

    def _counts(self, tie: Tie, ring: Ring) -> bool:
        if self.purpose.years is None or "case" in ring.of:
            return tie.until is None or tie.until > datetime.now(SHANGHAI).date()
        return tie.until is None or self.since is None or tie.until >= self.since

    def sees(self, node: Node) -> bool:
        """Whether the node is visible."""
        if any(register.opens.entity == node.entity for register in self.purpose.registers):
            return True
        return bool(self.held(node))

    def held(self, node: Node) -> list[str]:
        """The rings that hold the node."""
        return [name for name, members in self.rings.items() if any(m is node for m in members)]

    def follows(self, tie: Tie) -> bool:
        """Whether the link is visible."""
        if tie.kind not in self.purpose.followed:
            return False
        if self.since is not None and tie.until is not None and tie.until < self.since:
            return False
        return self.sees(tie.source) and self.sees(tie.target)

    def level(self, node: Node, prop: Prop) -> Level:
        """How much of a property is shown of this node."""
        if prop.sensitivity is Sensitivity.SEALED:
            return Level.NONE
        opens = [r.opens for r in self.purpose.registers if r.opens.entity == node.entity]
        held = self.held(node)
        opens += [o for r in self.purpose.rings if r.name in held for o in r.opens if o.entity == node.entity]
        levels = []
        for each in opens:
            if prop.name in each.fields:
                levels.append(each.fields[prop.name])
            elif prop.sensitivity in each.whole:
                levels.append(Level.WHOLE)
            else:
                levels.append(Level.MASKED if prop.sensitivity in each.masked else Level.NONE)
        return max(levels, default=Level.NONE)

    def named(self, thing: Node | Tie) -> frozenset[str]:
        """The feeds that may be named as asserting it: of its own register, or of one of its ends; none of the rest."""
        return _named(thing.entity if isinstance(thing, Node) else thing.kind)

    def source(self, thing: Node | Tie) -> tuple[Any, ...]:
        """What the caller may see of where it comes from: source, batch, all feeds, first and last day."""
        held, named = thing.stored(), self.named(thing)
        known = [each.split("@") for each in thing.asserted if each.split("@")[0] in named]
        if held["source"] in named:
            known = [[held["source"], held["batch"]], *known]
        feeds = tuple(each.split("@")[0] for each in thing.asserted if each.split("@")[0] in named)
        kind = thing.entity if isinstance(thing, Node) else thing.kind
        days = (thing.first, thing.last) if _speaking(kind) <= named else (None, None)
        return (*(known[0] if known else (None, None)), feeds, *days)

    def visible(self) -> World:
        """The world, without what is hidden."""
        shown = World()
        shown.nodes = [node for node in self.world.nodes if self.sees(node)]
        shown.ties = [tie for tie in self.world.ties if self.follows(tie)]
        return shown

    def most(self, entity: str, prop: Prop) -> Level:
        """The most that the purpose ever shows of a property of an entity, whatever the data."""
        opens = [r.opens for r in self.purpose.registers if r.opens.entity == entity]
        opens += [o for r in self.purpose.rings for o in r.opens if o.entity == entity]
        if prop.sensitivity is Sensitivity.SEALED:
            return Level.NONE
        return max((o.level(prop) for o in opens), default=Level.NONE)

    def opened(self, entity: str) -> list[str]:
        """The concrete entities of an interface that the purpose opens at all."""
        names = {r.opens.entity for r in self.purpose.registers}
        names |= {o.entity for r in self.purpose.rings for o in r.opens}
        return [name for name in MODEL.concrete_of(entity) if name in names]


class SightOracle(Oracle):
    """Answers questions as if the hidden part of the world were not there."""

    def __init__(self, sight: Sight) -> None:
        super().__init__(sight.visible())
        self.sight = sight
        self.shown: set[str] = set()

    def value(self, node: Node, prop: Prop) -> Any:
        """What filters and sort keys find: the value where it is seen whole."""
        if prop.exists_link is not None:
            return self._linked(node, prop.exists_link)
        return node.props.get(prop.name) if self.sight.level(node, prop) is Level.WHOLE else None

    def _listed(self, entry: Node) -> bool:
        # A caller who does not see the state of an entry sees an entry.
        status = MODEL.prop("DishonestyEntry", "status")
        return self.sight.level(entry, status) is not Level.WHOLE or super()._listed(entry)

    def entity(self, node: Node, sub: list[Field | Fragment]) -> dict[str, Any]:
        """The selected fields, masked and closed as the purpose has it."""
        self.shown.add(node.id)
        answer = super().entity(node, [f for f in flat(sub, types(node)) if not self._closed(node, f)])
        for item in flat(sub, types(node)):
            if self._closed(node, item):
                answer[item.key] = None
            elif item.name == "label":
                answer[item.key] = self._seen(node, MODEL.prop(node.entity, MODEL.entity(node.entity).caption))
            elif any(p.name == item.name and p.exists_link is None for p in MODEL.props(node.entity)):
                answer[item.key] = self._seen(node, MODEL.prop(node.entity, item.name))
        return {item.key: answer[item.key] for item in flat(sub, types(node))}

    def _seen(self, node: Node, prop: Prop) -> Any:
        level, value = self.sight.level(node, prop), node.props.get(prop.name)
        if level is Level.NONE or value is None:
            return None
        if level is Level.WHOLE:
            return written(value)
        return prop.kind.mask(value) if isinstance(value, str) and not isinstance(prop.kind, Choice) else None

    def _closed(self, node: Node, item: Field) -> bool:
        link = next((f for f in MODEL.link_fields(node.entity) if f.name == item.name), None)
        prop = next((p for p in MODEL.props(node.entity) if p.name == item.name), None)
        if prop is not None and prop.exists_link is not None:
            link = next(f for f in MODEL.link_fields(node.entity) if f.link.kind == prop.exists_link)
        return link is not None and not self.open(link)

    def open(self, link: LinkField) -> bool:
        """Whether the purpose opens a link field."""
        return link.link.kind in self.sight.purpose.followed and bool(self.sight.opened(link.target))

    def _known(self, thing: Node | Tie, item: Field) -> Any:
        if item.name == "provenance":
            names = ("source", "batch", "assertedBy", "firstSeen", "lastSeen")
            values = dict(zip(names, self.sight.source(thing), strict=True)) | {"__typename": "Provenance"}
            values["assertedBy"] = list(values["assertedBy"])
            return {f.key: written(values[f.name]) for f in flat(item.sub, {"Provenance"})}
        if isinstance(thing, Tie):
            prop = next((p for p in MODEL.link(thing.kind).props if p.name == item.name), None)
            if prop is not None and prop.sensitivity not in self.sight.purpose.link_values:
                return None
        return super()._known(thing, item)

    # What is refused before anything runs

    def refused(self, asked: Field) -> bool:
        """Whether a root field asks, filters or sorts by what the purpose does not open."""
        if asked.name in ("node", "nodes"):
            return not self.sight.opened("Entity") or self._selection("Entity", asked.sub)
        lists = {e.plural: e.name for e in MODEL.entities.values() if e.plural} | {"debtors": "Party"}
        if asked.name in lists:
            entity = lists[asked.name]
            if not self.sight.opened(entity):
                return True
            debtor = next(f for f in MODEL.link_fields("Party") if f.link.kind == "DEBTOR_IN")
            if asked.name == "debtors" and not self.open(debtor):
                return True
            return self._paged(entity, naming.connection(entity), naming.edge(entity), asked)
        entity = {"person": "Person", "company": "Company", "case": "EnforcementCase"}[asked.name]
        identity = MODEL.identity(entity)
        if not self.sight.opened(entity) or self.sight.most(entity, identity) is not Level.WHOLE:
            return True
        return self._selection(entity, asked.sub)

    def _paged(self, entity: str, connection: str, edge: str, asked: Field) -> bool:
        if "where" in asked.args and self._where(entity, asked.args["where"]):
            return True
        if any(self._unusable(entity, name) for key in asked.args.get("orderBy", []) for name in key):
            return True
        for item in flat(asked.sub, {connection}):
            inner = item.sub
            if item.name == "edges":
                inner = [i for f in flat(item.sub, {edge}) if f.name == "node" for i in f.sub]
            if item.name in ("nodes", "edges") and self._selection(entity, inner):
                return True
        return False

    def _selection(self, static: str, sub: list[Field | Fragment]) -> bool:
        for name in self.sight.opened(static):
            links = {f.name: f for f in MODEL.link_fields(name)}
            for item in flat(sub, {name, *MODEL.interfaces(name), "Node"}):
                link = links.get(item.name)
                if link is None or not self.open(link):
                    continue
                if self._paged(link.target, naming.link_connection(link), naming.link_edge(link), item):
                    return True
        return False

    def _unusable(self, entity: str, name: str) -> bool:
        prop = MODEL.prop(entity, name)
        if prop.exists_link is not None:
            return not self.open(next(f for f in MODEL.link_fields(entity) if f.link.kind == prop.exists_link))
        return all(self.sight.most(each, prop) is not Level.WHOLE for each in self.sight.opened(entity))

    def _where(self, entity: str, where: Mapping[str, Any]) -> bool:
        links = {f.name: f for f in MODEL.link_fields(entity)}
        for name, condition in where.items():
            if name in ("and", "or"):
                bad = any(self._where(entity, one) for one in condition)
            elif name == "not":
                bad = self._where(entity, condition)
            elif name in links:
                link = links[name]
                bad = not self.open(link) or any(
                    self._where(link.target, inner) for word, inner in condition.items() if word != "any"
                )
            else:
                bad = self._unusable(entity, name)
            if bad:
                return True
        return False


def _feeds() -> Iterable[tuple[str, AnyFeed]]:
    return ((f"{source.code}.{feed.name}", feed) for source in sources() for feed in source.feeds)


@cache
def _speaking(kind: str) -> frozenset[str]:
    """The feeds that may speak of an entity or link of this kind."""
    found = {
        name
        for name, feed in _feeds()
        for record in feed.records
        if kind in ((record.link,) if isinstance(record, AnyTie) else entities_of(record))
    }
    flags = {"Flag", "Agency", "Officer", "FLAGS", "RAISED_BY"}
    derived = {f"derived.{kind.lower()}"} if kind in MODEL.links and MODEL.link(kind).shared else set()
    return frozenset(found | ({"hub.flags"} if kind in flags else set()) | derived)


@cache
def _named(kind: str) -> frozenset[str]:
    """Those of them that say something about the thing itself only."""
    found = {name for name in _speaking(kind) if name.split(".")[0] in ("ftm", "derived")}
    if kind in ("Flag", "FLAGS", "RAISED_BY"):
        found.add("hub.flags")
    for name, feed in _feeds():
        nodes = [record for record in feed.records if not isinstance(record, AnyTie)]
        ties = [record for record in feed.records if isinstance(record, AnyTie)]
        if any(kind in entities_of(node) and node.authority for node in nodes):
            found.add(name)
        for tie in (each for each in ties if each.link == kind):
            ends = [node for node in nodes if node.ref in (tie.source, tie.target)]
            if any(end.authority for end in ends) or (len(ends) == len(nodes) and len(ties) == 1):
                found.add(name)
    return frozenset(found)


def entity_of(name: str, nodes: Iterable[Node]) -> list[Node]:
    """The nodes of an entity or interface."""
    return [node for node in nodes if is_a(node, name)]
