"""The CSV that Neo4j's importer reads: typed headers, and rows in which nothing can be taken for anything else.

Every text is quoted, so that an empty text is one and a missing value is none. Arrays are joined by the unit separator
(U+001F), which no text of an array holds: those are names, hashes and JSON.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from schema.model import Model, pinyin_prop
from schema.own_nodes import OWN

ARRAY_DELIMITER = "\x1f"
BUFFER = 1 << 20

#: Of Python's types, those that properties are stored as; each is what the importer calls it.
TYPES: dict[type[Any], str] = {
    str: "string",
    bool: "boolean",
    int: "long",
    float: "double",
    date: "date",
    datetime: "datetime",
}
PROVENANCE = (
    ("firstSeen", "date"),
    ("lastSeen", "date"),
    ("asserted", "string[]"),
    ("source", "string"),
    ("batch", "string"),
)

Columns: TypeAlias = Sequence[tuple[str, str]]


def text(value: str) -> str:
    """A text as a cell."""
    return '"' + value.replace('"', '""') + '"' if '"' in value else f'"{value}"'


def _array(values: Sequence[str]) -> str:
    return text(ARRAY_DELIMITER.join(values))


def _boolean(value: bool) -> str:
    return "true" if value else "false"


WRITE: dict[str, Callable[[Any], str]] = {
    "string": text,
    "string[]": _array,
    "boolean": _boolean,
    "long": str,
    "double": repr,
    # Both are kept as ISO texts.
    "date": str,
    "datetime": str,
}


def node_columns(model: Model, entity: str) -> Columns:
    """The properties that nodes of an entity may have beside `key` and `id`, with the importer's types."""
    found: list[tuple[str, str]] = []
    for prop in model.props(entity):
        kind = TYPES[prop.kind.stored] + ("[]" if prop.kind.many else "")
        found.append((prop.name, kind))
        companion = pinyin_prop(prop)
        if companion is not None:
            found.append((companion, kind))
    return (*found, *PROVENANCE)


def link_columns(model: Model, kind: str) -> Columns:
    """The properties that links of a kind may have beside `key`."""
    declared = [(prop.name, TYPES[prop.kind.stored]) for prop in model.link(kind).props]
    return (("since", "date"), ("until", "date"), *declared, *PROVENANCE)


def own_columns(node: str, props: Sequence[str] | None = None) -> Columns:
    """The properties of one of the hub's own nodes, all or those named, with the importer's types."""
    return [
        (prop.name, TYPES[prop.kind.stored] + ("[]" if prop.many else ""))
        for prop in OWN[node].props
        if (props is None or prop.name in props) and prop.kind is not None
    ]


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One data file and its header, as the manifest lists them."""

    name: str
    header: str
    rows: int
    bytes: int
    sha256: str
    header_sha256: str
    #: Whether a value holds a line break: the importer then needs an option that makes it slower.
    multiline: bool


class CsvFile:
    """A data file and its header, written under their names in a folder of drafts."""

    def __init__(self, folder: Path, name: str, leading: Sequence[str], columns: Columns) -> None:
        self._name, self._header = f"{name}.csv", f"{name}-header.csv"
        self._columns = [(column, WRITE[kind]) for column, kind in columns]
        self.rows = self._bytes = 0
        self._multiline = False
        self._sha = hashlib.sha256()
        self._pending: list[str] = []
        header = ",".join([*leading, *(f"{column}:{kind}" for column, kind in columns)]) + "\n"
        self._header_sha = hashlib.sha256(header.encode()).hexdigest()
        with _create(folder / self._header) as file:
            file.write(header.encode())
        self._file = _create(folder / self._name)

    def write(self, leading: Iterable[str], props: Mapping[str, Any]) -> None:
        """Add a row: the leading cells as they are, then those of the columns."""
        cells = list(leading)
        for column, write in self._columns:
            value = props.get(column)
            cells.append("" if value is None else write(value))
        row = ",".join(cells)
        if "\n" in row or "\r" in row:
            self._multiline = True
        self._pending.append(row)
        self.rows += 1
        if len(self._pending) >= 1000:
            self._flush()

    def _flush(self) -> None:
        if self._pending:
            data = ("\n".join(self._pending) + "\n").encode()
            self._pending.clear()
            self._sha.update(data)
            self._bytes += len(data)
            self._file.write(data)

    def close(self) -> WrittenFile:
        """Bring it to the disk."""
        self._flush()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return WrittenFile(
            self._name,
            self._header,
            self.rows,
            self._bytes,
            self._sha.hexdigest(),
            self._header_sha,
            self._multiline,
        )


def _create(path: Path) -> Any:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=BUFFER)
