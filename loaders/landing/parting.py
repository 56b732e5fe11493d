"""Parts what was merged wrongly: what one feed says of a thing moves to a node of its own, with its provenance.

The graph knows of each node and link which feeds assert it, and no more of who said what. So a feed's word is what can
be parted: its links move whole, its values where no other feed gives them; its next load gives it the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from loaders.landing.batches import id_keys
from loaders.landing.database import Database
from loaders.landing.derived_links import derive
from loaders.mapping.feed_mappings import properties_of
from loaders.mapping.stated import ALIAS, NodeOp, Op
from loaders.sources import sources
from schema.errors import Conflict, InvalidArgument, NotFound
from schema.identity import foreign_key, natural_key
from schema.model import ROOT, Model
from schema.statements.own import AddOwn, SetOwn
from schema.statements.parting import CHOSEN, OURS, forget_links, part_links, part_node
from schema.statements.write import At, Read, Write, writing
from schema.touched import EVERYTHING
from schema.values import Realm

FIND = f"""\
MATCH (n:{ROOT}) WHERE n.id = $given OR n.key IN $keys
RETURN n.key AS key, n.id AS id, n.asserted AS asserted"""
LINKS = f"""\
MATCH (n:{ROOT} {{key: $key}})-[r]-(o:{ROOT}) WHERE {CHOSEN}
RETURN type(r) AS kind, count(*) AS links, sum(CASE WHEN size(r.asserted) > 1 THEN 1 ELSE 0 END) AS shared,
       CASE WHEN $ends IS NULL THEN [] ELSE collect(DISTINCT o.id) END AS ends
ORDER BY kind"""
THERE = f"MATCH (n:{ROOT} {{key: $to}}) RETURN n.id AS id"
LINKED = f"""\
MATCH (n:{ROOT} {{key: $key}})-[r]-(o:{ROOT}) WHERE {OURS}
RETURN DISTINCT o.id AS id ORDER BY id LIMIT $most"""
#: A hint names at most this many ids.
MOST_LINKED = 10
BEFORE = """\
OPTIONAL MATCH (a:Alias {of: $key}) WHERE a.key STARTS WITH $code + '/'
WITH collect(a.key) AS aliases
RETURN aliases, COUNT { (:Parting {from: $key, feed: $feed}) } AS partings"""
#: Where later loads of a feed find what was parted.
MOVED = "MATCH (p:Parting {feed: $feed, whole: true}) RETURN p.from AS old, p.to AS new"


@dataclass(frozen=True, kw_only=True)
class Parting:
    """What would move: the links by kind, and the values that no other feed gives."""

    entity: str
    key: str
    id: str
    to: str
    to_id: str
    feed: str
    batch: str
    others: tuple[str, ...]
    ends: tuple[str, ...] | None
    links: dict[str, int]
    #: Links that other feeds assert too: each node has its own afterwards.
    shared: int
    props: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether all that the feed says of the thing moves, and what it says later with it."""
        return self.ends is None


async def survey(
    store: Database, model: Model, realm: Realm, given: str, feed: str, ends: Sequence[str] | None
) -> Parting:
    """What would move; raises NotFound, InvalidArgument or Conflict where it cannot be parted."""
    keys = [
        natural_key(entity.name, str(value))
        for entity in model.concrete
        if (value := model.identity(entity.name).kind.recognise(given, realm)) is not None
    ]
    found = await store.ask(FIND, {"given": given, "keys": keys}, operation="part")
    if len(found) != 1:
        raise NotFound(
            "Nothing in the graph has this id or number." if not found else "Several things have this number.",
            hint="Give the id that the workbench or a question shows.",
        )
    key, asserted = found[0]["key"], dict(word.split("@", 1) for word in found[0]["asserted"])
    if feed not in asserted:
        raise InvalidArgument(
            f"Feed {feed} does not speak of it.",
            hint=f"Name with --feed one of those that do: {', '.join(sorted(asserted))}."
            if asserted
            else "No feed speaks of it any more, so nothing of it moves: load the last file of the feed, then part it.",
        )
    others = tuple(sorted(set(asserted) - {feed}))
    if not others and ends is None:
        raise Conflict(
            f"Only {feed} speaks of it, so there is nobody to part it from.",
            hint="Name with --with ID each thing that belongs to the other one: the feed's links to these move.",
        )
    entity, code = key.partition(":")[0], feed.partition(".")[0]
    params = {"key": key, "feed": feed, "code": code, "ends": None if ends is None else list(ends)}
    rows = await store.ask(LINKS, params, operation="part")
    unknown = set(ends or ()) - {end for row in rows for end in row["ends"]}
    if unknown:
        raise InvalidArgument(
            f"{feed} asserts no link between it and {', '.join(sorted(unknown))}.",
            hint=await _linked(store, params),
        )
    [before] = await store.ask(BEFORE, params, operation="part")
    own = f"parted/{key.partition(':')[2]}" + (f"/{before['partings'] + 1}" if before["partings"] else "")
    if ends is None and len(before["aliases"]) == 1:
        own = before["aliases"][0].removeprefix(f"{code}/")
    to = foreign_key(entity, code, own)
    there = await store.ask(THERE, {"to": to}, operation="part")
    derived = {link.kind for link in model.links.values() if link.shared is not None}
    return Parting(
        entity=entity,
        key=key,
        id=found[0]["id"],
        to=to,
        to_id=there[0]["id"] if there else (await id_keys(store)).new(to),
        feed=feed,
        batch=asserted[feed],
        others=others,
        ends=None if ends is None else tuple(ends),
        links={row["kind"]: row["links"] for row in rows if row["kind"] not in derived},
        shared=sum(row["shared"] for row in rows),
        props=_own_props(model, entity, feed, others) if ends is None else (),
    )


