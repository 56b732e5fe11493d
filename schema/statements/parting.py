"""What one feed says of a thing moves to a node of its own, with its provenance (`loaders/landing/parting.py`)."""

from __future__ import annotations

from collections.abc import Sequence

from schema.model import ROOT, Model
from schema.statements.feeds import with_companions

#: A link that the feed asserts, or that it asserted last before it ended.
OURS = "(any(a IN r.asserted WHERE a STARTS WITH $feed + '@') OR (r.asserted = [] AND r.source = $feed))"
CHOSEN = f"{OURS} AND ($ends IS NULL OR o.id IN $ends)"
#: Another feed may have been parted to the same node before: its word stays.
_ASSERTED = "m.asserted = [x IN coalesce(m.asserted, []) WHERE NOT x STARTS WITH $feed + '@'] + ($feed + '@' + $batch)"
_LEFT = "n.asserted = [x IN n.asserted WHERE NOT x STARTS WITH $feed + '@']"


def part_node(model: Model, entity: str, props: Sequence[str], *, whole: bool) -> str:
    """The statement that gives what a feed says of a node to a node of its own.

    `props` are the properties that no other feed gives. Where the parting is `whole`, the feed leaves the first node.
    Parameters: key, to, id, feed, batch.
    """
    labels = "".join(f":{label}" for label in model.labels(entity) if label != ROOT)
    names = with_companions(model.entity(entity), model, props)
    taken = [f"m.{name} = coalesce(m.{name}, n.{name})" for name in names]
    lines = [
        f"MATCH (n:{ROOT} {{key: $key}})",
        f"MERGE (m:{ROOT} {{key: $to}})",
        f"ON CREATE SET m{labels}, m.id = $id, m.firstSeen = n.firstSeen, m.lastSeen = n.lastSeen",
        f"SET {', '.join(['m.source = $feed', 'm.batch = $batch', 'm.until = null', _ASSERTED, *taken])}",
    ]
    if whole:
        lines += [
            f"SET {', '.join([_LEFT, *(f'n.{name} = null' for name in names)])}",
            "SET n.source = CASE WHEN n.source = $feed THEN split(n.asserted[0], '@')[0] ELSE n.source END",
            "SET n.batch = coalesce(",
            "    [x IN n.asserted WHERE x STARTS WITH n.source + '@' | split(x, '@')[1]][0], n.batch)",
        ]
    return "\n".join(lines)


def part_links(model: Model, kind: str) -> list[str]:
    """The statements that move links of a kind: out and in, or by the order of the keys where it has no direction.

    Parameters: key, to, feed, batch, ends (global ids, or null for all).
    """
    if model.link(kind).symmetric:
        return [
            _move(f"(n)-[r:{kind}]-(o)", "o.key > $to", f"(m)-[x:{kind} {{key: r.key}}]->(o)"),
            _move(f"(n)-[r:{kind}]-(o)", "o.key < $to", f"(o)-[x:{kind} {{key: r.key}}]->(m)"),
        ]
    return [
        _move(f"(n)-[r:{kind}]->(o)", "true", f"(m)-[x:{kind} {{key: r.key}}]->(o)"),
        _move(f"(n)<-[r:{kind}]-(o)", "true", f"(o)-[x:{kind} {{key: r.key}}]->(m)"),
    ]


def _move(pattern: str, which: str, drawn: str) -> str:
    return "\n".join(
        [
            f"MATCH (n:{ROOT} {{key: $key}}), (m:{ROOT} {{key: $to}})",
            f"MATCH {pattern} WHERE o:{ROOT} AND {which} AND {CHOSEN}",
            f"MERGE {drawn}",
            "ON CREATE SET x = properties(r), x.asserted = []",
            "SET x.source = $feed, x.batch = $batch,",
            "    x.asserted = [a IN x.asserted WHERE NOT a STARTS WITH $feed + '@'] +",
            "        [a IN r.asserted WHERE a STARTS WITH $feed + '@'],",
            "    r.asserted = [a IN r.asserted WHERE NOT a STARTS WITH $feed + '@']",
            "SET r.source = CASE WHEN r.source = $feed AND r.asserted <> [] THEN split(r.asserted[0], '@')[0]",
            "    ELSE r.source END",
            # It was never theirs, so it does not end: it goes, and the note and the audit log keep that it did.
            "WITH r WHERE r.asserted = []",
            "DELETE r",
        ]
    )


def forget_links(kind: str) -> str:
    """The statement that removes the derived links of a kind at a node; they are drawn again. Parameters: key."""
    return f"MATCH (:{ROOT} {{key: $key}})-[r:{kind}]-() DELETE r"
