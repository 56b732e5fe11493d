"""The rows of a file, mapped and gathered into chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from loaders.landing.chunks import Chunk
from loaders.landing.reports import Job, Options
from loaders.mapping.feed_mappings import FeedMapping, mapping_of
from loaders.mapping.stated import Op, Rejected, RowMapper, UntiedLinks
from loaders.reading.base import Row

#: A chunk also ends when its rows state this many things for each row it may hold.
OPS_PER_ROW = 12


def mapping_for(job: Job, options: Options) -> FeedMapping:
    """How the rows of a file become what they state."""
    return mapping_of(job.source, job.feed, options.model, options.realm, job.facts.header)


def chunks(
    mapper: RowMapper,
    rows: Iterator[Row],
    after: int,
    size: int,
    redirect: Callable[[list[Op]], list[Op]] | None = None,
) -> Iterator[Chunk]:
    """The rows after a line, a chunk at a time; `redirect` says where what was parted goes."""
    chunk = Chunk()
    for row in rows:
        if row.line <= after:
            mapper.pass_over(row)
            continue
        found = mapper(row)
        if found is None:
            continue
        if isinstance(found, Rejected):
            chunk.reject(found)
        elif isinstance(found, UntiedLinks):
            chunk.add_untied(found)
        else:
            chunk.land(row.line, found if redirect is None else found._replace(ops=redirect(found.ops)))
        if chunk.rows >= size or chunk.ops >= size * OPS_PER_ROW:
            yield chunk
            chunk = Chunk()
    if chunk.rows or chunk.ops or chunk.left_out:
        yield chunk
