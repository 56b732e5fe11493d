"""How values are written: days and amounts as each agency has them, and the odd but valid ways people type ids."""

from __future__ import annotations

import json
from datetime import date

from demo.city import identifiers
from demo.city.dice import Draw
from demo.city.feeds import Cell, CityColumn, CityFeed, CityRecord, CityRow


def yuan(fen: int) -> str:
    """Write fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}{whole}.{rest:02}"


def day(value: date, form: str) -> Cell:
    """Write a day in a feed's form."""
    if form == "cell":
        return value
    if form == "slash":
        return f"{value.year}/{value.month}/{value.day}"
    iso = value.isoformat()
    return iso.replace("-", "") if form == "plain" else iso


def cells(feed: CityFeed, row: list[Cell]) -> list[Cell]:
    """Turn values (days, fen) into the cells of a CSV or XLSX row."""
    return [_cell(feed, column, value) for column, value in zip(feed.columns, row, strict=True)]


def _cell(feed: CityFeed, column: CityColumn, value: Cell) -> Cell:
    if isinstance(value, date):
        return day(value, feed.days)
    if column.sort == "yuan" and isinstance(value, int):
        return yuan(value)
    if column.sort == "commas" and isinstance(value, int):
        return f"{value // 100:,}.{value % 100:02}"
    if column.sort == "amount" and isinstance(value, int):
        return value // 100 if value % 100 == 0 else value / 100
    return value


def line(record: CityRecord) -> str:
    """Write a JSON record as one line."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a record")


def lookup(row: CityRow, feed: CityFeed, column: CityColumn) -> object:
    """Return the value of a column, or of a dotted path into a record; None where there is none."""
    if isinstance(row, list):
        return row[feed.columns.index(column)]
    found: object = row
    for step in column.header.split("."):
        if isinstance(found, dict):
            found = found.get(step)
        elif isinstance(found, list) and int(step) < len(found):
            found = found[int(step)]
        else:
            return None
    return found


def put(row: CityRow, feed: CityFeed, column: CityColumn, value: str | None) -> None:
    """Replace the value of a column or of a dotted path."""
    if isinstance(row, list):
        row[feed.columns.index(column)] = value
        return
    *steps, last = column.header.split(".")
    found: object = row
    for step in steps:
        found = found[int(step)] if isinstance(found, list) else found[step]  # type: ignore[index]  # path was looked up
    found[last] = value  # type: ignore[index]  # as above


def oddly(feed: CityFeed, row: CityRow, draw: Draw) -> tuple[str, str, str] | None:
    """Write one identifier of the row in another valid way; returns column, old and new when it is a 15-digit id."""
    column = draw.pick([each for each in feed.columns if each.sort in ("citizen", "party", "case")] or feed.columns)
    value = lookup(row, feed, column)
    if not isinstance(value, str):
        return None
    if column.sort == "case":
        put(row, feed, column, value.replace("（", "(").replace("）", ")"))
    elif column.sort in ("citizen", "party") and value.startswith("99"):
        if value[6:8] == "19" and draw.chance(0.6):
            short = identifiers.fifteen_digits(value)
            put(row, feed, column, short)
            return column.header, value, short
        put(row, feed, column, value.lower() if value.endswith("X") else f" {value} ")
    return None
