"""A first fill: agencies' files into the files of `neo4j-admin database import`, for an empty graph.

Rows go through the same readers, mapping, checks and quarantine as in `loaders.landing.pipeline`; what they state is
kept on disk and put together at the end, so that memory does not grow with the files. Killed anywhere and started
again, it goes on after the last chunk; the files themselves are then written again, and count only once the manifest
is there.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import secrets
import sqlite3
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from loaders.declare import Feed, Source
from loaders.first_fill import handover
from loaders.first_fill.file_writing import FillWriter
from loaders.first_fill.handover import Handover
from loaders.first_fill.spill import FORMAT, Spill
from loaders.landing.batches import COMPLETE, RUNNING, Batch, batch_id, counted
from loaders.landing.gathering import chunks, mapping_for
from loaders.landing.jobs import authorities, check, refuse_if_changed, report_of
from loaders.landing.link_ends import ends_of, tie_between
from loaders.landing.pipeline import advance
from loaders.landing.reports import Job, Options, Report
from loaders.sources import sources
from schema.errors import IntakeError, SetupError

SECRET_BYTES = 32


async def fill(
    chosen: Sequence[tuple[Source, Feed, Path]], options: Options, folder: Path, *, demo: str | None = None
) -> list[Report]:
    """Take files in and write the importer's files into a folder; `demo` names the invented city they hold."""
    work = _Fill(chosen, options, folder, demo)
    running = asyncio.create_task(asyncio.to_thread(work.run))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        work.stop()
        with contextlib.suppress(_Stopped, sqlite3.OperationalError):
            await running
        raise


class _Stopped(Exception):
    """The work was asked to stop."""


