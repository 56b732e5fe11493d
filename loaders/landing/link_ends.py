"""Links that name things by a data set's own ids are tied between the nodes that the graph knows these by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from loaders.landing.chunks import Chunk
from loaders.landing.database import Database
from loaders.mapping.stated import LinkEnd, Rejected

FIND_ENDS = """\
UNWIND $rows AS row
OPTIONAL MATCH (a:Alias {key: row.alias})
WITH row, a, row.keys + coalesce(a.of, []) AS keys
OPTIONAL MATCH (n:Entity) WHERE n.key IN keys
RETURN row.id AS id, collect(n.key) AS keys"""


async def tie_links(store: Database, chunk: Chunk) -> None:
    """Turn the untied links of a chunk into links between nodes of the graph; those without both ends are rejected."""
    rows = [end._asdict() for end in ends_of(chunk)]
    answers = await store.ask(FIND_ENDS, {"rows": rows}, operation="load.resolve")
    tie_between(chunk, {row["id"]: row["keys"] for row in answers})


def ends_of(chunk: Chunk) -> Iterator[LinkEnd]:
    """The ends that the untied links of a chunk name, each once."""
    ends = {end.id: end for links in chunk.untied for end in links.ends()}
    for _, end in sorted(ends.items()):
        yield end


def tie_between(chunk: Chunk, keys: Mapping[str, Sequence[str]]) -> None:
    """Turn the untied links of a chunk into links between the keys that were found for each end."""
    last = chunk.line
    for links in chunk.untied:
        tied = links.tie(keys)
        if isinstance(tied, Rejected):
            chunk.reject(tied)
        else:
            chunk.land(links.line, tied)
    chunk.untied = []
    chunk.line = last
