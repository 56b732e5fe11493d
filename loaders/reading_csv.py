"""Separated text, decoded strictly, in flat memory, and with a way on after a quote that nobody closed."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from loaders.declare import Csv, Feed
from loaders.quarantine import Problem
from loaders.reading import (
    MAX_CELL,
    MAX_LINE,
    Facts,
    Hashing,
    Reader,
    Row,
    check_header,
    ignored,
    mapped,
    too_long,
    wrong_width,
)
from schema.errors import HeaderMismatch, SourceUnreadable

GUESSES = ("utf-8-sig", "gb18030", "utf-16", "big5")


class _TooLong(Exception):
    """A line, or a record over several lines, is longer than what is held."""


class _Lines:
    """The lines of a stream with their numbers; those of an unfinished record can be put back and read afresh."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._again: deque[tuple[int, str | None]] = deque()
        self._number = 0
        self.pending: list[tuple[int, str | None]] = []
        self.size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        number, text = self._again.popleft() if self._again else self._read()
        self.pending.append((number, text))
        if text is None:
            raise _TooLong
        self.size += len(text)
        if self.size > MAX_LINE:
            raise _TooLong
        return text

    def begin(self) -> None:
        self.pending = []
        self.size = 0

    def give_up_first(self) -> int:
        """Let go of the first pending line and put the others back."""
        self._again.extendleft(reversed(self.pending[1:]))
        return self.pending[0][0]

    def _read(self) -> tuple[int, str | None]:
        text = self._stream.readline(MAX_LINE)
        if not text:
            raise StopIteration
        self._number += 1
        if len(text) < MAX_LINE or text.endswith("\n"):
            return self._number, text
        while (rest := self._stream.readline(MAX_LINE)) and not rest.endswith(("\n", "\r")):
            pass
        return self._number, None


def records(stream: TextIO, delimiter: str) -> Iterator[Row]:
    """The records of a stream. A line whose quote is never closed is a problem of that line alone."""
    csv.field_size_limit(2 * MAX_LINE)
    lines = _Lines(stream)
    parser = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        try:
            cells = next(parser)
        except StopIteration:
            return
        except (csv.Error, _TooLong) as error:
            whole = len(lines.pending) == 1 and isinstance(error, _TooLong)
            text = lines.pending[0][1] or ""
            line = lines.give_up_first()
            parser = csv.reader(lines, delimiter=delimiter, strict=True)
            yield Row(line, None, too_long("", MAX_LINE) if whole else _quote(), text[:MAX_CELL])
            continue
        if cells:
            line = lines.pending[0][0]
            long = lines.size > MAX_CELL and any(len(cell) > MAX_CELL for cell in cells)
            yield Row(line, cells, too_long("", MAX_CELL) if long else None)


def _quote() -> Problem:
    return Problem(
        "",
        "",
        "QUOTE",
        "A quotation mark is opened and not closed as it should be.",
        "Double the quotation marks within a value, or leave them out.",
    )


class CsvReader(Reader):
    """Reads one CSV file."""

    def __init__(self, path: Path, feed: Feed, form: Csv) -> None:
        super().__init__(path, feed)
        self.form = form
        # A byte-order mark is no part of the first column's name.
        self.encoding = "utf-8-sig" if form.encoding.lower().replace("_", "-") in ("utf-8", "utf8") else form.encoding

    def check(self) -> Facts:
        """Read the whole file once."""
        raw = Hashing(self.path)
        header: tuple[str, ...] | None = None
        total = 0
        with io.TextIOWrapper(io.BufferedReader(raw, 1 << 18), encoding=self.encoding, newline="") as stream:
            try:
                for row in records(stream, self.form.delimiter):
                    if header is None:
                        header = self._header(row)
                    else:
                        total += 1
            except UnicodeDecodeError as error:
                raise self._undecodable(total) from error
            digest = raw.sha.hexdigest()
        if header is None:
            header = check_header(self.name, (), self.feed)
        return Facts(digest, total, header, ignored(header, self.feed))

    def rows(self) -> Iterator[Row]:
        """The records after the header."""
        width = 0
        with self.path.open(encoding=self.encoding, newline="") as stream:
            for row in records(stream, self.form.delimiter):
                if not width:
                    width = len(row.cells)
                elif row.problem is None and len(row.cells) != width:
                    yield row._replace(problem=wrong_width(len(row.cells), width))
                else:
                    yield row

    def _header(self, row: Row) -> tuple[str, ...]:
        if row.cells is None:
            raise HeaderMismatch(f"{self.name} has no header: its first line cannot be read.", hint="Add a header.")
        hint = ""
        if not mapped(self.feed)[0] <= {c.strip() for c in row.cells}:
            found = self._looks_like()
            if found:
                hint = f"This looks like {found}; the feed declares {self.form.encoding.upper()}."
            elif len(row.cells) == 1:
                other = next((d for d in (";", "\t", "|", ",") if d in row.cells[0]), None)
                if other:
                    hint = f"The separator seems to be {other!r}; the feed declares {self.form.delimiter!r}."
        return check_header(self.name, row.cells, self.feed, hint)

    def _undecodable(self, total: int) -> SourceUnreadable:
        found = self._looks_like()
        hint = (
            f"This looks like {found}; export it as {self.form.encoding.upper()} or correct the feed's Csv(encoding=…)."
            if found
            else "Export it again; bytes were damaged or the encoding is another."
        )
        return self.unreadable(
            f"is not {self.form.encoding.upper()} (first wrong byte near record {total + 1}); nothing was written.",
            hint,
        )

    def _looks_like(self) -> str | None:
        """The encoding in which the header is the declared one."""
        must = mapped(self.feed)[0]
        for guess in GUESSES:
            if guess == self.encoding:
                continue
            try:
                with self.path.open(encoding=guess, newline="") as stream:
                    first = next(records(stream, self.form.delimiter), None)
            except (UnicodeError, ValueError):
                continue
            if first is not None and first.cells and must <= {c.strip() for c in first.cells}:
                return guess.removesuffix("-sig").upper()
        return None
