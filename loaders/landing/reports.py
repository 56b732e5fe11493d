"""What a load is asked for, and what it reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from loaders.declare import Feed, Source
from loaders.mapping.stated import Rejected
from loaders.reading.base import Facts, FileReader
from schema.model import MODEL, Model
from schema.values import Realm
from schema.values.date import SHANGHAI

CHUNK = 2_000
#: How many fields `left_out` names.
MOST_FIELDS = 500

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
    #: How many of the landed rows have a party that landed without its number.
    apart: int = 0
    #: Without a graph: lines with links to things that are not in the file, of which only the graph knows.
    undecided: int = 0

    def leave_out(self, counted: Counter[str]) -> None:
        """Add values that have no place in the graph, by field and reason."""
        self.left_out = some(self.left_out + counted)

    def count(self, rejected: Iterable[Rejected]) -> None:
        """Add rows to `reasons`, each by every problem it has."""
        for row in rejected:
            for problem in row.problems:
                self.reasons[f"{problem.column or 'row'}: {problem.code}"] += 1

    def tell(self, rows: Iterable[Rejected]) -> None:
        """Count rows of which a party landed apart."""
        self.apart += sum(1 for _ in rows)


def some(left_out: Counter[str]) -> Counter[str]:
    """The counts of at most this number of fields by name, and of all others together: files may hold any names."""
    if len(left_out) <= MOST_FIELDS:
        return left_out
    kept = Counter(dict(left_out.most_common(MOST_FIELDS - 1)))
    kept["other fields: not mapped"] += left_out.total() - kept.total()
    return kept


@dataclass(frozen=True, slots=True)
class Job:
    """One file on its way into one feed."""

    source: Source
    feed: Feed
    path: Path
    reader: FileReader
    facts: Facts

    @property
    def name(self) -> str:
        """The feed as the graph calls it."""
        return f"{self.source.code}.{self.feed.name}"
