"""What nobody sees is in no value."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from schema.values import ALL, NAME, TEXT
from schema.values.cleaning import INVISIBLE, half_width, visible


def test_every_format_character_is_known() -> None:
    known = {code for first, last in INVISIBLE for code in range(first, last + 1)}
    formats = {code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"}
    selectors = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x180B, 0x180C, 0x180D, 0x180F}
    assert formats | selectors <= known | {0x202E}
    # Nothing that is seen, or that has a meaning by itself, is among them.
    seen = {code for code in known if unicodedata.category(chr(code)) not in ("Cf", "Mn", "Lo", "Cn")}
    assert seen == set()


@pytest.mark.parametrize("first", [first for first, _ in INVISIBLE])
def test_a_mark_changes_no_value(first: int) -> None:
    marked = f"{chr(first)}陈{chr(first)}立诚{chr(first)}"
    assert half_width(marked) == visible(marked) == "陈立诚"
    assert NAME.parse(marked) == TEXT.parse(marked) == "陈立诚"


def test_all_kinds_read_a_number_that_was_copied_from_a_message() -> None:
    for kind, text in {each: _EXAMPLES[each.name] for each in ALL if each.name in _EXAMPLES}.items():
        assert kind.parse(f"\u202d{text}\u202c") == kind.parse(text) == kind.parse(f"{text[:3]}\u00ad{text[3:]}\u200e")


_EXAMPLES = {
    "CitizenId": "990102198506150019",
    "Uscc": "91990102MATE5T0A0C",
    "PlateNo": "测A12345",
    "Vin": "0TS123456RA000001",
    "CaseNumber": "（2026）示0102执1203号",
    "PhoneNo": "10012345678",
    "AccountNo": "9999990000000000014",
    "DivisionCode": "990102",
}
