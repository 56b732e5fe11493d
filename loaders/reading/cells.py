"""What a cell of a spreadsheet may be besides a value: a percentage, a failed formula, one never computed."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from schema.errors import InvalidValue
from schema.values import cleaning


class Percentage(float):
    """A number that its cell shows as a percentage or a fraction: 0.5 shown as 50 % or 1/2 is no half per cent."""


class Uncomputed:
    """Stands for a formula whose value the file does not hold."""

    def __str__(self) -> str:
        return "="


UNCOMPUTED = Uncomputed()
#: What spreadsheets show where a formula failed or a column is too narrow; exports write it as text.
_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|GETTING_DATA|#+)"
    r"|ERR:[0-9]{3}"
)
#: What databases and programs write for no value; nobody and nothing is called so.
_NO_VALUE = frozenset(
    {"NULL", "null", "(null)", "None", "NaN", "nan", "NaT", "<NA>", "\\N", "N/A", "n/a", "undefined", "<null>",
     "<NULL>", "[null]", "[NULL]"}
)  # fmt: skip


def checked(value: Any) -> Any:
    """The value of a cell; raises InvalidValue where the cell shows an error or a formula without a value."""
    if value.__class__ is str:
        if ("#" in value or "rr:" in value) and _ERROR.fullmatch(value.strip().upper()):
            raise InvalidValue(
                "The cell shows an error of the spreadsheet.",
                hint="Correct the formula, leave the cell empty, or add the word to the feed's empty=(…).",
                problem="ERROR_CELL",
            )
        if value in _NO_VALUE:
            raise InvalidValue(
                "The cell holds a word that programs write for no value.",
                hint=f"Leave the cell empty, or write empty=('{value}',) in the feed.",
                problem="NO_VALUE",
            )
    elif value is UNCOMPUTED:
        raise InvalidValue(
            "The cell holds a formula, and the file does not hold its value.",
            hint="Open the file in a spreadsheet program and save it, or paste the values in place of the formulas.",
            problem="FORMULA",
        )
    return value


def blank(text: str, empty: Collection[str]) -> bool:
    """Whether a cell holds nothing, or a word that stands for nothing; exports also guard what is empty."""
    if not text or text.isspace():
        return True
    plain = text.strip()
    return plain in empty or (plain[0] in "=`'’" and (not (bare := cleaning.unguarded(plain).strip()) or bare in empty))


def word(value: Any) -> str:
    """A code as the agency writes it; what software adds that keeps codes as numbers is left away."""
    if isinstance(value, bool):
        return str(value)
    try:
        return cleaning.whole(cleaning.half_width(cleaning.as_text(value)).strip())
    except cleaning.NotTextError:
        return str(value).strip()
