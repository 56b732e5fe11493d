"""Ends what a complete feed no longer names, and spares what a row in quarantine may be about.

The rule and its reasons: docs/decisions/retiring-with-dirty-rows.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from loaders.declare import Feed, Tie
from loaders.landing.batches import Batch
from loaders.landing.database import Database
from loaders.mapping.stated import SUM, Rejected
from schema.errors import IntakeError
from schema.model import ROOT
from schema.statements.feeds import any_to_retire, retire_links, retire_nodes, spare_nodes
from schema.statements.write import Write
from schema.touched import NOTHING, Touched

STEP = 10_000
#: Beyond this share of rejected rows a file says more about itself than about what ended.
MOST_REJECTED = 0.2


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
        writes.append(Write(spare_nodes(ROOT, "key"), {"values": keys, **params}, NOTHING))
    for (entity, prop), values in sorted(names.items()):
        writes.append(Write(spare_nodes(entity, prop), {"values": sorted(values), **params}, NOTHING))
    return writes


def nameless(rejected: Iterable[Rejected]) -> int:
    """How many rejected rows do not tell what they are about."""
    return sum(1 for row in rejected if not _telling(row) and not row.names and row.problems[0].code != SUM)


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
            f"Nothing was retired by {files}: {lost} quarantined rows do not say which record they are about.",
            hint=then,
        )
    if not total:
        raise IntakeError(f"Nothing was retired by {files}: it holds no rows at all.", hint=then)


async def retire(
    store: Database, feed: str, keep: Sequence[str], *, entities: Iterable[str], links: Iterable[str], on: date
) -> int:
    """End what the feed no longer asserts, in bounded steps; answers how much."""
    ended = 0
    params = {"feed": feed, "keep": list(keep), "on": on, "limit": STEP}
    # No right depends on whether a node has ended.
    texts: list[tuple[str, bytes]] = [(retire_nodes(entity), NOTHING) for entity in entities]
    for kind in links:
        touched = Touched()
        touched.kind(kind)
        # Asked first: where no link ends, nobody's rights may have changed.
        if await store.ask(any_to_retire(kind), params, operation="load.retire"):
            texts.insert(0, (retire_links(kind), touched.packed()))
    for text, marks in texts:
        while True:
            rows = await store.write([Write(text, params, marks)], operation="load.retire", timeout=600)
            count: int = rows[0][0]["retired"]
            ended += count
            if count < STEP:
                break
    return ended


def mapped_kinds(feed: Feed) -> tuple[list[str], list[str]]:
    """The entities and the links that a feed asserts."""
    entities = dict.fromkeys(e for es in feed.entities().values() for e in es)
    links = dict.fromkeys(r.link for r in feed.records if isinstance(r, Tie))
    return list(entities), list(links)
