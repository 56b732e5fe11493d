"""Reads files row by row in flat memory: every line comes out as cells or as a problem, none is lost.

`Reader.check()` reads the file once before anything is written: the digest of its bytes, its encoding, its header, the
number of its records. `Reader.rows()` then gives `(line, cells, problem)`.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from loaders.declare import Feed
from loaders.reading.problems import Problem
from schema.errors import SourceUnreadable

#: Longer cells quarantine their row; no property of the model is near it.
MAX_CELL = 64 * 1024
#: Longer lines are not even held.
MAX_LINE = 1024 * 1024

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