class _Fill:
    def __init__(
        self, chosen: Sequence[tuple[Source, Feed, Path]], options: Options, folder: Path, demo: str | None
    ) -> None:
        self._chosen, self._options, self._folder, self._demo = chosen, options, folder, demo
        self._stop = threading.Event()
        self._spill: Spill | None = None

    def stop(self) -> None:
        """End soon; called from another thread."""
        self._stop.set()
        if self._spill is not None:
            self._spill.interrupt()

    def run(self) -> list[Report]:
        # Every file is checked before anything is written.
        jobs = [check(agency, feed, path) for agency, feed, path in self._chosen]
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with Spill(self._folder, self._options.model) as spill:
                self._spill = spill
                secret = self._begin(spill, jobs)
                reports = [self._load_one(spill, job) for job in jobs]
                self._refuse_unfinished(spill)
                if not (self._folder / handover.MANIFEST).is_file():
                    self._write(spill, secret)
                return reports
        except OSError as problem:
            raise self._unwritable(problem.strerror or "") from problem
        except sqlite3.OperationalError as problem:
            if self._stop.is_set():
                raise
            raise self._unwritable(str(problem)) from problem
        finally:
            self._spill = None

    def _unwritable(self, reason: str) -> SetupError:
        return SetupError(
            f"The files in {self._folder.name} cannot be written: {reason}.",
            hint=(
                "Free space on its disk (about ten times the size of the loaded files), then run "
                "the same command again."
            ),
        )

    def _begin(self, spill: Spill, jobs: Sequence[Job]) -> bytes:
        """The secret of the ids; raises where the folder holds work that does not go with this."""
        realm = self._options.realm.value
        if spill.meta("format") is None:
            made = base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
            spill.note({"format": FORMAT, "realm": realm, "secret": made, "demo": self._demo})
        if spill.meta("format") != FORMAT:
            raise SetupError(
                f"The work in {self._folder.name} was begun with another version of the hub.",
                hint="Use another folder, and remove this one.",
            )
        if spill.meta("realm") != realm:
            raise SetupError(
                f"{self._folder.name} holds records of the realm '{spill.meta('realm')}', not '{realm}'.",
                hint="Real and invented people go into graphs of their own: use another folder.",
            )
        kept = spill.batches()
        for job in jobs:
            own = batch_id(job.name, job.facts.digest)
            parts = [b for b in kept if b["feed"] == job.name and b["state"] == COMPLETE]
            complete = self._options.complete or job.feed.complete or any(b["complete"] for b in parts)
            if complete and parts and all(b["id"] != own for b in parts):
                raise IntakeError(
                    f"{self._folder.name} holds a complete delivery of {job.name}, and a first fill ends nothing.",
                    hint="Import first, then load the newer file; or name all parts of one delivery in one command.",
                )
        return base64.b64decode(spill.meta("secret"))

    def _refuse_unfinished(self, spill: Spill) -> None:
        begun = [batch["file"] for batch in spill.batches() if batch["state"] != COMPLETE]
        if begun:
            raise IntakeError(
                f"{self._folder.name} holds a part of {', '.join(begun)}, which an interrupted command began.",
                hint="Run that command again, or name these files too.",
            )

    def _load_one(self, spill: Spill, job: Job) -> Report:
        began = time.perf_counter()
        report = report_of(job)
        doc = spill.batch(report.batch)
        if doc is not None and doc["state"] == COMPLETE:
            report.already, report.finished = True, datetime.fromisoformat(doc["finishedAt"])
        else:
            handover.withdraw(self._folder)
            doc = self._land_all(spill, job, doc or self._new(job, report.batch), report)
        report.total, report.landed, report.quarantined = doc["total"], doc["landed"], doc["quarantined"]
        report.left_out = counted(doc.get("leftOut"))
        report.seconds = time.perf_counter() - began
        return report

    def _new(self, job: Job, batch: str) -> dict[str, Any]:
        """The properties of a batch's node at its beginning."""
        return {
            "id": batch,
            "feed": job.name,
            "agency": job.source.agency,
            "file": job.path.name,
            "digest": job.facts.digest,
            "state": RUNNING,
            "seen": (self._options.seen or self._options.today()).isoformat(),
            "complete": self._options.complete or job.feed.complete,
            "total": job.facts.total,
            "line": 0,
            "landed": 0,
            "quarantined": 0,
            "nameless": 0,
            "phase": 1,
            "kinds": None,
            "leftOut": None,
            "startedAt": self._options.clock().isoformat(),
        }

    def _land_all(self, spill: Spill, job: Job, doc: dict[str, Any], report: Report) -> dict[str, Any]:
        known = authorities([*sources(), job.source])
        batch = Batch(
            **{name: doc[name] for name in ("id", "feed", "file", "state", "total", "complete", "line", "landed")},
            **{name: doc[name] for name in ("quarantined", "nameless", "phase")},
            seen=date.fromisoformat(doc["seen"]),
            kinds=tuple(doc["kinds"] or ()),
            left_out=counted(doc.get("leftOut")),
        )
        for phase in range(batch.phase, mapping_for(job, self._options).readings + 1):
            if phase != batch.phase:
                batch.phase, batch.line = phase, 0
            self._land(spill, job, batch, doc, known, report)
        batch.total = batch.landed + batch.quarantined
        finished = {"state": COMPLETE, "total": batch.total, "finishedAt": self._options.clock().isoformat()}
        doc = {**doc, **batch.progress(), **finished}
        spill.keep(doc)
        return doc

    def _land(
        self,
        spill: Spill,
        job: Job,
        batch: Batch,
        doc: Mapping[str, Any],
        known: Mapping[tuple[str, str], tuple[str, ...]],
        report: Report,
    ) -> None:
        stat = job.path.stat()
        mapping = mapping_for(job, self._options)
        with spill.looked_up(mapping.looked_up(batch.phase)):
            for chunk in chunks(mapping.mapper(batch.phase), job.reader.rows(), batch.line, self._options.chunk):
                if chunk.untied:
                    tie_between(chunk, {end.id: spill.known(end.alias, end.keys) for end in ends_of(chunk)})
                advance(batch, chunk)
                spill.land(chunk, batch, {**doc, **batch.progress()}, known)
                report.count(chunk.rejected)
                report.tell(chunk.told)
                self._tell(job.name, batch.landed + batch.quarantined, max(batch.total, batch.landed))
        refuse_if_changed(job, stat)

    def _write(self, spill: Spill, secret: bytes) -> None:
        words = spill.words()
        writer = FillWriter(
            spill,
            self._options.model,
            handover.drafts(self._folder),
            secret,
            lambda done: self._tell("files for the import", min(done, words - 1), words),
        )
        meta = {"name": "hub", "idSecret": base64.b64encode(secret).decode(), "demo": spill.meta("demo")}
        writer.write(meta)
        batches = tuple(spill.batches())
        done = Handover(self._options.realm.value, tuple(writer.nodes), tuple(writer.links), batches)
        handover.publish(self._folder, done)
        self._tell("files for the import", words, words)

    def _tell(self, what: str, done: int, total: int) -> None:
        if self._stop.is_set():
            raise _Stopped
        if self._options.progress is not None:
            self._options.progress(what, done, total)
