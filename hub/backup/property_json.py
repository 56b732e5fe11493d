"""Properties of the graph as lines of JSON, and back: what JSON cannot say is a map with one name."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import orjson
from neo4j.time import Date, DateTime, Duration, Time

#: How each kind is written, under which name, and read.
_KINDS: tuple[tuple[type, str, Callable[[Any], str], Callable[[str], Any]], ...] = (
    (Date, "$date", lambda value: value.iso_format(), Date.from_iso_format),
    (DateTime, "$dateTime", lambda value: value.iso_format(), DateTime.from_iso_format),
    (Time, "$time", lambda value: value.iso_format(), Time.from_iso_format),
    (Duration, "$duration", lambda value: value.iso_format(), Duration.from_iso_format),
    (bytes, "$bytes", lambda value: base64.b64encode(value).decode(), base64.b64decode),
    (bytearray, "$bytes", lambda value: base64.b64encode(value).decode(), base64.b64decode),
)
_READ = {name: read for _, name, _, read in _KINDS}


def line(row: list[Any]) -> bytes:
    """A row as a line; TypeError where a property is of a kind that no feed and no service writes."""
    return orjson.dumps(row, default=_written) + b"\n"


def row(text: bytes) -> list[Any]:
    """A row from its line."""
    found: list[Any] = orjson.loads(text)
    if b'{"$' in text:
        found[-1] = {name: _value(value) for name, value in found[-1].items()}
    return found


def _written(value: object) -> dict[str, str]:
    for kind, name, write, _ in _KINDS:
        if isinstance(value, kind):
            return {name: write(value)}
    raise TypeError(type(value).__name__)


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_value(each) for each in value]
    if isinstance(value, dict):
        ((name, text),) = value.items()
        return _READ[name](text)
    return value
