"""What a user typed, made into a full-text query: never read as query syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schema.values import latin
from schema.values.han import HAN
from schema.values.name_forms import CHARACTERS
from schema.values.pinyin import compound_surnames

_SYNTAX = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|])')
_LETTERS = re.compile(r"[a-z]{2,}")
_NO_LETTER = re.compile(r"[0-9_]")


def escape(text: str) -> str:
    """The text with every sign that Lucene would read as syntax taken literally."""
    return _SYNTAX.sub(r"\\\1", text)


def phrase(text: str) -> str | None:
    """A query for the text as a phrase; None where it holds nothing a full-text index keeps."""
    words = " ".join(re.findall(r"\w+", text))
    if len(words) == 1:
        # The index keeps Chinese in pairs of characters: one alone, as a surname, is the beginning of a pair.
        return f"{escape(words)}*"
    return f'"{escape(words)}"' if words else None


def phrases(texts: Iterable[str]) -> str | None:
    """A query for any of several texts as a phrase; None where none holds anything a full-text index keeps."""
    found = dict.fromkeys(each for each in map(phrase, texts) if each is not None)
    return " OR ".join(found) or None


def pinyin_query(text: str) -> str | None:
    """A query over pinyin forms; None where the text cannot be pinyin.

    'chen licheng', 'ChenLiCheng', 'Licheng, Chen', 'Chén Lìchéng' and 'clc' all find 陈立诚: syllables joined, or the
    beginning of them, or initials; in either order, with ü as v, yu or ü.
    """
    if HAN.search(text) is not None or _NO_LETTER.search(text):
        return None
    ways = [way for way in latin.joined(text, compound_surnames()) if _LETTERS.fullmatch(way)]
    return " OR ".join(f"{way}^3 OR {way}*" for way in ways) or None


def characters_query(bare: str) -> str | None:
    """A query over forms for a name by its characters alone, or the beginning of them; None for Latin names."""
    if HAN.search(bare) is None:
        return None
    form = escape(CHARACTERS + bare)
    return f"{form}^3 OR {form}*"
