"""Texts in questions: the one written form of what was asked by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from schema.values import (
    ACCOUNT_NO,
    ALL,
    CASE_NUMBER,
    CITIZEN_ID,
    DIVISION_CODE,
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

_TOLD: tuple[Kind, ...] = tuple(kind for kind in ALL if kind.stored is str)
_APOSTROPHE = re.compile(r"^\s*['’](?=[0-9０-９])")
_PLATE_SIGNS = re.compile(r"[·•・‧∙.]")
_PHONE_SIGNS = str.maketrans("", "", "()+")


def _never(_: str) -> bool:
    return False


#: What a text must look like to be of a kind at all, without spaces and hyphens and in capitals. Reading a text as a
#: kind that it is not ends in an error with its whole explanation: tried for every kind, that takes a hundred times
#: as long. A kind that is not named here is always tried.
_SHAPES: Mapping[Kind, Callable[[str], bool]] = {
    CITIZEN_ID: lambda text: len(text) in (15, 18) and text[:-1].isdecimal(),
    USCC: lambda text: len(text) == 18,
    PLATE_NO: lambda text: not text.isascii() and len(_PLATE_SIGNS.sub("", text)) in (7, 8),
    VIN: lambda text: len(text) == 17,
    CASE_NUMBER: lambda text: any(kind in text for kind in CASE_TYPES),
    PHONE_NO: lambda text: 11 <= len(text) <= 24 and text.translate(_PHONE_SIGNS).isdecimal(),
    ACCOUNT_NO: lambda text: text.startswith("GJJ") or (16 <= len(text) <= 19 and text.isdecimal()),
    DIVISION_CODE: lambda text: len(text) in (6, 9, 12) and text.isdecimal(),
    NAME: _never,
    TEXT: _never,
}


def canonical(text: str, realm: Realm) -> str:
    """A text as the graph would store it, where its form tells what it is; else as it is."""
    if len(text) > cleaning.MAX_TEXT:
        return text
    plain = cleaning.compact(_APOSTROPHE.sub("", text)).upper()
    for kind in _TOLD:
        shape = _SHAPES.get(kind)
        if shape is not None and not shape(plain):
            continue
        found = kind.recognise(text, realm)
        if found is not None:
            return str(found)
    return text
