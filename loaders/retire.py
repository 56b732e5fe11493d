"""Ends what a complete feed no longer names, and spares what a row in quarantine may be about.

The rule and its reasons: docs/decisions/retiring-with-dirty-rows.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from loaders.batches import Batch
from loaders.declare import Feed, Tie
from loaders.quarantine import Rejected
from loaders.store import Store, Write
from schema.errors import IntakeError
from schema.model import ROOT
from schema.statements import retire_links, retire_nodes

STEP = 10_000
#: Beyond this share of rejected rows a file says more about itself than about what ended.
MOST_REJECTED = 0.2

#: What has more links than this (an agency, a block of flats) does not tell which record a row is about.
NEAR = 100

#: Renews this feed's word on nodes, on its links at them, and on the nodes at the other end of those.
RENEW = "SET x.asserted = [a IN x.asserted WHERE NOT a STARTS WITH $feed + '@'] + ($feed + '@' + $batch)"
SPARE = f"""\
WITH [x IN collect(DISTINCT n) WHERE any(a IN x.asserted WHERE a STARTS WITH $feed + '@')] AS found
UNWIND found AS n
OPTIONAL MATCH (n)-[r]-(m:Entity)
WHERE COUNT {{ (n)--() }} <= {NEAR} AND any(a IN r.asserted WHERE a STARTS WITH $feed + '@')
WITH found, collect(DISTINCT r) AS links, collect(DISTINCT m) AS others
WITH links, found + [x IN others WHERE any(a IN x.asserted WHERE a STARTS WITH $feed + '@')] AS nodes
FOREACH (x IN nodes | {RENEW})
FOREACH (x IN links | {RENEW})"""


def spare(rejected: Sequence[Rejected], batch: Batch) -> list[Write]:
    """The statements that keep a rejected row's subjects from being taken for ended."""
    keys = sorted({key for row in rejected for key in row.keys})
    names: dict[tuple[str, str], set[Any]] = {}
    for row in rejected:
        if not _telling(row):
            for entity, prop, value in row.names:
                names.setdefault((entity, prop), set()).add(value)
    params = {"feed": batch.feed, "batch": batch.id}
    writes: list[Write] = []
    if keys:
        text = f"UNWIND $keys AS key\nMATCH (n:{ROOT} {{key: key}})\n{SPARE}"
        writes.append((text, {"keys": keys, **params}))
    for (entity, prop), values in sorted(names.items()):
        text = f"UNWIND $values AS value\nMATCH (n:{entity} {{{prop}: value}})\n{SPARE}"
        writes.append((text, {"values": sorted(values), **params}))
    return writes


def nameless(rejected: Iterable[Rejected]) -> int:
    """How many rejected rows do not tell what they are about."""
    return sum(1 for row in rejected if not _telling(row) and not row.names)


def _telling(row: Rejected) -> bool:
    """Whether a row names anything nearer than an agency."""
    return any(not key.startswith("Agency:") for key in row.keys)


def refuse_if_doubtful(batches: Sequence[Batch]) -> None:
    """Raise where a complete feed's files are too dirty to end anything by."""
    total = sum(b.landed + b.quarantined for b in batches)
    rejected = sum(b.quarantined for b in batches)
    lost = sum(b.nameless for b in batches)
    files = ", ".join(b.file for b in batches)
    then = "Its rows have landed; mend the file and load it again, or end what is missing with retire_anyway."
    if total and rejected / total > MOST_REJECTED:
        raise IntakeError(
            f"Nothing was retired by {files}: {rejected} of {total} rows are in quarantine, more than one in five.",
            hint=then,
        )
    if lost:
        raise IntakeError(
            f"Nothing was retired by {files}: {lost} quarantined rows do not tell which record they are about.",
            hint=then,
        )
    if not total:
        raise IntakeError(f"Nothing was retired by {files}: it holds no rows at all.", hint=then)


async def retire(
    store: Store, feed: str, keep: Sequence[str], *, entities: Iterable[str], links: Iterable[str], on: date
) -> int:
    """End what the feed no longer asserts, in bounded steps; answers how much."""
    ended = 0
    texts = [*(retire_links(kind) for kind in links), *(retire_nodes(entity) for entity in entities)]
    for text in texts:
        while True:
            params = {"feed": feed, "keep": list(keep), "on": on, "limit": STEP}
            rows = await store.write([(text, params)], operation="load.retire", timeout=600)
            touched: int = rows[0][0]["retired"]
            ended += touched
            if touched < STEP:
                break
    return ended


def mapped_kinds(feed: Feed) -> tuple[list[str], list[str]]:
    """The entities and the links that a feed asserts."""
    entities = dict.fromkeys(e for es in feed.entities().values() for e in es)
    links = dict.fromkeys(r.link for r in feed.records if isinstance(r, Tie))
    return list(entities), list(links)
