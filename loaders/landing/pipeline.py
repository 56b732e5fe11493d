"""Takes files in: check, start a batch, land its rows chunk by chunk, finish, derive, retire.

Each chunk is one transaction: its nodes, links and quarantined rows, and how far the batch is. Killed anywhere and
started again, a load goes on after the last chunk that was committed, and ends in the same graph.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from loaders.declare import Feed, Source
from loaders.landing.batches import COMPLETE, Batch, again, id_keys, start
from loaders.landing.chunks import Chunk, ChunkWriter
from loaders.landing.database import Database
from loaders.landing.derived_links import derive
from loaders.landing.dry_run import dry_run
from loaders.landing.gathering import chunks, mapping_for
from loaders.landing.jobs import authorities, check, choose, choose_folder, refuse_if_changed, report_of
from loaders.landing.link_ends import tie_links
from loaders.landing.parting import moved, redirected
from loaders.landing.quarantine import apart, quarantine, save
from loaders.landing.reports import Job, Options, Report, some
from loaders.landing.retirement import mapped_kinds, nameless, refuse_if_doubtful, retire, spare
from loaders.sources import sources
from schema.errors import GraphError, IntakeError
from schema.statements.write import Write

__all__ = ["Options", "Report", "apart", "load", "load_city", "quarantine", "sources"]

PATIENCE_SECONDS = 300.0


async def load(store: Database | None, source_code: str, paths: Sequence[Path | str], options: Options) -> list[Report]:
    """Load files of one agency; the code may be that of one feed ('police.residents') or the path of an agency file."""
    return await _load_all(store, choose(source_code, paths), options)


async def load_city(store: Database | None, folder: Path, options: Options) -> list[Report]:
    """Load every file of a folder that belongs to a declared feed; the order does not matter to the graph."""
    return await _load_all(store, await asyncio.to_thread(choose_folder, folder), options)


async def _load_all(
    store: Database | None, chosen: Sequence[tuple[Source, Feed, Path]], options: Options
) -> list[Report]:
    # Every file is checked before any is written.
    jobs = [await asyncio.to_thread(check, agency, feed, path) for agency, feed, path in chosen]
    if options.dry_run or store is None:
        return [await asyncio.to_thread(dry_run, job, options) for job in jobs]
    writer = ChunkWriter(options.model, await id_keys(store), authorities([*sources(), *(job.source for job in jobs)]))
    done = [(job, *await _load_one(store, writer, job, options)) for job in jobs]
    fresh = [batch for _, batch, report in done if not report.already]
    if fresh:
        touched = {kind for batch in fresh for kind in batch.kinds}
        mark = mark_of(batch.id for batch in fresh)
        seen = max(batch.seen for batch in fresh)
        await _retire_complete(store, done, options)
        await derive(store, options.model, batch=mark, seen=seen, touched=touched)
        # All at once: killed here or before, the same command does the whole of this again.
        finished = [batch.finish(options.clock()) for batch in fresh]
        await store.write(finished, operation="load.finish")
    return [report for _, _, report in done]


def mark_of(batches: Iterable[str]) -> str:
    """What stands in place of a batch's id on links that follow from several batches."""
    return hashlib.sha256("\n".join(sorted(batches)).encode()).hexdigest()[:16]


async def _load_one(store: Database, writer: ChunkWriter, job: Job, options: Options) -> tuple[Batch, Report]:
    began = time.perf_counter()
    report = report_of(job)
    before = await store.ask(
        "MATCH (b:Batch {id: $batch}) RETURN b.state AS state, b.complete AS complete",
        {"batch": report.batch},
        operation="load.start",
    )
    complete = options.complete or job.feed.complete
    from_the_start = (
        bool(before) and before[0]["state"] == COMPLETE and (options.again or (complete and not before[0]["complete"]))
    )
    if from_the_start:
        restart = again(report.batch, options.seen, options.clock())
        await store.write([restart], operation="load.start", timeout=PATIENCE_SECONDS)
    batch = await start(
        store,
        report.batch,
        {
            "feed": job.name,
            "agency": job.source.agency,
            "file": job.path.name,
            "digest": job.facts.digest,
            "total": job.facts.total,
        },
        seen=options.seen or options.today(),
        complete=complete,
        now=options.clock(),
    )
    if batch.state == COMPLETE:
        report.already, report.finished = True, batch.finished
    else:
        try:
            for phase in range(batch.phase, mapping_for(job, options).readings + 1):
                if phase != batch.phase:
                    batch.phase, batch.line = phase, 0
                await _land(store, writer, job, batch, report, options)
        except GraphError as error:
            error.hint = " ".join(
                [
                    *([error.hint] if error.hint else []),
                    f"{batch.landed + batch.quarantined} rows of {job.path.name} are in, up to line {batch.line};"
                    " the same command goes on from there.",
                ]
            )
            raise
        batch.total = batch.landed + batch.quarantined
    report.total = batch.total
    report.landed, report.quarantined = batch.landed, batch.quarantined
    report.left_out = Counter(batch.left_out)
    report.seconds = time.perf_counter() - began
    return batch, report


