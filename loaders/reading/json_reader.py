"""JSON, one object a line, each line parsed for itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from loaders.reading import json_paths
from loaders.reading.base import MAX_CELL, Facts, FileReader, Hashing, Row
from loaders.reading.headers import mapped
from loaders.reading.problems import Problem, too_long, undecodable
from loaders.reading.rounded_numbers import in_objects
from schema.errors import HeaderMismatch

#: A company with twenty thousand shareholders has a line of some megabytes.
MAX_JSON_LINE = 8 * 1024 * 1024
BROKEN = Problem(
    "", "", "JSON", "The line is not one JSON object.", "Write one object a line; the file may be cut off."
)


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file with their numbers; None for one that is too long to hold. Blank ones are left out."""
    number = 0
    while line := file.readline(MAX_JSON_LINE):
        number += 1
        if len(line) == MAX_JSON_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(MAX_JSON_LINE)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line


def parse(number: int, line: bytes | None) -> Row:
    """The row of a line."""
    if line is None:
        return Row(number, None, too_long("", MAX_JSON_LINE))
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        if not _utf8(line):
            return Row(number, None, undecodable("", "UTF-8"), line[:MAX_CELL].decode("utf-8", "replace"))
        return Row(number, None, BROKEN, line[:MAX_CELL].decode("utf-8", "replace"))
    if not isinstance(found, dict):
        return Row(number, None, BROKEN)
    if len(line) > MAX_CELL and (field := _long(found)) is not None:
        return Row(number, found, too_long(field, MAX_CELL))
    return Row(number, found)


def _long(value: Any, path: str = "") -> str | None:
    """The first field that holds too long a text."""
    if isinstance(value, str):
        return path if len(value) > MAX_CELL else None
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        found = _long(item, f"{path}.{name}"[:200].lstrip("."))
        if found is not None:
            return found
    return None


class JsonReader(FileReader):
    """Reads one file of JSON lines."""

    def check(self) -> Facts:
        """Read the whole file once."""
        raw = Hashing(self.path)
        must = {name.split(".")[0] for name in mapped(self.feed)[0]} if self.feed.records else set()
        seen: set[str] = set()
        numbers = in_objects(self.feed)
        total = parsed = wrong = 0
        with io.BufferedReader(raw, 1 << 18) as file:
            for number, line in lines(file):
                total += 1
                if number == 1 and line is not None and line.startswith(b"\xef\xbb\xbf"):
                    line = line[3:]
                row = parse(number, line)
                if row.cells is not None:
                    parsed += 1
                    if not must <= seen:
                        seen.update(row.cells)
                    for count, read, each in numbers:
                        for item in json_paths.items_of(row.cells, each):
                            count.see(json_paths.value_at(read, item))
                elif line is not None and not _utf8(line):
                    wrong += 1
            digest = raw.sha.hexdigest()
        if wrong and wrong * 2 > total:
            raise self.unreadable("is not UTF-8; nothing was written.", "JSON lines are UTF-8; export the file again.")
        if total and not parsed:
            raise self.unreadable("holds no JSON object; nothing was written.", "Write one JSON object a line.")
        if parsed and (must - seen) and not must & seen:
            raise HeaderMismatch(
                f"No line of {self.name} has any of the fields {', '.join(sorted(must))}.",
                hint=f"Correct the names in feed {self.feed.name}, or send the right file.",
            )
        for count, _, _ in numbers:
            count.refuse(self.name)
        return Facts(digest, total, None)

    def rows(self) -> Iterator[Row]:
        """The records in the order of the file."""
        with self.path.open("rb", buffering=1 << 18) as file:
            for number, line in lines(file):
                if number == 1 and line is not None and line.startswith(b"\xef\xbb\xbf"):
                    line = line[3:]
                yield parse(number, line)


def _utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
