"""Numbers with a fraction."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from schema.values import cleaning
from schema.values.base import Kind, Realm

_FORM = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,4})?")
_HINT = "Give a number such as 0.98."


@dataclass(frozen=True, eq=False)
class Floating(Kind):
    """小数: measurements and confidences, never money (that is Fen)."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> float:
        """Read a finite number from a number or text."""
        if isinstance(value, str):
            text = cleaning.half_width(cleaning.shown(value)).strip()
            if not _FORM.fullmatch(text):
                raise self.wrong("the text is not a number", _HINT, code="FORM")
            number = float(text)
        elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            try:
                number = float(value)
            except (OverflowError, ValueError):  # beyond a float's range; a signalling NaN
                raise self.wrong("the number is too large or not a number", _HINT, code="RANGE") from None
        else:
            raise self.wrong("it is not a number", _HINT, code="TYPE")
        if not math.isfinite(number):
            raise self.wrong("the number is not finite", _HINT, code="RANGE")
        return number


FLOAT = Floating(name="Float", zh="小数", en="Number", description="A finite number with a fraction.", stored=float)