async def _land(store: Database, writer: ChunkWriter, job: Job, batch: Batch, report: Report, options: Options) -> None:
    """Land the rows after the batch's line; the next chunk is prepared while one is written."""
    stat = job.path.stat()
    mapper = mapping_for(job, options).mapper(batch.phase)
    to = await moved(store, job.name)
    redirect = partial(redirected, to=to, model=options.model) if to else None
    gathered = chunks(mapper, job.reader.rows(), batch.line, options.chunk, redirect)
    stamp = batch.stamp

    def prepare() -> tuple[Chunk, list[Write]] | None:
        chunk = next(gathered, None)
        return None if chunk is None else (chunk, [] if chunk.untied else chunk.writes(writer, stamp))

    ready = await asyncio.to_thread(prepare)
    while ready is not None:
        chunk, writes = ready
        ahead = asyncio.create_task(asyncio.to_thread(prepare))
        try:
            if chunk.untied:
                await tie_links(store, chunk)
                writes = chunk.writes(writer, stamp)
            await _write(store, chunk, writes, batch)
        except BaseException:
            await asyncio.wait([ahead])
            raise
        report.count(chunk.rejected)
        report.tell(chunk.told)
        if options.progress is not None:
            options.progress(job.name, batch.landed + batch.quarantined, max(batch.total, batch.landed))
        ready = await ahead
    refuse_if_changed(job, stat)


def advance(batch: Batch, chunk: Chunk) -> None:
    """Count a chunk into its batch."""
    batch.line = chunk.line
    batch.landed += chunk.landed
    batch.quarantined += len(chunk.rejected)
    batch.nameless += nameless(chunk.rejected)
    batch.left_out = some(batch.left_out + chunk.left_out)
    batch.kinds = tuple(sorted({*batch.kinds, *chunk.kinds}))


async def _write(store: Database, chunk: Chunk, writes: list[Write], batch: Batch) -> None:
    """One transaction: what landed, what did not, and how far the batch is."""
    then = (batch.line, batch.landed, batch.quarantined, batch.nameless, batch.kinds, batch.left_out)
    advance(batch, chunk)
    writes = list(writes)
    writes += [
        save(rows, batch.id, batch.feed, batch.file, landed=landed)
        for rows, landed in ((chunk.rejected, False), (chunk.told, True))
        if rows
    ]
    if batch.complete and (chunk.rejected or chunk.told):
        writes += spare([*chunk.rejected, *chunk.told], batch)
    # Always the last: the store puts its revision in front of that one, and so it is one text for all chunks.
    writes.append(batch.keep())
    try:
        await store.write(writes, operation="load.rows", timeout=PATIENCE_SECONDS)
    except BaseException:
        batch.line, batch.landed, batch.quarantined, batch.nameless, batch.kinds, batch.left_out = then
        raise


async def _retire_complete(store: Database, done: Sequence[tuple[Job, Batch, Report]], options: Options) -> None:
    """End what complete feeds no longer name, a feed with all its parts at once."""
    feeds: dict[str, list[tuple[Job, Batch, Report]]] = {}
    for each in done:
        if each[1].complete:
            feeds.setdefault(each[0].name, []).append(each)
    for name, parts in feeds.items():
        batches = [batch for _, batch, _ in parts]
        try:
            if not options.retire_anyway:
                refuse_if_doubtful(batches)
        except IntakeError as refusal:
            for _, _, report in parts:
                report.refused = str(refusal)
            continue
        entities, links = mapped_kinds(parts[0][0].feed)
        on = max(batch.seen for batch in batches)
        ended = await retire(store, name, [b.id for b in batches], entities=entities, links=links, on=on)
        parts[-1][2].retired = ended
