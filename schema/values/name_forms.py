"""What a name is looked for by: the one function whose words the graph keeps beside a name, and search asks with."""

from __future__ import annotations

import re
import unicodedata

from schema.values.han import HAN, ordinary, simplified
from schema.values.pinyin import pinyin_forms

#: Stands before the characters of a name among its forms, which no Latin writing begins with.
CHARACTERS = "="
_PLAIN = re.compile("[一-鿿]+")


def characters(name: str) -> str:
    """The letters and digits of a name alone: simplified and small, without blanks, dots and brackets."""
    if _PLAIN.fullmatch(name):
        # Most names, and nothing but the script can differ.
        return simplified(name)
    plain = simplified(ordinary(unicodedata.normalize("NFKC", name)))
    return "".join([sign for sign in plain if sign.isalnum()]).lower()


def name_forms(name: str) -> str:
    """The forms of a name, joined by blanks: its Latin writings and, of a name with Chinese characters, these alone."""
    forms = " ".join(pinyin_forms(name)).lower()
    if HAN.search(name) is None:
        return forms
    bare = CHARACTERS + characters(name)
    return f"{forms} {bare}" if forms else bare
