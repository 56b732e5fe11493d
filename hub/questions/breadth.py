"""How much of all names a text may hit, by the text alone: what it really hits may be hidden from the caller."""

from __future__ import annotations

import re

from schema.values.han import HAN

#: The part of all names that one, two, and three or more characters may hit: 王 is the surname of 7 in 100.
_CHARACTERS = (0.08, 0.002, 0.0002)
#: The most letters of a text, and the part of names whose pinyin begins like it or has such initials.
_LETTERS = ((5, 0.08), (8, 0.01), (50, 0.0005))
#: A number, or what names do not hold.
_NARROW = 0.00001
#: What half of all names of companies hold.
_COMMON = re.compile(r"(?:股份|责任)?(?:有限|公司|集团|贸易|商贸|科技|实业|中心|银行|分行|支行)+")
_HALF = 0.5
_LONGEST = 50
#: Steps in which the number of names counts, so that no single one changes a price.
_STEP = 10.0


def breadth(text: str) -> float:
    """The part of all names that a search for the text may read, from 0 to 1."""
    plain = "".join(text[:_LONGEST].split())
    characters = len(HAN.findall(plain))
    if not plain or any(sign.isdigit() for sign in plain):
        return _NARROW if plain else 0.0
    if characters:
        return _HALF if _COMMON.fullmatch(plain) else _CHARACTERS[min(characters, len(_CHARACTERS)) - 1]
    letters = sum(sign.isalpha() for sign in plain)
    return next((part for most, part in _LETTERS if 0 < letters <= most), _NARROW)


def in_steps(names: float) -> float:
    """A number of names, up to the next power of ten."""
    step = 1.0
    while step < names:
        step *= _STEP
    return step if names > 0 else 0.0
