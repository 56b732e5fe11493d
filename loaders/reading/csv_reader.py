"""Separated text, decoded strictly, in flat memory, and with a way on after a quote that nobody closed."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from loaders.declare import Csv, Feed
from loaders.reading.base import MAX_CELL, MAX_LINE, Facts, FileReader, Hashing, Row
from loaders.reading.cells import blank
from loaders.reading.headers import check_header, header_at, ignored, mapped
from loaders.reading.problems import Problem, too_long, undecodable, wrong_width
from loaders.reading.rounded_numbers import Rounded, in_table
from schema.errors import HeaderMismatch, SourceUnreadable

GUESSES = ("utf-8-sig", "gb18030", "utf-16", "big5")
_HAN = re.compile("[\u4e00-\u9fff]")
#: What stands in place of bytes that are no text, so that one damaged character costs its row and not the file.
DAMAGED = re.compile("[\udc80-\udcff]")


class _TooLong(Exception):
    """A line, or a record over several lines, is longer than what is held."""


class _NumberedLines:
    """The lines of a stream with their numbers; those of an unfinished record can be put back and read afresh."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._again: deque[tuple[int, str | None]] = deque()
        self._number = 0
        self.pending: list[tuple[int, str | None]] = []
        self.size = 0

    def __iter__(self) -> _NumberedLines:
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
    lines = _NumberedLines(stream)
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
        # Spreadsheets export what they format below the last row as separators.
        if any(cell and not cell.isspace() for cell in cells):
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


class CsvReader(FileReader):
    """Reads one CSV file."""

    def __init__(self, path: Path, feed: Feed, form: Csv) -> None:
        super().__init__(path, feed)
        self.form = form
        # A byte-order mark is no part of the first column's name.
        self.encoding = "utf-8-sig" if form.encoding.lower().replace("_", "-") in ("utf-8", "utf8") else form.encoding
        self._damaged = False

    def check(self) -> Facts:
        """Read the whole file once; a second time where bytes of it are no text."""
        if self._is_utf8():
            raise self.unreadable(
                f"looks like UTF-8, and the feed declares {self.form.encoding.upper()}; nothing was written.",
                f"Export it as {self.form.encoding.upper()} or correct the feed's Csv(encoding=…).",
            )
        try:
            return self._checked("strict")
        except UnicodeDecodeError:
            self._damaged = True
        try:
            return self._checked("surrogateescape")
        except UnicodeDecodeError as error:
            raise self._undecodable(0) from error

    def _checked(self, errors: str) -> Facts:
        raw = Hashing(self.path)
        header: tuple[str, ...] | None = None
        numbers: list[tuple[Rounded, int]] = []
        total = telling = wrong = first = 0
        with io.TextIOWrapper(
            io.BufferedReader(raw, 1 << 18), encoding=self.encoding, errors=errors, newline=""
        ) as stream:
            for row in records(stream, self.form.delimiter):
                if row.line < self.feed.header:
                    continue
                if header is None:
                    header = self._header(row)
                    numbers = in_table(self.feed, header)
                else:
                    total += 1
                    if row.problem is None and len(row.cells) >= len(header):
                        for count, place in numbers:
                            count.see(row.cells[place])
                if self._damaged:
                    text = "".join(row.cells or (row.text,))
                    telling += not text.isascii()
                    if DAMAGED.search(text):
                        wrong += 1
                        first = first or total
            digest = raw.sha.hexdigest()
        # Where most of what is not plain Latin is damaged, the encoding is another one.
        if wrong * 2 > telling:
            raise self._undecodable(first - 1)
        if header is None:
            header = check_header(self.name, (), self.feed)
        for count, _ in numbers:
            count.refuse(self.name)
        return Facts(digest, total, header, ignored(header, self.feed))

    def rows(self) -> Iterator[Row]:
        """The records after the header."""
        header: list[str] = []
        read = set().union(*mapped(self.feed))
        with self.path.open(encoding=self.encoding, errors="surrogateescape", newline="") as stream:
            for row in records(stream, self.form.delimiter):
                if row.line < self.feed.header:
                    continue
                if not header:
                    header = [name.strip().lstrip("\ufeff") for name in row.cells]
                elif row.problem is not None:
                    yield row
                elif len(row.cells) < len(header) or not blank("".join(row.cells[len(header) :]), ()):
                    yield row._replace(problem=wrong_width(len(row.cells), len(header)))
                elif self._damaged and (lost := self._lost(row, header, read)) is not None:
                    yield row._replace(problem=undecodable(lost, self.form.encoding.upper()))
                else:
                    yield row

    def _lost(self, row: Row, header: list[str], read: set[str]) -> str | None:
        """The first column that the feed reads and whose cell in this row is damaged."""
        damaged = (name for name, cell in zip(header, row.cells, strict=False) if DAMAGED.search(cell))
        return next((name for name in damaged if name in read), None)

    def _header(self, row: Row) -> tuple[str, ...]:
        if row.cells is None:
            raise HeaderMismatch(f"{self.name} has no header: its first line cannot be read.", hint="Add a header.")
        hint = ""
        if not mapped(self.feed)[0] <= {c.strip() for c in row.cells}:
            found = self._looks_like()
            if lower := self._lower():
                hint = lower
            elif found:
                hint = f"This looks like {found}; the feed declares {self.form.encoding.upper()}."
            elif len(row.cells) == 1:
                other = next((d for d in (";", "\t", "|", ",") if d in row.cells[0]), None)
                if other:
                    hint = f"The separator seems to be {other!r}; the feed declares {self.form.delimiter!r}."
        return check_header(self.name, row.cells, self.feed, hint)

    def _is_utf8(self) -> bool:
        """Whether a file that is declared otherwise is UTF-8 with Chinese in it, which reads as other Chinese."""
        if codecs.lookup(self.encoding).name.startswith("utf"):
            return False
        decoder = codecs.getincrementaldecoder("utf-8")()
        chinese = False
        with self.path.open("rb") as file:
            try:
                while block := file.read(1 << 18):
                    chinese = _HAN.search(decoder.decode(block)) is not None or chinese
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return False
        return chinese

    def _lower(self) -> str:
        """The hint for a header that stands in another line than the feed says."""
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as stream:
            try:
                return header_at(((row.line, row.cells) for row in records(stream, self.form.delimiter)), self.feed)
            except UnicodeError:
                return ""

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
                    first = next((r for r in records(stream, self.form.delimiter) if r.line >= self.feed.header), None)
            except (UnicodeError, ValueError):
                continue
            if first is not None and first.cells and must <= {c.strip() for c in first.cells}:
                return guess.removesuffix("-sig").upper()
        return None
