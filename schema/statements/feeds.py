"""What feeds state, written to the graph: upserts, retirements, derived links. Pure text; tested whole.

Provenance, on every node and link: `asserted` holds one 'feed@batch' for each feed that asserts it now; `source` is
the feed whose word stands, `batch` its latest batch; `firstSeen` and `lastSeen` are the days of the first and latest
assertion. `until` ends the valid time; nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from schema.declare import Entity, Link
from schema.model import ROOT, Model, pinyin_prop
from schema.validity import stands

#: Puts 'feed@batch' in the place of the feed's earlier word; where it stands already, nothing moves.
ASSERT = (
    "{0}.asserted = CASE WHEN $feed + '@' + $batch IN {0}.asserted THEN {0}.asserted"
    " ELSE [x IN {0}.asserted WHERE NOT x STARTS WITH $feed + '@'] + ($feed + '@' + $batch) END"
)

#: What has more links than this (an agency, a block of flats) does not tell which record a row is about.
_NEAR = 100

#: Renews this feed's word on nodes, on its links at them, and on the nodes at the other end of those.
_RENEW = "SET x.asserted = [a IN x.asserted WHERE NOT a STARTS WITH $feed + '@'] + ($feed + '@' + $batch)"
_SPARE = f"""\
WITH [x IN collect(DISTINCT n) WHERE any(a IN x.asserted WHERE a STARTS WITH $feed + '@')] AS found
UNWIND found AS n
OPTIONAL MATCH (n)-[r]-(m:Entity)
WHERE COUNT {{ (n)--() }} <= {_NEAR} AND any(a IN r.asserted WHERE a STARTS WITH $feed + '@')
WITH found, collect(DISTINCT r) AS links, collect(DISTINCT m) AS others
WITH links, found + [x IN others WHERE any(a IN x.asserted WHERE a STARTS WITH $feed + '@')] AS nodes
FOREACH (x IN nodes | {_RENEW})
FOREACH (x IN links | {_RENEW})"""


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
    which of the two came first. To a list it adds what is neither in it nor the node's caption. Where an authority
    renames somebody, the name that it gave in an earlier batch, or that another authority gave (`settled` names those
    feeds under 'name'), stays among the other names: docs/decisions/former-names-stay.md. `props` are the declared
    properties the feed maps; a name's pinyin goes with it.
    Parameters: rows, feed, batch, seen (the day the batch speaks for).
    """
    labels = "".join(f":{label}" for label in model.labels(entity) if label != ROOT)
    lines = [
        "UNWIND $rows AS row",
        f"MERGE (n:{ROOT} {{key: row.key}})",
        f"ON CREATE SET n{labels}, n.id = row.id, n.firstSeen = $seen, n.lastSeen = $seen, n.asserted = []",
    ]
    props, over_name = tuple(props), () if settled is None else settled.get("name", ())
    sets = _renamed(over_name) if authority and keeps_names(model, entity, props) else []
    # Every item of one SET reads how the node was before it.
    caption = f"n.{model.entity(entity).caption}"
    for prop, name in _companions(model.entity(entity), model, props):
        over = () if settled is None else settled.get(prop, ())
        if authority:
            sets.append(_set("n", name, authority))
        elif model.prop(entity, prop).kind.many:
            sets.append(_added(prop, name, caption))
        else:
            sets.append(_settled(name, over) if over else _set("n", name, authority))
            if caption == f"n.{prop}" == f"n.{name}":
                caption = sets[-1].partition(" = ")[2]
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


def any_to_retire(kind: str) -> str:
    """The statement that returns a row where `retire_links` finds a link of a kind to end. Parameters: feed, keep."""
    return "\n".join([f"MATCH ()-[n:{kind}]->()", _left("n"), "RETURN true AS found LIMIT 1"])


