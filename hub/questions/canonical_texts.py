"""Texts in questions: the one written form of what was asked by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from schema.values import (
    ACCOUNT_NO,
    ALL,
    CASE_NUMBER,
    CITIZEN_ID,
    DIVISION_CODE,
    DOCUMENT_NO,
    NAME,
    PHONE_NO,
    PLATE_NO,
    TEXT,
    USCC,
    VIN,
    Kind,
    Realm,
    cleaning,
)
from schema.values.case_number import CASE_TYPES
from schema.values.han import simplified

_TOLD: tuple[Kind, ...] = tuple(kind for kind in ALL if kind.stored is str)
_PLATE_SIGNS = re.compile(f"[{cleaning.MIDDLE_DOTS}.]")
_PHONE_SIGNS = str.maketrans("", "", "()+")
#: How identifiers begin that the realm of invented data reserves (domain §6); the realm of real data takes all others.
_REGION, _MAKER, _PROVINCE, _COURT = "99", "0", "测", "示"


def _never_recognised(_: str, __: bool) -> bool:
    return False


def _always_recognised(_: str, __: bool) -> bool:
    return True


def _account(text: str, invented: bool) -> bool:
    if text.startswith("GJJ"):
        return text.startswith("GJJ99") == invented
    return 16 <= len(text) <= 19 and text.isdecimal() and text.startswith("999999") == invented


#: What a text must look like to be of a kind at all, without spaces and hyphens and in capitals, among invented data
#: or real. Reading a text as a kind that it is not ends in an error with its whole explanation: tried for every kind,
#: that takes a hundred times as long. A kind that is not named here is always tried.
_SHAPES: Mapping[Kind, Callable[[str, bool], bool]] = {
    CITIZEN_ID: lambda text, invented: (
        len(text) in (15, 18) and text.startswith(_REGION) == invented and text[:-1].isdecimal()
    ),
    USCC: lambda text, invented: len(text) == 18 and (text[2:4] == _REGION) == invented,
    PLATE_NO: lambda text, invented: (
        not text.isascii() and len(_PLATE_SIGNS.sub("", text)) in (7, 8) and (_PROVINCE in text) == invented
    ),
    VIN: lambda text, invented: len(text) == 17 and text.startswith(_MAKER) == invented,
    CASE_NUMBER: lambda text, invented: (_COURT in text) == invented and any(kind in text for kind in CASE_TYPES),
    PHONE_NO: lambda text, _: 11 <= len(text) <= 24 and text.translate(_PHONE_SIGNS).isdecimal(),
    ACCOUNT_NO: _account,
    DIVISION_CODE: lambda text, invented: (
        len(text) in (6, 9, 12) and text.startswith(_REGION) == invented and text.isdecimal()
    ),
    DOCUMENT_NO: lambda text, invented: "号" in text and (_COURT in text) == invented,
    NAME: _never_recognised,
    TEXT: _never_recognised,
}

#: How long the texts of a kind are, as above, that consist of ASCII signs alone; no such text is longer.
_LENGTHS: Mapping[Kind, Iterable[int]] = {
    CITIZEN_ID: (15, 18),
    USCC: (18,),
    PLATE_NO: (),
    VIN: (17,),
    CASE_NUMBER: (),
    PHONE_NO: range(11, 25),
    ACCOUNT_NO: (len("GJJ9901000098"), *range(16, 20)),
    DIVISION_CODE: (6, 9, 12),
    DOCUMENT_NO: (),
    NAME: (),
    TEXT: (),
}
_LONGEST = 24
_ANY = [(kind, _SHAPES.get(kind, _always_recognised)) for kind in _TOLD]
#: The kinds to try with a text of ASCII signs, by its length.
_ASCII = [
    [(kind, shape) for kind, shape in _ANY if kind not in _LENGTHS or length in _LENGTHS[kind]]
    for length in range(_LONGEST + 2)
]
#: Lengths of such texts that tell nothing; numbers of rows among them.
_UNTOLD = frozenset(length for length, kinds in enumerate(_ASCII) if not kinds)


def canonical(text: str, realm: Realm) -> str:
    """A text as the graph would store it, where its form tells what it is; else as it is."""
    if len(text) > cleaning.MAX_TEXT:
        return text
    plain = simplified(cleaning.compact(cleaning.unguarded(text))).upper()
    invented = realm is Realm.FICTIONAL
    for kind, shape in _ASCII[min(len(plain), _LONGEST + 1)] if plain.isascii() else _ANY:
        if not shape(plain, invented):
            continue
        found = kind.recognise(text, realm)
        if found is not None:
            return str(found)
    return text


def canonicals(texts: Sequence[str], realm: Realm) -> list[str]:
    """The canonical form of many texts; one pass finds the citizen ids that are already in stored form."""
    stored = CITIZEN_ID.are_stored(texts, realm)
    return [
        text if is_id or (len(text) in _UNTOLD and text.isascii() and text.isalnum()) else canonical(text, realm)
        for text, is_id in zip(texts, stored, strict=True)
    ]