async def _linked(store: Database, params: Mapping[str, Any]) -> str:
    """The hint that names what the feed links the thing to."""
    rows = await store.ask(LINKED, {**params, "most": MOST_LINKED + 1}, operation="part")
    if not rows:
        return "The feed links it to nothing, so there is nothing that --with can name: part it without --with."
    more = " and others" if len(rows) > MOST_LINKED else ""
    return f"Name with --with what it links it to: {', '.join(row['id'] for row in rows[:MOST_LINKED])}{more}."


async def part(
    store: Database, model: Model, plan: Parting, *, at: datetime, today: date, by: str, reason: str
) -> None:
    """Move everything in one transaction, and draw the links again that derive from what moved."""
    params = {
        "key": plan.key,
        "to": plan.to,
        "id": plan.to_id,
        "feed": plan.feed,
        "batch": plan.batch,
        "ends": None if plan.ends is None else list(plan.ends),
    }
    # Whose case, whose car, whose account it is decides what may be seen: no kept right outlives this.
    texts = [part_node(model, plan.entity, plan.props, whole=plan.whole)]
    texts += [text for kind in plan.links for text in part_links(model, kind)]
    follow = [link for link in model.links.values() if link.shared in plan.links]
    texts += [forget_links(link.kind) for link in follow]
    writes = [Write(text, params, EVERYTHING) for text in texts]
    if plan.whole:
        writes.append(
            writing(
                Read("MATCH (a:Alias {of: $key}) WHERE a.key STARTS WITH $code + '/'"),
                SetOwn(At("a", "Alias"), {"of": plan.to}),
                parameters={"key": plan.key, "code": plan.feed.partition(".")[0]},
            )
        )
    note = {
        "from": plan.key,
        "to": plan.to,
        "feed": plan.feed,
        "batch": plan.batch,
        "whole": plan.whole,
        "at": at,
        "by": by,
        "reason": reason,
        "links": sum(plan.links.values()),
    }
    writes.append(writing(AddOwn(At("p", "Parting"), note)))
    await store.write(writes, operation="part", timeout=600)
    if follow:
        shared = {link.shared or "" for link in follow}
        await derive(store, model, batch=f"part-{plan.to_id[:12]}", seen=today, touched=shared)


async def moved(store: Database, feed: str) -> dict[str, str]:
    """Which keys a feed's records go to instead of those their numbers say, after it was parted."""
    rows = await store.ask(MOVED, {"feed": feed}, operation="load.start")
    return {row["old"]: row["new"] for row in rows}


def _own_props(model: Model, entity: str, feed: str, others: Sequence[str]) -> tuple[str, ...]:
    """The properties that the feed gives and none of the others does; none where one is not declared here."""
    ours, theirs = _said(feed, entity), [_said(other, entity) for other in others]
    if ours is None or None in theirs:
        return ()
    said = set().union(*(each for each in theirs if each is not None))
    return tuple(sorted(ours - said - {model.identity(entity).name}))


def _said(feed: str, entity: str) -> set[str] | None:
    """The properties of an entity that a feed maps; None where the feed is not declared in the hub."""
    for source in sources():
        for each in source.feeds:
            if f"{source.code}.{each.name}" == feed:
                return properties_of(each, entity)
    return None


def redirected(ops: Sequence[Op], to: dict[str, str], model: Model) -> list[Op]:
    """What a row states, of the things that were parted from those its numbers say."""
    found: list[Op] = []
    for op in ops:
        if isinstance(op, NodeOp):
            if op.group == ALIAS:
                of = op.values["of"]
                op = op._replace(values={"of": to.get(of, of)})
            elif op.key in to:
                number = model.identity(op.group.entity).name
                values = {name: None if name == number else value for name, value in op.values.items()}
                op = op._replace(key=to[op.key], values=values)
        elif op.source in to or op.target in to:
            source, target = to.get(op.source, op.source), to.get(op.target, op.target)
            if model.link(op.group.kind).symmetric and source > target:
                source, target = target, source
            op = op._replace(source=source, target=target)
        found.append(op)
    return found