def spare_nodes(label: str, prop: str) -> str:
    """The statement that renews a feed's word on nodes found by a property, so that they are not taken for ended.

    Its word on its links at them, and on the nodes at the other end of those, is renewed too; no right depends on it.
    Parameters: values, feed, batch.
    """
    return f"UNWIND $values AS value\nMATCH (n:{label} {{{prop}: value}})\n{_SPARE}"


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
            # The unique ids of all entities are one ordered index; a label alone would be sorted again for each step.
            f"MATCH (c:{ROOT}) WHERE c.id > $after AND c:{pair.target}",
            "WITH c ORDER BY c.id LIMIT $limit",
            "WITH collect(c) AS walked",
            "CALL (walked) {",
            "UNWIND walked AS c",
            f"MATCH (a:{derived.source})-[x:{shared.kind}]->(c)<-[y:{shared.kind}]-(b:{derived.target})",
            f"WHERE a.id < b.id AND {stands('x')} AND {stands('y')}",
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


def keeps_names(model: Model, entity: str, props: Collection[str]) -> bool:
    """Whether an authority that states these properties of an entity leaves an earlier name among the other names."""
    return "name" in props and "otherNames" not in props and any(p.name == "otherNames" for p in model.props(entity))


def _renamed(others: Sequence[str]) -> list[str]:
    """Keeps the name that stands before it is replaced; its companion first, which reads the names that are there.

    `others` are the other feeds whose word on the name counts. Of one batch the last word stands: two rows of a file
    rename nobody, nor does a file that is read again by a mended declaration.
    """
    said = "x STARTS WITH $feed + '@' AND x <> $feed + '@' + $batch"
    if others:
        said += f" OR split(x, '@')[0] IN [{', '.join(repr(feed) for feed in others)}]"
    test = (
        "n.name <> row.name AND NOT n.name IN coalesce(n.otherNames, [])"
        f" AND NOT (n.source = $feed AND n.batch = $batch) AND any(x IN n.asserted WHERE {said})"
    )
    # The new name is no longer another one.
    places = "i IN range(0, size(coalesce(n.otherNames, [])) - 1) WHERE n.otherNames[i] <> row.name"
    return [
        f"n.{held} = CASE WHEN {test} THEN [{places} | n.{held}[i]] + n.{name} ELSE n.{held} END"
        for held, name in (("otherNamesPinyin", "namePinyin"), ("otherNames", "name"))
    ]


def _added(prop: str, name: str, caption: str) -> str:
    """The list with what the row has beside it; a companion grows by the places at which its property does."""
    each = f"row.{prop}[i]"
    one, at = (f"NOT {x} IN coalesce(n.{prop}, []) AND {x} <> coalesce({caption}, '')" for x in ("x", each))
    # A list that stays empty is none.
    return (
        f"n.{name} = CASE WHEN any(x IN row.{prop} WHERE {one}) THEN coalesce(n.{name}, []) +"
        f" [i IN range(0, size(row.{prop}) - 1) WHERE {at} | row.{name}[i]] ELSE n.{name} END"
    )


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


def _left(var: str) -> str:
    return f"WHERE any(x IN {var}.asserted WHERE x STARTS WITH $feed + '@' AND NOT split(x, '@')[1] IN $keep)"


def _retire(match: str, var: str) -> str:
    return "\n".join(
        [
            match,
            _left(var),
            f"WITH {var} LIMIT $limit",
            f"SET {var}.asserted = [x IN {var}.asserted WHERE NOT x STARTS WITH $feed + '@']",
            # What was due to end on a later day ends now.
            f"SET {var}.until = CASE WHEN {var}.asserted = [] AND coalesce({var}.until > $on, true) THEN $on"
            f" ELSE {var}.until END,",
            f"    {var}.source = CASE WHEN {var}.source = $feed AND {var}.asserted <> []"
            f" THEN split({var}.asserted[0], '@')[0] ELSE {var}.source END",
            f"RETURN count({var}) AS retired",
        ]
    )
