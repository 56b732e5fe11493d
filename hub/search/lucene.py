"""What a user typed, made into a full-text query: never read as query syntax."""

from __future__ import annotations

import re

_SYNTAX = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|])')
_LATIN = re.compile(r"[A-Za-zÀ-ɏ' ]+")


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


def pinyin_query(text: str) -> str | None:
    """A query over pinyin forms; None where the text cannot be pinyin.

    'chen licheng', 'ChenLiCheng' and 'clc' all find 陈立诚: syllables joined, or the beginning of them, or initials.
    """
    if not _LATIN.fullmatch(text):
        return None
    joined = re.sub(r"[' ]", "", text).lower()
    if len(joined) < 2:
        return None
    return f"{joined}^3 OR {joined}*"
