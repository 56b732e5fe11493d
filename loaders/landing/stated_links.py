"""Ties links that were stated between a data set's own ids, where both ends are in the graph (FollowTheMoney)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from loaders.landing.chunks import Chunk
from loaders.landing.database import Database
from loaders.mapping.ftm.links import StatedLink
from loaders.mapping.ftm.mapper import FtmMapper
from loaders.mapping.ftm.shapes import CODE, SHAPES
from loaders.mapping.stated import Rejected
from schema.identity import foreign_key

RESOLVE = """\
UNWIND $rows AS row
OPTIONAL MATCH (a:Alias {key: row.alias})
WITH row, a, row.keys + coalesce(a.of, []) AS keys
OPTIONAL MATCH (n:Entity) WHERE n.key IN keys
RETURN row.id AS id, collect(n.key) AS keys"""


async def settle(store: Database, mapper: FtmMapper, chunk: Chunk) -> None:
    """Turn the stated links of a chunk into links between nodes of the graph; those without both ends are rejected."""
    rows = [{"id": end, "alias": alias, "keys": keys} for end, alias, keys in ends_of(chunk)]
    found = {row["id"]: row["keys"] for row in await store.ask(RESOLVE, {"rows": rows}, operation="load.resolve")}
    join(mapper, chunk, found)


def ends_of(chunk: Chunk) -> Iterator[tuple[str, str, list[str]]]:
    """The ends that stated links name: the data set's own id, its alias, and the keys it would have by itself."""
    entities = sorted({shape.entity for shape in SHAPES.values()})
    ties = (tie for each in chunk.stated for tie in each.ties)
    for end in sorted({end for tie in ties for end in (*tie.sources, *tie.targets)}):
        yield end, f"{CODE}/{end}", [foreign_key(entity, CODE, end) for entity in entities]


def join(mapper: FtmMapper, chunk: Chunk, found: Mapping[str, Sequence[str]]) -> None:
    """Turn the stated links into links between the keys found for each end."""
    stated: list[StatedLink] = chunk.stated
    last = chunk.line
    for each in stated:
        tied = mapper.tier.tie(each, found)
        if isinstance(tied, Rejected):
            chunk.reject(tied)
        else:
            chunk.land(each.line, list(tied[0]), counts=each.own, left_out=tied[1])
    chunk.stated = []
    chunk.line = last
