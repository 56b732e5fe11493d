"""Small text tools the kinds share: width, separators, stars. No rule about any one kind lives here."""

from __future__ import annotations

import re

HIDDEN = "****"

# Longest text any kind takes; longer input is refused before a pattern sees it.
MAX_TEXT = 4000

# Spreadsheets hold numbers as binary floats: beyond 15 digits the last ones are no longer those that were typed.
_EXACT_FLOAT = 10**15
_BIGGEST_INT = 10**40

# Only the width of Latin signs changes. Full NFKC would also turn ² into 2 and ① into 1, and so invent digits.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
#: Marks that nobody sees, and that come with what is copied from messages, pages and office documents: everything that
#: Unicode calls a format character (Cf: bidi marks, joiners, soft hyphen, tags) or says is to be ignored by default
#: (variation selectors, fillers). Not the override U+202E: behind it one reads the digits of a number backwards, so
#: that what was seen is not what was sent. First and last of each range.
INVISIBLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x600, 0x605), (0x61C, 0x61C), (0x6DD, 0x6DD), (0x70F, 0x70F), (0x890, 0x891),
    (0x8E2, 0x8E2), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202D),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
    (0x110BD, 0x110BD), (0x110CD, 0x110CD), (0x13430, 0x1343F), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)  # fmt: skip
_INVISIBLE = dict.fromkeys(code for first, last in INVISIBLE for code in range(first, last + 1))
#: Middle dots of every writing and font, for the class of a regular expression.
MIDDLE_DOTS = "·•‧∙⋅・･ㆍ᛫⸱⦁◦●⚫"
_PLAIN: dict[int, int | None] = {**_HALF_WIDTH, **_INVISIBLE}
# Most texts have neither, and to look for them takes a tenth of translating every character.
_MARKED = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in INVISIBLE) + "]")
_WIDE = re.compile(f"[！-～\u3000]|{_MARKED.pattern}")

_PADDING = "[\\s\u200b-\u200d\u2060\ufeff]*"
# How spreadsheets and their users keep a number from being taken for one: an apostrophe or a backtick in front, or a
# formula that is a text. Names such as 't Hooft and quoted texts keep theirs.
_MARK = re.compile(rf"^{_PADDING}['’‘`´](?=[0-9０-９㐀-鿿(（〔［]|[A-Z][A-Z0-9])(?!.*['’`])", re.DOTALL)
_FORMULA = re.compile(rf'^{_PADDING}="(.*)"{_PADDING}$', re.DOTALL)
# Written with a plus or a point: `3E2` is a house.
_SCIENTIFIC = re.compile(r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]*)?[eE]\+[0-9]{1,3}|[0-9]{1,3}\.[0-9]+[eE][0-9]{1,3})")
# Software that keeps a column with gaps as floats writes 77001 as 77001.0.
_WHOLE = re.compile(r"([0-9]{1,15})\.0+")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—−﹣]+")
_SPLIT_DIGITS = re.compile(rf"(?<=[0-9]){_SEPARATORS.pattern}(?=[0-9])")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class NotTextError(Exception):
    """The value cannot be read as text; carries what is wrong and how to mend it."""

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint


def as_text(value: object) -> str:
    """Return the text of a string or of a whole number from a spreadsheet, else raise `NotTextError`."""
    if isinstance(value, str):
        text = str.__str__(value)
        if len(text) > MAX_TEXT:
            raise NotTextError(f"the text has {len(text)} characters", f"Give at most {MAX_TEXT} characters.")
        return unguarded(text)
    if isinstance(value, bool) or value is None:
        raise NotTextError("a text is needed, not " + ("nothing" if value is None else "true or false"), "Give a text.")
    if isinstance(value, int):
        if not 0 <= value < _BIGGEST_INT:
            raise NotTextError("the number is negative or too large", "Give the value as text, digit by digit.")
        return str(int(value))
    if isinstance(value, float):
        if value.is_integer() and 0 <= value < _EXACT_FLOAT:
            return str(int(value))
        raise NotTextError(
            "it came as a floating number, in which long digits are lost",
            "Format the spreadsheet column as text and export again.",
        )
    raise NotTextError("a text is needed, not another type of value", "Give the value as text.")


def unguarded(text: str) -> str:
    """Drop what marks a number as text: an apostrophe or a backtick in front of it, or `="…"` around it."""
    if text.isalnum():
        return text
    while True:
        found = _FORMULA.match(text)
        plain = found[1] if found else _MARK.sub("", text)
        if plain == text:
            return text
        text = plain


def scientific(text: str) -> bool:
    """Tell whether a text is a number in scientific notation, in which a spreadsheet has dropped its last digits."""
    return _SCIENTIFIC.fullmatch(text) is not None


def whole(text: str) -> str:
    """Write a whole number without the `.0` that software adds which keeps numbers as floats."""
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text


def as_shown(number: float) -> float:
    """Round a number to the 15 significant digits that spreadsheets show; what computing adds stands behind them."""
    return float(f"{number:.15g}")


def half_width(text: str) -> str:
    """Turn full-width Latin letters, digits and signs into half-width ones and drop invisible marks."""
    # No ASCII sign is changed, and most texts have no other.
    if text.isascii():
        return text
    return text.translate(_PLAIN) if _WIDE.search(text) else text


def visible(text: str) -> str:
    """Drop the marks that nobody sees, and change nothing else."""
    return text.translate(_INVISIBLE) if _MARKED.search(text) else text


def split_digits(text: str) -> int | None:
    """Find the first place where spaces or hyphens part two digits: a range, a list, or a number with an addition.

    To join such digits invents a number. Kinds whose check digit proves the whole may ignore it.
    """
    found = _SPLIT_DIGITS.search(half_width(text))
    return None if found is None else found.start()


def compact(text: str) -> str:
    """Drop spaces and hyphens of every sort, which people add to read long numbers."""
    if text.isascii() and text.isalnum():
        return text
    return _SEPARATORS.sub("", half_width(text))


def forbidden(text: str, *, allow: str = "") -> str | None:
    """Name the first character that no stored text may hold (NUL, control, bidi override, lone surrogate), if any."""
    for found in _FORBIDDEN.finditer(text):
        if found.group() not in allow:
            return f"U+{ord(found.group()):04X} at position {found.start() + 1}"
    return None


def shown(value: object) -> str:
    """Return the text of a value for masking; an unreadable value has none. Never raises."""
    try:
        return as_text(value)
    except NotTextError:
        return ""


def stars(text: str, *, head: int, tail: int) -> str:
    """Keep the first `head` and last `tail` characters and star the rest; shorter texts show less, or nothing."""
    length = len(text)
    # A short or truncated value must not show itself whole: at least a third stays hidden.
    while head + tail > length * 2 // 3:
        if head >= tail:
            head -= 1
        else:
            tail -= 1
    if head + tail <= 0:
        return HIDDEN
    # What stands at the ends of a malformed value may be anything, so only letters and digits are shown of it.
    first = "".join(sign if sign.isalnum() else "*" for sign in text[:head])
    last = "".join(sign if sign.isalnum() else "*" for sign in text[length - tail :])
    return first + "*" * min(length - head - tail, 12) + last
