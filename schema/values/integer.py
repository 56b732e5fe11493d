"""Whole numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Kind, Realm

MOST = 2**31 - 1  # GraphQL's Int has 32 bits; amounts of money are Fen
_FORM = re.compile(r"[+-]?[0-9]{1,12}")
_HINT = "Give a whole number between -2,147,483,648 and 2,147,483,647."


@dataclass(frozen=True, eq=False)
class Integer(Kind):
    """整数 of 32 bits."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> int:
        """Read a whole number from an int, a float without fraction, or text."""
        if isinstance(value, str):
            text = cleaning.whole(cleaning.half_width(cleaning.shown(value)).strip())
            if not _FORM.fullmatch(text):
                raise self.wrong("the text is not a whole number", _HINT, code="FORM")
            number = int(text)
        elif isinstance(value, int) and not isinstance(value, bool):
            number = int(value)
        elif isinstance(value, float) and cleaning.as_shown(value).is_integer():
            number = int(cleaning.as_shown(value))  # spreadsheets know no other numbers
        else:
            raise self.wrong("it is not a whole number", _HINT, code="TYPE")
        if not -MOST - 1 <= number <= MOST:
            raise self.wrong("the number is too large", _HINT, code="RANGE")
        return number


INTEGER = Integer(name="Int", zh="整数", en="Whole number", description="A whole number of 32 bits.", stored=int)
