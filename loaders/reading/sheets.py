"""The cells of a sheet, with what openpyxl leaves out: parts shown as percentages, formulas without a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from loaders.reading.cells import UNCOMPUTED, Percentage

#: What stands in a format as it is: quoted, or after a backslash.
_LITERAL = re.compile(r'"[^"]*"|\\.')
#: Formats that show a part of one as such: 50 %, 1/2. In formats of days no digit stands beside a slash.
_PART = re.compile(r"%|[0#?]/[0-9#?]")
#: Formats that show a number with at least this many digits: 77 as 000077.
_DIGITS = re.compile("0{2,}")


class _SheetParser(WorkSheetParser):
    percentages: frozenset[int] = frozenset()
    digits: Mapping[int, int] = MappingProxyType({})

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        value = cell["value"]
        if value is None:
            # A formula that gave an empty text has the type of a text.
            if element.get("t", "n") != "str" and element.find(FORMULA_TAG) is not None:
                cell["value"] = UNCOMPUTED
        elif value.__class__ in (int, float):
            digits = self.digits.get(cell["style_id"])
            if cell["style_id"] in self.percentages:
                cell["value"] = Percentage(value)
            elif digits is not None and value >= 0 and float(value).is_integer():
                # The number of an account or a customer, with the zeros in front that Excel shows.
                cell["value"] = f"{int(value):0{digits}}"
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
        formats = dict(_formats(book))
        parser.percentages = frozenset(style for style, shown in formats.items() if _PART.search(shown))
        parser.digits = {style: len(shown) for style, shown in formats.items() if _DIGITS.fullmatch(shown)}
        for line, cells in parser.parse():
            row: list[Any] = [None] * max((cell["column"] for cell in cells), default=0)
            for cell in cells:
                row[cell["column"] - 1] = cell["value"]
            if any(value is not None and not (value.__class__ is str and value.isspace()) for value in row):
                yield line, tuple(row)


def _formats(book: Any) -> Iterator[tuple[int, str]]:
    """Each style, with the format of its numbers."""
    for style, cell in enumerate(book._cell_styles):
        number = cell.numFmtId
        own = number - BUILTIN_FORMATS_MAX_SIZE
        shown = BUILTIN_FORMATS.get(number, "") if own < 0 else book._number_formats[own]
        yield style, _LITERAL.sub("", shown)
