"""What a name is looked for by: the one function whose words the graph keeps beside a name, and search asks with."""

from __future__ import annotations

import re
import unicodedata

from schema.values.han import HAN, HAN_SIGNS, ordinary, simplified
from schema.values.latin import is_latin
from schema.values.other_names import beside, without_title
from schema.values.pinyin import is_organisation, pinyin_forms

#: Stands before the characters of a name among its forms, which no Latin writing begins with.
CHARACTERS = "="
_PLAIN = re.compile("[一-鿿]+")
#: What parts the two writings of a name: 李晓明（LI XIAOMING）, LI XIAOMING / 李晓明.
_PARTED = re.compile(rf"([{HAN_SIGNS}·]{{2,}})(?=[^\w'’-])[\s（()）/,，、|]+([^{HAN_SIGNS}]+)")
_PARTED_BACK = re.compile(rf"([^{HAN_SIGNS}]+)(?<=[^\w'’-])([{HAN_SIGNS}·]{{2,}})[\s（()）]*")


def characters(name: str) -> str:
    """The letters and digits of a name alone: simplified and small, without blanks, dots and brackets."""
    if _PLAIN.fullmatch(name):
        # Most names, and nothing but the script can differ.
        return simplified(name)
    plain = simplified(ordinary(unicodedata.normalize("NFKC", name)))
    return "".join([sign for sign in plain if sign.isalnum()]).lower()


def writings(name: str) -> tuple[str, ...]:
    """The name; before it each name that it holds: 李晓明（LI XIAOMING）, 李晓明（曾用名李小明）, MR LI XIAOMING."""
    named = beside(name) or (without_title(name),)
    found = [each for part in named for each in _writings(part)]
    return tuple(dict.fromkeys([*found, name] if found[-1] != name else found))


def _writings(name: str) -> tuple[str, ...]:
    if name.isascii() or _PLAIN.fullmatch(name):
        return (name,)
    found = _PARTED.fullmatch(name)
    if found is None:
        found = _PARTED_BACK.fullmatch(name)
        # ABC 贸易有限公司 is one name.
        if found is not None and is_organisation(found[2]):
            return (name,)
    if found is None:
        return (name,)
    han, latin = sorted(
        (part.strip(" （()）/,，、|") for part in found.groups()), key=lambda part: HAN.search(part) is None
    )
    # A branch or a number in brackets is no writing of the name.
    return (han, latin, name) if is_latin(latin) and not any(map(str.isdigit, latin)) else (name,)


def name_forms(name: str) -> str:
    """The forms of a name, joined by blanks: its Latin writings and, of a name with Chinese characters, these alone."""
    forms = " ".join(pinyin_forms(name)).lower()
    if HAN.search(name) is None:
        return forms
    bare = CHARACTERS + characters(name)
    return f"{forms} {bare}" if forms else bare
