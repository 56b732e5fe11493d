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
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])

_SEPARATORS = re.compile(r"[\s\-‐‑‒–—−﹣]+")
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
        # A leading apostrophe is how spreadsheets mark a number as text; some exports keep it.
        return re.sub(r"^\s*['’](?=[0-9０-９])", "", text)
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


def half_width(text: str) -> str:
    """Turn full-width Latin letters, digits and signs into half-width ones and drop invisible marks."""
    return text.translate(_HALF_WIDTH).translate(_INVISIBLE)


def compact(text: str) -> str:
    """Drop spaces and hyphens of every sort, which people add to read long numbers."""
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
