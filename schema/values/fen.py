"""Amounts of money, kept in whole fen; yuan are read by a function of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from schema.values import cleaning
from schema.values.base import Kind, Realm

MOST = 9_007_199_254_740_991  # the largest whole number JSON readers keep exactly

_FEN = re.compile(r"[+-]?[0-9]{1,20}")
_YUAN = re.compile(
    r"(?P<sign>[+-]?)(?:¥|RMB|CNY|人民币)?(?P<sign2>[+-]?)"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20})(?:\.(?P<part>[0-9]{1,12}))?"
    r"(?P<unit>万|亿)?[元圆]?整?",
    re.IGNORECASE,
)
_UNITS = {None: 1, "万": 10_000, "亿": 100_000_000}
_HINT = "Give whole fen, such as 1999 for 19.99 yuan."
_YUAN_HINT = "Write yuan with at most two decimals, such as 1,019.99, 1019.99元 or 1.5万元."


@dataclass(frozen=True, eq=False)
class Fen(Kind):
    """金额 in fen: a number is always fen, so that no amount can be off by a hundred."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> int:
        """Read whole fen from an int or its text; anything that smells of yuan is refused."""
        if isinstance(value, str):
            text = cleaning.half_width(cleaning.shown(value)).strip()
            if not _FEN.fullmatch(text):
                yuan = any(sign in text for sign in ".,¥元万")
                hint = "This looks like yuan, but fen are wanted. " + _HINT if yuan else _HINT
                raise self.wrong("the text is not a whole number of fen", hint, code="FORM")
            return self.in_range(int(text))
        if isinstance(value, int) and not isinstance(value, bool):
            return self.in_range(int(value))
        raise self.wrong("a whole number is needed, not a fraction, a truth value or another type", _HINT, code="TYPE")

    def in_range(self, fen: int) -> int:
        """Return the amount, or raise when it is beyond what a JSON number keeps exactly."""
        if not -MOST <= fen <= MOST:
            raise self.wrong("the amount is beyond ±9,007,199,254,740,991 fen", "Check the unit.", code="RANGE")
        return fen


FEN = Fen(name="Fen", zh="金额（分）", description="An amount of money in whole fen (1 yuan = 100 fen).", stored=int)


def fen_from_yuan(text: object) -> int:
    """Read an amount written in yuan, with thousands commas, sign, ¥, 元 or 万元, and return it in fen."""
    if isinstance(text, bool) or not isinstance(text, (str, int, float, Decimal)):
        raise FEN.wrong("an amount in yuan is needed", _YUAN_HINT, code="TYPE")
    if isinstance(text, int):
        return FEN.in_range(int(text) * 100)
    written = cleaning.shown(text) if isinstance(text, str) else _digits(text)
    compact = re.sub(r"\s", "", cleaning.half_width(written)).replace("￥", "¥")
    found = _YUAN.fullmatch(compact)
    if found is None or (found["sign"] and found["sign2"]):
        raise FEN.wrong("the text is not an amount in yuan", _YUAN_HINT, code="FORM")
    part = found["part"] or ""
    fen = Decimal(f"{found['whole'].replace(',', '')}.{part or '0'}") * _UNITS[found["unit"]] * 100
    if fen != int(fen) or (found["unit"] is None and len(part) > 2):
        raise FEN.wrong("the amount has more than two decimals", _YUAN_HINT, code="DECIMALS")
    return FEN.in_range(-int(fen) if "-" in (found["sign"], found["sign2"]) else int(fen))


def _digits(number: float | Decimal) -> str:
    """Write a number from a spreadsheet without exponent; nothing for what is no amount."""
    # repr gives a float's shortest decimal writing, which is what the spreadsheet cell showed.
    exact = Decimal(repr(float(number))) if isinstance(number, float) else number
    # Bounds before writing: 1E+999999999 would fill the memory with zeros.
    if not exact.is_finite() or exact.adjusted() > 15 or exact != round(exact, 12):
        return ""
    return f"{round(exact, 12):f}".rstrip("0").rstrip(".")


def format_yuan(fen: int) -> str:
    """Write fen as yuan with thousands commas and two decimals: 4612055 -> 46,120.55."""
    yuan, rest = divmod(abs(FEN.parse(fen)), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02}"
