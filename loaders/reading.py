"""Reads files row by row in flat memory: every line comes out as cells or as a problem, none is lost.

`Reader.check()` reads the file once before anything is written: the digest of its bytes, its encoding, its header, the
number of its records. `Reader.rows()` then gives `(line, cells, problem)`.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from loaders.declare import Csv, Feed, JsonLines
from loaders.quarantine import Problem
from schema.errors import HeaderMismatch, SourceUnreadable

#: Longer cells quarantine their row; no property of the model is near it.
MAX_CELL = 64 * 1024
#: Longer lines are not even held.
MAX_LINE = 1024 * 1024
#: How many lines are looked at for a header that stands lower than the feed says.
HEADER_WITHIN = 20

Cells: TypeAlias = Any  # a sequence of cells, or one JSON object


class Row(NamedTuple):
    """One record of a file: its line, its cells, and what is wrong with it as a whole."""

    line: int
    cells: Cells
    problem: Problem | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the first pass found: digest of the bytes, number of records, header (none in JSON), unmapped columns."""

    digest: str
    total: int
    header: tuple[str, ...] | None
    ignored: tuple[str, ...] = ()


class FileReader:
    """Base of the readers of the formats."""

    def __init__(self, path: Path, feed: Feed) -> None:
        self.path = path
        self.feed = feed
        self.name = path.name

    def check(self) -> Facts:
        """Read the whole file once; raises IntakeError for a file that cannot be taken in."""
        raise NotImplementedError

    def rows(self) -> Iterator[Row]:
        """The records in the order of the file."""
        raise NotImplementedError

    def unreadable(self, problem: str, hint: str) -> SourceUnreadable:
        """The error for this file."""
        return SourceUnreadable(f"{self.name} {problem}", hint=hint, file=self.name)


class Hashing(io.RawIOBase):
    """A file whose bytes are hashed as they are read."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self.sha = hashlib.sha256()

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read and hash."""
        count = self._file.readinto(buffer) or 0
        self.sha.update(memoryview(buffer)[:count])
        return count

    def close(self) -> None:
        """Close the file beneath."""
        self._file.close()
        super().close()


def too_long(column: str, limit: int) -> Problem:
    """A cell or line beyond what is held in memory."""
    return Problem(
        column, "", "TOO_LONG", f"It is longer than {limit:,} characters.", "Send documents apart, not within a cell."
    )


def mapped(feed: Feed) -> tuple[set[str], set[str]]:
    """The columns of the row that must be in the header, and those that may."""
    must = {c.name for c, each in feed.columns() if not c.optional and not each}
    return must, {c.name for c, each in feed.columns() if not each} - must


def check_header(name: str, header: Sequence[object], feed: Feed, hint: str = "") -> tuple[str, ...]:
    """The header's column names, or HeaderMismatch: none, duplicate or missing columns."""
    # What could not be decoded must not reach a report either.
    names = [str(cell or "").encode("utf-8", "replace").decode().strip().lstrip("\ufeff") for cell in header]
    while names and not names[-1]:
        names.pop()
    must, may = mapped(feed)
    if not names:
        raise HeaderMismatch(f"{name} is empty: it has no header.", hint=f"Its {_line(feed)} must name {_list(must)}.")
    if not (must | may) & set(names):
        raise HeaderMismatch(
            f"{name} has no header: its {_line(feed)} holds none of the columns that feed {feed.name} declares.",
            hint=hint or f"Add a first line that names {_list(must)}.",
        )
    twice = sorted({n for n in names if n and names.count(n) > 1})
    if twice:
        raise HeaderMismatch(f"{name} has two columns named {_list(twice)}.", hint="Rename or remove one of them.")
    lacking = must - set(names)
    if lacking:
        raise HeaderMismatch(
            f"{name} lacks the column {_list(lacking)}.",
            hint=hint or "Add it, or declare it as optional('…') where the agency may leave it out.",
            missing=sorted(lacking),
        )
    return tuple(names)


def header_at(rows: Iterable[tuple[int, Sequence[object] | None]], feed: Feed) -> str:
    """The hint for a file whose columns are named in another line than the feed says; empty where in none."""
    must, may = mapped(feed)
    for line, cells in islice(rows, HEADER_WITHIN):
        names = {str(cell or "").strip() for cell in cells or ()}
        if line != feed.header and names & (must | may) and must <= names:
            return f"Line {line} names the columns: write header={line} in feed {feed.name}."
    return ""


def _line(feed: Feed) -> str:
    return "first line" if feed.header == 1 else f"line {feed.header}"


def ignored(header: Sequence[str], feed: Feed) -> tuple[str, ...]:
    """The columns of a file that its feed does not map; said in the report, so that nothing is silent."""
    must, may = mapped(feed)
    return tuple(n for n in header if n and n not in must | may)


def undecodable(column: str, encoding: str) -> Problem:
    """A cell or line with bytes that are no text."""
    return Problem(
        column,
        "",
        "ENCODING",
        f"It holds bytes that are no text in {encoding}: a damaged character, or one that was cut in half.",
        "Write the text again, or export the file once more.",
    )


def wrong_width(got: int, wanted: int) -> Problem:
    """A row with more or fewer cells than the header."""
    return Problem(
        "",
        "",
        "CELLS",
        f"The row has {got} cells, the header {wanted}.",
        "A separator within a value must be quoted, and a row must not be cut off.",
    )


def _list(names: Any) -> str:
    shown = sorted(names)
    return ", ".join(shown[:12]) + (f" and {len(shown) - 12} more" if len(shown) > 12 else "")


def reader_for(path: Path, feed: Feed) -> FileReader:
    """The reader for a file of a feed."""
    # Imported here: a feed in one format does not load the libraries of the others.
    if isinstance(feed.format, Csv):
        from loaders.reading_csv import CsvReader

        return CsvReader(path, feed, feed.format)
    if isinstance(feed.format, JsonLines):
        from loaders.reading_json import JsonReader

        return JsonReader(path, feed)
    from loaders.reading_xlsx import XlsxReader

    return XlsxReader(path, feed, feed.format)
