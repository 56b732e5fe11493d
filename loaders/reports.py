"""What a load is asked for, and what it reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from loaders.declare import Feed, Source
from loaders.quarantine import Rejected
from loaders.reading import Facts, Reader
from schema.model import MODEL, Model
from schema.values import Realm
from schema.values.date import SHANGHAI

CHUNK = 2_000

Progress = Callable[[str, int, int], None]
Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to load. `seen` is the day the files speak for; `complete` marks each feed as holding everything."""

    realm: Realm
    clock: Clock
    seen: date | None = None
    complete: bool = False
    dry_run: bool = False
    again: bool = False
    retire_anyway: bool = False
    chunk: int = CHUNK
    progress: Progress | None = None
    model: Model = field(default=MODEL)

    def today(self) -> date:
        """The day of the clock in China."""
        now = self.clock()
        return (now.astimezone(SHANGHAI) if now.tzinfo is not None else now).date()


@dataclass(slots=True)
class Report:
    """What became of one file."""

    feed: str
    file: str
    batch: str
    total: int = 0
    landed: int = 0
    quarantined: int = 0
    retired: int = 0
    seconds: float = 0.0
    already: bool = False
    finished: datetime | None = None
    reasons: Counter[str] = field(default_factory=Counter)
    ignored: tuple[str, ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)
    refused: str = ""

    def count(self, rejected: Iterable[Rejected]) -> None:
        """Add rows to `reasons`, each by every problem it has."""
        for row in rejected:
            for problem in row.problems:
                self.reasons[f"{problem.column or 'row'}: {problem.code}"] += 1


@dataclass(frozen=True, slots=True)
class Job:
    """One file on its way into one feed."""

    source: Source
    feed: Feed
    path: Path
    reader: Reader
    facts: Facts

    @property
    def name(self) -> str:
        """The feed as the graph calls it."""
        return f"{self.source.code}.{self.feed.name}"
