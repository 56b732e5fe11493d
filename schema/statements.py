"""Statements derived from the model: constraints, indexes, upserts, retirements. Pure text; tested whole.

Provenance, on every node and link: `asserted` holds one 'feed@batch' for each feed that asserts it now; `source` is
the feed whose word stands, `batch` its latest batch; `firstSeen` and `lastSeen` are the days of the first and latest
assertion. `until` ends the valid time; nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from schema.declare import Entity, Link
from schema.model import ROOT, Model, pinyin_prop

#: Puts 'feed@batch' in the place of the feed's earlier word; where it stands already, nothing moves.
ASSERT = (
    "{0}.asserted = CASE WHEN $feed + '@' + $batch IN {0}.asserted THEN {0}.asserted"
    " ELSE [x IN {0}.asserted WHERE NOT x STARTS WITH $feed + '@'] + ($feed + '@' + $batch) END"
)


def constraints() -> Iterator[str]:
    """Uniqueness of keys. It is all that is needed: a key holds the natural key, and a global id follows from the key.

    Each further constraint costs a locked look-up for every node written (measured: a third of an upsert).
    """
    yield f"CREATE CONSTRAINT entity_key IF NOT EXISTS FOR (n:{ROOT}) REQUIRE n.key IS UNIQUE"


def indexes(model: Model) -> Iterator[str]:
    """An index on global ids, range indexes on what is declared `indexed`, full-text indexes over what is `search`."""
    yield f"CREATE INDEX entity_id IF NOT EXISTS FOR (n:{ROOT}) ON (n.id)"
    # An inherited property is indexed once, on the interface's label: questions match all labels of an entity.
    for entity in model.entities.values():
        for prop in entity.props:
            if prop.indexed and not prop.identity:
                yield (f"CREATE INDEX {entity.name}_{prop.name} IF NOT EXISTS FOR (n:{entity.name}) ON (n.{prop.name})")
    yield _fulltext("texts", "cjk", *searched(model))
    yield _fulltext("pinyin", "whitespace", *searched(model, pinyin=True))


def searched(model: Model, *, pinyin: bool = False) -> tuple[list[str], list[str]]:
    """The labels and properties a full-text index covers: the searchable texts, or their pinyin companions."""
    labels: list[str] = []
    props: list[str] = []
    for entity in model.concrete:
        names = [p.name for p in model.props(entity.name) if p.search]
        if pinyin:
            names = [c for p in model.props(entity.name) if (c := pinyin_prop(p)) is not None]
        if names:
            labels.append(entity.name)
            props.extend(n for n in names if n not in props)
    return labels, props


def _fulltext(name: str, analyzer: str, labels: list[str], props: list[str]) -> str:
    return (
        f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{'|'.join(labels)}) "
        f"ON EACH [{', '.join(f'n.{p}' for p in props)}] "
        f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{analyzer}'}}}}"
    )


def upsert_node(
    model: Model,
    entity: str,
    props: Iterable[str],
    *,
    authority: bool,
    settled: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The statement that lands rows `{key, id, <props>}` as nodes.

    An authority's word replaces what was there, nulls included; a mention fills only what is missing, and nothing that
    an authority asserting the node has left empty: `settled` names those feeds by property, so that it does not matter
    which of the two came first. `props` are the declared properties the feed maps; a name's pinyin goes with it.
    Parameters: rows, feed, batch, seen (the day the batch speaks for).
    """
    labels = "".join(f":{label}" for label in model.labels(entity) if label != ROOT)
    lines = [
        "UNWIND $rows AS row",
        f"MERGE (n:{ROOT} {{key: row.key}})",
        f"ON CREATE SET n{labels}, n.id = row.id, n.firstSeen = $seen, n.lastSeen = $seen, n.asserted = []",
    ]
    sets = []
    for prop, name in _companions(model.entity(entity), model, props):
        over = () if settled is None else settled.get(prop, ())
        sets.append(_settled(name, over) if over and not authority else _set("n", name, authority))
    lines.append("SET " + ", ".join([*sets, *_provenance("n", authority)]))
    return "\n".join(lines)


def upsert_link(model: Model, kind: str, props: Iterable[str], *, authority: bool) -> str:
    """The statement that lands rows `{source, target, key, since, until, <props>}` as links.

    `source` and `target` are keys of nodes that an earlier statement of the same transaction landed or found.
    Parameters: rows, feed, batch, seen.
    """
    sets = [_set("r", name, authority) for name in _declared(model.link(kind), props)]
    if authority:
        sets = ["r.since = row.since", "r.until = row.until", *sets]
    else:
        # A link that had ended because nobody asserted it is valid again.
        ended = "r.until = CASE WHEN r.asserted = [] THEN row.until ELSE coalesce(r.until, row.until) END"
        sets = ["r.since = coalesce(r.since, row.since)", ended, *sets]
    return "\n".join(
        [
            "UNWIND $rows AS row",
            f"MATCH (a:{ROOT} {{key: row.source}})",
            f"MATCH (b:{ROOT} {{key: row.target}})",
            f"MERGE (a)-[r:{kind} {{key: row.key}}]->(b)",
            "ON CREATE SET r.firstSeen = $seen, r.lastSeen = $seen, r.asserted = []",
            "SET " + ", ".join([*sets, *_provenance("r", authority, ends=False)]),
        ]
    )


