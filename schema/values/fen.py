"""Amounts of money, kept in whole fen; yuan are read by a function of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from schema.values import cleaning
from schema.values.base import Kind, Realm
from schema.values.han import simplified

MOST = 9_007_199_254_740_991  # the largest whole number JSON readers keep exactly

_FEN = re.compile(r"[+-]?[0-9]{1,20}")
_YUAN = re.compile(
    r"(?P<sign>[+-]?)(?:(?:¥|RMB|CNY|人民币):?)?(?P<sign2>[+-]?)"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20}|(?=\.))(?:\.(?P<part>[0-9]{1,40}))?"
    r"(?P<unit>千|百?万|千万|亿)?[元圆]?(?:[(/]?(?:人民币|RMB|CNY)\)?)?[元圆]?[整正]?",
    re.IGNORECASE,
)
_UNITS = {None: 1, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
#: A unit in brackets behind its number, as registers print it.
_BRACKETED = re.compile(r"\(((?:千|百?万|千万|亿)?元?(?:人民币)?元?)\)$")
#: A float holds 15 digits that are meant; what computing leaves behind is smaller than any amount.
_MEANT = 15
_NOTHING = Decimal("1E-9")
_TINY = re.compile(r"[+-]?[0-9](?:\.[0-9]{1,17})?[eE]-[0-9]{1,3}")
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


FEN = Fen(
    name="Fen",
    zh="金额（分）",
    en="Amount (fen)",
    description="An amount of money in whole fen (1 yuan = 100 fen).",
    stored=int,
)


def fen_from_yuan(text: object) -> int:
    """Read an amount written in yuan, with thousands commas, sign, ¥, 元 or 万元, and return it in fen."""
    if isinstance(text, bool) or not isinstance(text, (str, int, float, Decimal)):
        raise FEN.wrong("an amount in yuan is needed", _YUAN_HINT, code="TYPE")
    if isinstance(text, int):
        return FEN.in_range(int(text) * 100)
    written = simplified(cleaning.half_width(cleaning.shown(text)).strip()) if isinstance(text, str) else _digits(text)
    if cleaning.scientific(written):
        problem = "it is in scientific notation (科学计数法), in which a spreadsheet has dropped the last digits"
        raise FEN.wrong(problem, "Format the column as a number and export again. " + _YUAN_HINT, code="SCIENTIFIC")
    if _TINY.fullmatch(written):
        written = _digits(float(written))
    # A space groups thousands as a comma does; elsewhere between digits it parts two numbers.
    plain = re.sub(r"(?<=[0-9])\s(?=[0-9]{3}(?![0-9]))", ",", written)
    if re.search(r"[0-9.]\s+[0-9.]", plain):
        raise FEN.wrong("spaces part its digits, so it may be two amounts", _YUAN_HINT, code="SPLIT")
    compact = _BRACKETED.sub(r"\1", re.sub(r"\s", "", plain).replace("￥", "¥"))
    found = _YUAN.fullmatch(compact)
    if found is None or (found["sign"] and found["sign2"]):
        raise FEN.wrong("the text is not an amount in yuan", _YUAN_HINT, code="FORM")
    part = found["part"] or ""
    number = Decimal(f"{found['whole'].replace(',', '') or '0'}.{part or '0'}")
    fen = number * _UNITS[found["unit"]] * 100
    if fen != int(fen) and _computed(number):
        fen = Decimal(f"{number:.{_MEANT}g}") * _UNITS[found["unit"]] * 100
    if fen != int(fen):
        raise FEN.wrong("the amount has more than two decimals", _YUAN_HINT, code="DECIMALS")
    return FEN.in_range(-int(fen) if "-" in (found["sign"], found["sign2"]) else int(fen))


def _digits(number: float | Decimal) -> str:
    """Write a number from a spreadsheet without exponent; nothing for what is no amount."""
    # repr gives a float's shortest decimal writing, which is what the spreadsheet cell showed.
    exact = Decimal(repr(float(number))) if isinstance(number, float) else number
    # Bounds before writing: 1E+999999999 would fill the memory with zeros.
    if not exact.is_finite() or exact.adjusted() > 15:
        return ""
    # 0.1 + 0.2 - 0.3 is no amount, and no spreadsheet shows one.
    if isinstance(number, float) and abs(exact) < _NOTHING:
        return "0"
    return "" if exact.adjusted() < -20 else f"{exact:f}"


def _computed(number: Decimal) -> bool:
    """Tell whether a number has more digits than a spreadsheet shows: those are left over from computing."""
    return len(number.normalize().as_tuple().digits) > _MEANT
