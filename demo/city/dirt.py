"""Spoils rows the ways real files are spoilt, so that a loader can be held to finding each one and only these."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from functools import lru_cache
from zlib import crc32

from demo.city import writing
from demo.city.feeds import CityColumn, CityFeed, CityRow
from schema.values.name import MOST

_OF_PARTY = re.compile(r"\.[0-9]+\.(?:id|name|type)$")
#: What can go wrong with each sort of value.
KINDS: dict[str, tuple[str, ...]] = {
    "citizen": ("check_digit", "wrong_length"),
    "party": ("check_digit", "lookalike_letter", "wrong_length"),
    "uscc": ("lookalike_letter", "check_digit", "wrong_length"),
    "account": ("check_digit",),
    "day": ("no_such_day",),
    "yuan": ("negative_amount", "text_in_number"),
    "commas": ("negative_amount", "text_in_number"),
    "number": ("text_in_number",),
    "code": ("unknown_code",),
    "plate": ("malformed_plate",),
    "vin": ("lookalike_letter", "wrong_length"),
    "phone": ("malformed_phone",),
    "case": ("malformed_case_number",),
    "name": ("name_too_long", "control_character"),
    "words": ("control_character",),
}


@lru_cache(maxsize=64)
def ways(feed: CityFeed) -> tuple[tuple[str, CityColumn | None], ...]:
    """Return all ways to spoil a row of this feed, mixed so that the first few already differ in kind."""
    found: list[tuple[str, CityColumn | None]] = []
    for column in feed.columns:
        # One odd party of several costs no row: it lands apart or is left out.
        if _OF_PARTY.search(column.header):
            continue
        found += [(kind, column) for kind in KINDS.get(column.sort, ())]
        if column.required:
            found.append(("missing_value", column))
    if feed.extension == "csv":
        found += [("too_few_cells", None), ("shifted_cells", None)]
    if feed.extension == "jsonl":
        found.append(("broken_json", None))
    if feed.extension == "xlsx":
        # XML knows no control characters, so a spreadsheet cannot hold them.
        found = [each for each in found if each[0] != "control_character"]
    order: dict[str, int] = {}
    ranked: list[tuple[int, str, CityColumn | None]] = []
    for way in found:
        order[way[0]] = order.get(way[0], 0) + 1
        ranked.append((order[way[0]], *way))
    ranked.sort(key=lambda each: (each[0], each[1]))
    return tuple((kind, column) for _, kind, column in ranked)


def spoil(feed: CityFeed, row: CityRow, number: int) -> tuple[CityRow | str, str, str | None]:
    """Spoil the feed's dirty row of this number; returns what to write, the kind of dirt and the column."""
    choices = ways(feed)
    # Each file begins elsewhere, else all with a single dirty row would have the same dirt.
    first = crc32(feed.stem.encode()) + number
    for step in range(len(choices)):
        kind, column = choices[(first + step) % len(choices)]
        spoilt = _row_spoilt(row, kind) if column is None else _value_spoilt(feed, row, kind, column)
        if spoilt is not None:
            return spoilt, kind, None if column is None else column.header
    raise AssertionError(f"no way to spoil a row of {feed.stem}")


def _row_spoilt(row: CityRow, kind: str) -> CityRow | str | None:
    if isinstance(row, list):
        return list(row[:1]) if kind == "too_few_cells" else ["", *row]
    text = writing.line(row)
    return text[: len(text) * 2 // 3]


def _value_spoilt(feed: CityFeed, row: CityRow, kind: str, column: CityColumn) -> CityRow | None:
    value = writing.lookup(row, feed, column)
    if value is None or value == "":
        return None
    bad = None if kind == "missing_value" else _bad(kind, str(value))
    if bad is None and kind != "missing_value":
        return None
    spoilt = copy.deepcopy(row)
    writing.put(spoilt, feed, column, bad)
    return spoilt


def _bad(kind: str, value: str) -> str | None:
    """Return a wrong value of this kind, or None where the value cannot go wrong in this way."""
    if kind == "check_digit":
        if value.startswith("GJJ"):
            return None
        return value[:-1] + ("3" if value[-1] != "3" else "4")
    if kind == "lookalike_letter":
        return None if value.startswith("99") else value[:12] + "O" + value[13:]
    return _BAD[kind](value)


def _never(value: str) -> str:
    """Return 31 February of the same year, in the same form."""
    if "/" in value:
        return f"{value[:4]}/2/31"
    return f"{value[:4]}-02-31" if "-" in value else f"{value[:4]}0231"


_BAD: dict[str, Callable[[str], str]] = {
    "wrong_length": lambda value: value[:-1],
    "no_such_day": _never,
    "negative_amount": lambda value: "-12,000.00" if "," in value else "-12000.00",
    "text_in_number": lambda value: "约三万",
    "unknown_code": lambda value: "不详" if ord(value[0]) > 127 else "Z9",
    "malformed_plate": lambda value: value[1:],
    "malformed_phone": lambda value: value[:-2],
    "malformed_case_number": lambda value: value.replace("执", "一"),
    "name_too_long": lambda value: value * (MOST // len(value) + 1),
    "control_character": lambda value: f"{value[0]}\x00{value[1:]}",
}
