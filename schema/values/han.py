"""Chinese characters that can be written in several ways: each as its ordinary code point, or as the simplified one.

A radical (⼀, ⻢), a private-use sign of an old code page and a compatibility ideograph look like the character that is
meant, and are another code point. The tables are kept in `data/`, with their sources.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

#: The signs of a regular expression's class that are Chinese characters; 〇 is one, and 々 repeats the one before it.
HAN_SIGNS = "㐀-鿿豈-﫿〇々\U00020000-\U0003ffff"
HAN = re.compile(f"[{HAN_SIGNS}]")
#: What `ordinary` changes: radicals, strokes, compatibility ideographs, private-use signs.
_ODD = re.compile("[⺀-⿟㇀-㇯\ue000-\uf8ff豈-﫿\U0002f800-\U0002fa1f○◯]")
#: Keyboards have a circle for 〇. Between names of several characters it is a dot, as in 买买提○艾力.
_ZERO = re.compile(f"(?<=[{HAN_SIGNS}○◯])[○◯](?!(?<=[{HAN_SIGNS}]{{2}}[○◯])[{HAN_SIGNS}]{{2}})")
_REPEATED = re.compile(f"([{HAN_SIGNS}])々")


def ordinary(text: str) -> str:
    """The text with each character as its ordinary code point: ⾼ becomes 高, ⻢ becomes 马, 刘○舟 becomes 刘〇舟."""
    if text.isascii() or _ODD.search(text) is None:
        return text
    # Compatibility ideographs are canonically equivalent to the ordinary ones.
    return _ZERO.sub("〇", unicodedata.normalize("NFC", text.translate(_ordinary())))


def simplified(text: str) -> str:
    """The text with traditional characters and old forms as simplified ones, and 々 as the character it repeats."""
    if text.isascii():
        return text
    if "々" in text:
        text = _REPEATED.sub(r"\1\1", text)
    return text.translate(_simplified())


def lines(name: str) -> Iterator[str]:
    """The lines of a table in `data/` that are neither empty nor remarks."""
    for line in (files("schema.values") / "data" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@cache
def _ordinary() -> dict[int, int]:
    table: dict[int, int] = {}
    for pair in _pairs("ordinary.txt"):
        odd, _, meant = pair.partition("=")
        table[ord(pair[0]) if not meant else int(odd, 16)] = ord(pair[1]) if not meant else int(meant, 16)
    return table


@cache
def _simplified() -> dict[int, int]:
    return {ord(pair[0]): ord(pair[1]) for name in ("simplified.txt", "variants.txt") for pair in _pairs(name)}


def _pairs(name: str) -> Iterator[str]:
    return (pair for line in lines(name) for pair in line.split())
