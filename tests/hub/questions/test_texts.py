"""The quick way to the one written form of a text tells the same as trying every kind of value."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.cn import ric

from hub.questions.canonical_texts import canonical, canonicals
from schema.values import ALL, CITIZEN_ID, Realm

#: Of every kind that a text alone gives away, in both realms; some only nearly.
TOLD = [
    "990102198506150019",
    "99010219850615001X",
    "990102850615001",
    "110101199003074514",
    "110101900307451",
    "91990102MATE5T0A0C",
    "91110000MA001A2X3B",
    "测A12345",
    "测BD67890",
    "京A1234警",
    "粤Z1234港",
    "0TS123456RA000001",
    "LSVAU033452000001",
    "（2026）示0102执1203号",
    "(2026)示0102执恢1203号",
    "2025京0105执保9",
    "〔2024〕最高法执监3号",
    "10012345678",
    "13812345678",
    "+86 138 1234 5678",
    "0086-755-26612345",
    "(010) 12345678",
    "9999990000000000014",
    "6222021234567890123",
    "GJJ-9901-000098",
    "GJJ-1101-000098",
    "990102",
    "990102001",
    "110105001002",
    "陈立诚",
    "澜川恒达商贸有限公司",
    "A-000123",
    "1985-06-15",
    "",
]
SIGNS = st.sampled_from("  -－·.‐　\u200b'’()（）+０９ＡｘßıſXx7测执号GJ²\t\n")


def full_width(text: str) -> str:
    """The text as a Chinese keyboard writes it."""
    return "".join(chr(ord(sign) + 0xFEE0) if 0x21 <= ord(sign) <= 0x7E else sign for sign in text)


@st.composite
def written(draw: st.DrawFn) -> str:
    """A value in some writing: other widths and cases, signs put in, taken out and exchanged."""
    text = draw(st.sampled_from(TOLD))
    text = draw(st.sampled_from([str, full_width, str.lower, str.upper]))(text)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(SIGNS | st.just("")) + text[place + draw(st.integers(0, 1)) :]
    return draw(st.sampled_from(["", "'", "’", " ", "\u200b"])) + text


def slow(text: str, realm: Realm) -> str:
    """Every kind tried, one after the other."""
    for kind in ALL:
        found = kind.recognise(text, realm) if kind.stored is str else None
        if found is not None:
            return str(found)
    return text


@given(text=written() | st.text(max_size=30) | st.from_regex(r"[0-9+() -]{6,22}", fullmatch=True))
@example(text="1" * 4_001)
@example(text="'990102198506150019")
def test_nothing_is_read_otherwise(text: str) -> None:
    for realm in Realm:
        assert canonical(text, realm) == slow(text, realm)


@pytest.mark.parametrize("text", [text for text in TOLD if slow(text, Realm.FICTIONAL) != text or text == TOLD[0]])
def test_what_is_told_is_told_in_full_width_too(text: str) -> None:
    assert canonical(full_width(text), Realm.FICTIONAL) == slow(text, Realm.FICTIONAL)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Something like a citizen id, often valid."""
    region = draw(st.sampled_from(["990102", "110101", "910000", "830000", "000000", "790101"]))
    born = draw(st.from_regex(r"(18|19|20|00)[0-9]{2}[01][0-9][0-3][0-9]", fullmatch=True))
    text = region + born + draw(st.from_regex(r"[0-9]{3}", fullmatch=True))
    sign = draw(st.sampled_from(["right", "0", "X", "x", "-", "", "11"]))
    return text + (ric.calc_check_digit(text + "0") if sign == "right" else sign)


@given(texts=st.lists(numbers() | written() | st.text(max_size=18), max_size=40))
@example(texts=["99010220000229001X", "990102190002290018", "990102198506150019", "9901021985O6150019"] * 5)
def test_many_are_read_as_each_alone(texts: list[str]) -> None:
    for realm in Realm:
        stored = [CITIZEN_ID.recognise(text, realm) == text for text in texts]
        assert CITIZEN_ID.are_stored(texts, realm) == stored
        assert CITIZEN_ID.are_stored(texts * 20, realm) == stored * 20
        assert canonicals(texts, realm) == [slow(text, realm) for text in texts]
