"""Chinese names in Latin letters, as passports, banks and keyboards write them.

Passports write the given name in one word and ü as YU (GB/T 28039: LYU YUNZHOU), banks put either name first, keyboards
have v for ü, and printed names have tones. A name of several words is therefore compared by all of its letters in one
word, in each order that the words may have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import product

from schema.values.han import HAN

_U_WITH_DOTS = re.compile("(?<=[ln])u\u0308")
_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile("[^\\W_]+")
_INSIDE = re.compile("['’ʼ`\\-‐‑]")
#: YU for ü: no syllable ends with l, and none before the first letter of a word; n may be the end of another one.
_SURELY = re.compile("(?:(?<![a-z])[ln]|l)yu")
_MAYBE = re.compile("nyu|[ln]ue")
_MOST_WAYS = 4


def plain(text: str) -> str:
    """Latin letters in small ones, without tones and accents; ü behind l and n is v, as on keyboards."""
    text = text.lower()
    if text.isascii():
        return text
    # Tones go first: a syllable may have both, as lǚ.
    apart = unicodedata.normalize("NFD", text)
    with_v = _U_WITH_DOTS.sub("v", re.sub("u[\u0300-\u0307\u0309-\u036f]*\u0308", "u\u0308", apart))
    return unicodedata.normalize("NFC", _MARKS.sub("", with_v))


def is_latin(name: str) -> bool:
    """Whether a name has letters and no Chinese character."""
    return HAN.search(name) is None and any(each.isalpha() for each in name)


def joined(name: str, surnames: frozenset[str] = frozenset()) -> list[str]:
    """All letters of a name in one word, in each order and way that may be meant; as it stands, first.

    `surnames` are those of two syllables, in one word each.
    """
    found: dict[str, None] = {}
    for words in _orders(name, surnames):
        for way in _ways(" ".join(words)):
            found["".join(way.split())] = None
    return [each for each in found if each]


def _orders(name: str, surnames: frozenset[str]) -> Iterator[list[str]]:
    before, comma, after = plain(name).replace("，", ",").partition(",")
    words, given = _words(before), _words(after)
    yield [*words, *given]
    if comma and given:
        yield [*given, *words]
        return
    if len(words) > 1:
        yield [words[-1], *words[:-1]]
    if len(words) > 2 and words[-2] + words[-1] in surnames:
        yield [*words[-2:], *words[:-2]]


def _words(text: str) -> list[str]:
    return _WORD.findall(_INSIDE.sub("", text))


def _ways(text: str) -> Iterator[str]:
    """A spelling with v for each ü, for each way in which that can be read."""
    text = _SURELY.sub(lambda found: found.group()[0] + "v", text)
    places = [found.start() for found in _MAYBE.finditer(text)][:_MOST_WAYS]
    for chosen in product((False, True), repeat=len(places)):
        yield _with_v(text, [place for place, taken in zip(places, chosen, strict=True) if taken])


def _with_v(text: str, places: Sequence[int]) -> str:
    for place in reversed(places):
        # nyu becomes nv, and lue becomes lve: of either, what stands behind the first letter.
        rest = text[place + 1 : place + 3]
        text = text[: place + 1] + ("v" if rest == "yu" else "ve") + text[place + 3 :]
    return text