def retire_nodes(entity: str) -> str:
    """The statement that ends up to $limit nodes a complete feed no longer asserts; returns how many it touched.

    A node that other feeds still assert only loses this feed's word.
    Parameters: feed, keep (batches, one for each part of the complete feed), on (a day), limit.
    """
    return _retire(f"MATCH (n:{entity})", "n")


def retire_links(kind: str) -> str:
    """As `retire_nodes`, for links of a kind."""
    return _retire(f"MATCH ()-[n:{kind}]->()", "n")


def derive_link(model: Model, kind: str) -> str:
    """The statement that draws a derived link between every two entities sharing a link to the same third one.

    Walks the third ones by id from $after, $limit at a time; returns the last id walked, or null at the end.
    Parameters: after, limit, seen, feed, batch.
    """
    link = model.link(kind)
    shared = model.link(link.shared or "")
    pair, derived = shared.between[0], link.between[0]
    return "\n".join(
        [
            # The unique ids of all entities are one ordered index; a label alone would be sorted anew for each step.
            f"MATCH (c:{ROOT}) WHERE c.id > $after AND c:{pair.target}",
            "WITH c ORDER BY c.id LIMIT $limit",
            "WITH collect(c) AS walked",
            "CALL (walked) {",
            "UNWIND walked AS c",
            f"MATCH (a:{derived.source})-[x:{shared.kind}]->(c)<-[y:{shared.kind}]-(b:{derived.target})",
            "WHERE a.id < b.id AND x.until IS NULL AND y.until IS NULL",
            "WITH DISTINCT a, b",
            f"MERGE (a)-[r:{kind} {{key: ''}}]->(b)",
            "ON CREATE SET r.firstSeen = $seen, r.lastSeen = $seen, r.asserted = []",
            f"SET {', '.join(['r.until = null', *_provenance('r', True, ends=False)])}",
            "}",
            "RETURN walked[-1].id AS last",
        ]
    )


def with_companions(entity: Entity, model: Model, props: Iterable[str]) -> list[str]:
    """The declared properties among `props`, each searchable name followed by its pinyin companion."""
    return [name for _, name in _companions(entity, model, props)]


def _companions(entity: Entity, model: Model, props: Iterable[str]) -> list[tuple[str, str]]:
    wanted = set(props)
    found: list[tuple[str, str]] = []
    for prop in model.props(entity.name):
        if prop.name in wanted:
            wanted.discard(prop.name)
            found.append((prop.name, prop.name))
            companion = pinyin_prop(prop)
            if companion is not None:
                found.append((prop.name, companion))
    if wanted:
        raise KeyError(f"{entity.name} declares no {', '.join(sorted(wanted))}")
    return found


def _declared(link: Link, props: Iterable[str]) -> list[str]:
    wanted = set(props)
    found = [p.name for p in link.props if p.name in wanted]
    if wanted - set(found):
        raise KeyError(f"{link.kind} declares no {', '.join(sorted(wanted - set(found)))}")
    return found


def _set(var: str, name: str, authority: bool) -> str:
    return f"{var}.{name} = row.{name}" if authority else f"{var}.{name} = coalesce({var}.{name}, row.{name})"


def _settled(name: str, feeds: Sequence[str]) -> str:
    over = ", ".join(f"'{feed}'" for feed in feeds)
    return (
        f"n.{name} = CASE WHEN n.{name} IS NULL AND none(x IN n.asserted WHERE split(x, '@')[0] IN [{over}])"
        f" THEN row.{name} ELSE n.{name} END"
    )


def _provenance(var: str, authority: bool, *, ends: bool = True) -> list[str]:
    # A node seen again is valid again. A link's `until` comes from the feed's own row, so it is not touched here.
    source = "$feed" if authority else f"coalesce({var}.source, $feed)"
    own = f"CASE WHEN coalesce({var}.source, $feed) = $feed THEN $batch ELSE {var}.batch END"
    batch = "$batch" if authority else own
    return [
        f"{var}.source = {source}",
        f"{var}.batch = {batch}",
        f"{var}.lastSeen = CASE WHEN {var}.lastSeen > $seen THEN {var}.lastSeen ELSE $seen END",
        *([f"{var}.until = null"] if ends else []),
        ASSERT.format(var),
    ]


def _retire(match: str, var: str) -> str:
    return "\n".join(
        [
            match,
            f"WHERE any(x IN {var}.asserted WHERE x STARTS WITH $feed + '@' AND NOT split(x, '@')[1] IN $keep)",
            f"WITH {var} LIMIT $limit",
            f"SET {var}.asserted = [x IN {var}.asserted WHERE NOT x STARTS WITH $feed + '@']",
            f"SET {var}.until = CASE WHEN {var}.asserted = [] AND {var}.until IS NULL THEN $on ELSE {var}.until END,",
            f"    {var}.source = CASE WHEN {var}.source = $feed AND {var}.asserted <> []"
            f" THEN split({var}.asserted[0], '@')[0] ELSE {var}.source END",
            f"RETURN count({var}) AS retired",
        ]
    )
