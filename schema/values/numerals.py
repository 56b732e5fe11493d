"""Chinese numerals: days (二〇二六年十一月二日), numbers of documents (之十二), shares (三分之一)."""

from __future__ import annotations

import re

_DIGITS = "〇一二三四五六七八九"
_VALUES = {sign: value for value, sign in enumerate(_DIGITS)} | {"零": 0, "○": 0, "◯": 0}
_SIGN = f"[{''.join(_VALUES)}]"
#: A number from 1 to 99, as a part of a regular expression.
TENS = "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_DAY = re.compile(rf"({_SIGN}{{4}})年({TENS})月({TENS})([日号].*)", re.DOTALL)


def in_digits(text: str) -> str:
    """A day in numerals as one in digits; any other text as it stands."""
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    year = "".join(str(_VALUES[sign]) for sign in found[1])
    return f"{year}年{in_number(found[2])}月{in_number(found[3])}{found[4]}"


def in_numerals(number: int) -> str:
    """A number from 1 to 99 in numerals, as documents of a case are counted."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + ("" if ones == 0 else _DIGITS[ones])


def in_number(text: str) -> int:
    """The number from 1 to 99 that numerals say; the text is one that `TENS` fits."""
    tens, ten, ones = text.rpartition("十")
    return (_VALUES[tens] if tens else 1 if ten else 0) * 10 + (_VALUES[ones] if ones else 0)
