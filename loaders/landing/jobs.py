"""Which files go into which feeds, and what is known of them before anything is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from loaders.declare import Feed, Source, Tie
from loaders.declare.records import entities_of
from loaders.landing.batches import batch_id
from loaders.landing.reports import Job, Report
from loaders.reading.readers import reader_for
from loaders.sources import feed_of, source, sources
from schema.errors import IntakeError


def choose(source_code: str, paths: Sequence[Path | str]) -> list[tuple[Source, Feed, Path]]:
    """The feeds that files of one agency belong to; IntakeError where one belongs to none."""
    code, _, wanted = (source_code, "", "") if source_code.endswith(".py") else source_code.partition(".")
    agency = source(code)
    chosen: list[tuple[Source, Feed, Path]] = []
    for path in map(Path, paths):
        if wanted:
            feed = next((f for f in agency.feeds if f.name == wanted), None)
            if feed is None:
                names = ", ".join(f.name for f in agency.feeds)
                raise IntakeError(f"Agency {code} has no feed '{wanted}'.", hint=f"Use one of {names}.")
            chosen.append((agency, feed, path))
        else:
            chosen.append((*feed_of([agency], path), path))
    return chosen


def choose_folder(folder: Path) -> list[tuple[Source, Feed, Path]]:
    """As `files_of`; IntakeError where there is none."""
    chosen = files_of(folder)
    if not chosen:
        raise IntakeError(f"{folder.name} holds no file of a declared feed.", hint="Generate a city, or name files.")
    return chosen


def files_of(folder: Path) -> list[tuple[Source, Feed, Path]]:
    """The files of a folder that belong to a feed; it may hold others (truth.json, lists to screen)."""
    known = sources()
    return [
        (*feed_of(known, path), path)
        for path in sorted(folder.iterdir())
        if any(fnmatchcase(path.name, p) for s in known for f in s.feeds if not f.any_name for p in f.patterns)
    ]


def check(agency: Source, feed: Feed, path: Path) -> Job:
    """Read a file once, before anything is written; raises IntakeError where it cannot be taken in."""
    if not path.is_file():
        raise IntakeError(f"There is no file {path.name}.", hint="Check the path.")
    found = reader_for(path, feed)
    try:
        return Job(agency, feed, path, found, found.check())
    except OSError as error:
        raise found.unreadable(f"cannot be read: {error.strerror}.", "Check the disk and the permissions.") from error


def authorities(known: Iterable[Source]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Which feeds' word stands for which property of which entity."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for agency in known:
        for feed in agency.feeds:
            for record in feed.records:
                if not isinstance(record, Tie) and record.authority:
                    for entity in entities_of(record):
                        for prop in record.values:
                            found.setdefault((entity, prop), {})[f"{agency.code}.{feed.name}"] = None
    return {key: tuple(sorted(feeds)) for key, feeds in found.items()}


def report_of(job: Job) -> Report:
    """The report of a file of which nothing is in yet."""
    return Report(
        job.name, job.path.name, batch_id(job.name, job.facts.digest), total=job.facts.total, ignored=job.facts.ignored
    )


def refuse_if_changed(job: Job, before: os.stat_result) -> None:
    """Raise where a file is not what it was when its reading began."""
    now = job.path.stat()
    if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise IntakeError(f"{job.path.name} was changed while it was read.", hint="Load the whole file once more.")
