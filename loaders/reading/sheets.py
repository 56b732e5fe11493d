"""The cells of a sheet, with what openpyxl leaves out: parts shown as percentages, formulas without a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from loaders.reading.cells import UNCOMPUTED, Percentage

#: What stands in a format as it is: quoted, or after a backslash.
_LITERAL = re.compile(r'"[^"]*"|\\.')
#: Formats that show a part of one as such: 50 %, 1/2. In formats of days no digit stands beside a slash.
_PART = re.compile(r"%|[0#?]/[0-9#?]")


class _SheetParser(WorkSheetParser):
    percentages: frozenset[int] = frozenset()

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        value = cell["value"]
        if value is None:
            # A formula that gave an empty text has the type of a text.
            if element.get("t", "n") != "str" and element.find(FORMULA_TAG) is not None:
                cell["value"] = UNCOMPUTED
        elif cell["style_id"] in self.percentages and value.__class__ in (int, float):
            cell["value"] = Percentage(value)
        return cell


def rows_of(book: Any, sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of a sheet of a workbook opened to be read, those that hold anything, with the numbers Excel shows."""
    with sheet._get_source() as source:
        parser = _SheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        parser.percentages = frozenset(_percentages(book))
        for line, cells in parser.parse():
            row: list[Any] = [None] * max((cell["column"] for cell in cells), default=0)
            for cell in cells:
                row[cell["column"] - 1] = cell["value"]
            if any(value is not None for value in row):
                yield line, tuple(row)


def _percentages(book: Any) -> Iterator[int]:
    """The styles whose numbers show as percentages or as fractions."""
    for style, cell in enumerate(book._cell_styles):
        number = cell.numFmtId
        own = number - BUILTIN_FORMATS_MAX_SIZE
        shown = BUILTIN_FORMATS.get(number, "") if own < 0 else book._number_formats[own]
        if _PART.search(_LITERAL.sub("", shown)):
            yield style
