"""Finds columns of long numbers that a spreadsheet has rounded to 15 digits: such ids name nobody, or somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from loaders.declare import Feed, Tie
from loaders.declare.columns import Column, as_column
from loaders.declare.records import entities_of
from loaders.reading.json_paths import path_of
from schema.errors import IntakeError
from schema.model import MODEL
from schema.values import cleaning

#: Spreadsheets keep this number of digits and write zeros for the others.
KEPT = 15
#: This number of digits is not all 0 by chance.
ENOUGH = 5
#: A thousandth of honest numbers ends in 000; a column of which a twentieth does was partly rounded.
SHARE = 20
MOST = 1_000


class Rounded:
    """What one column holds of long numbers."""

    __slots__ = ("_distinct", "_long", "_rounded", "_strong", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self._distinct: set[str] = set()
        self._long = self._rounded = self._strong = 0

    def see(self, value: Any) -> None:
        """Count a cell."""
        text = value if value.__class__ is str else _digits(value)
        if len(text) <= KEPT:
            return
        if text[-1] != "0":
            self._long += text.isdigit()
            return
        text = cleaning.half_width(cleaning.unguarded(text)).strip()
        if not text.isdigit() or len(text) <= KEPT:
            return
        self._long += 1
        if not text[KEPT:].strip("0"):
            self._rounded += 1
            self._strong += len(text) >= KEPT + 3
            if len(self._distinct) < MOST:
                self._distinct.add(text)

    def was_rounded(self) -> bool:
        """Whether chance does not explain the zeros."""
        if not self._rounded or sum(len(each) - KEPT for each in self._distinct) < ENOUGH:
            return False
        strong = sum(len(each) >= KEPT + 3 for each in self._distinct)
        return self._rounded == self._long or (strong >= 3 and self._strong * SHARE >= self._long)

    def refuse(self, file: str) -> None:
        """Raise where the column was rounded."""
        if self.was_rounded():
            raise IntakeError(
                f"{file} was not taken in: {self._rounded} of {self._long} long numbers in column '{self.name}' end in"
                " zeros after 15 digits, as a spreadsheet writes numbers that it has rounded. Nothing was written.",
                hint="Their last digits are lost in this file: export it again with the column formatted as text."
                f" Where the numbers really end so, write exact('{self.name}') in the feed.",
                column=self.name,
            )


def _digits(value: Any) -> str:
    if value.__class__ is int:
        return str(value)
    if value.__class__ is float and value >= 10**KEPT and value.is_integer():
        return f"{Decimal(f'{value:.{KEPT}g}'):f}"
    return ""


def watched(feed: Feed) -> Iterator[tuple[Column, str]]:
    """The columns that say who or what a record is, each with the list it is read from."""
    found: dict[tuple[str, str], Column] = {}
    for record in feed.records:
        if isinstance(record, Tie):
            continue
        values = [record.own, getattr(record, "id", None)]
        values += [record.values.get(MODEL.identity(entity).name) for entity in entities_of(record)]
        for column in (as_column(value) for value in values if value is not None):
            if column.name and column.codes is None and not column.exact:
                found[column.name, "" if column.outer else record.each] = column
    for (_, each), column in found.items():
        yield column, each


def in_table(feed: Feed, header: Sequence[str]) -> list[tuple[Rounded, int]]:
    """A counter for each such column of a table, with its place."""
    places = {name: place for place, name in enumerate(header)}
    return [(Rounded(c.name), places[c.name]) for c, _ in watched(feed) if c.name in places]


def in_objects(feed: Feed) -> list[tuple[Rounded, Callable[[Any], Any], str]]:
    """A counter for each such field of JSON objects, how it is read, and the list it is read from."""
    return [(Rounded(c.name), path_of(c.name), each) for c, each in watched(feed)]
