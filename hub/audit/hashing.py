"""Keyed hashes of what was asked for: the log can be searched for an identifier, but tells none.

A hash is HMAC-SHA-256 of the text, cut to 128 bits. A list of many texts, or of many flat maps of texts, is written in
columns: {"count": 3, "hashes": {"ref": "… … …"}}, each hash as 32 hexadecimal digits, zeros where there is no text.
Everything else keeps its structure, each text replaced by "h:" and its hash.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from hub.audit.records import Json

PREFIX = "h:"
#: 128 bit: no two identifiers meet by accident, and records stay short.
_BYTES = 16
_NOTHING = bytes(_BYTES)
#: A longer list is written in columns; maps with more different names than these never are.
_FEW, _COLUMNS = 32, 8
_BLOCK = 64
_SPACE = re.compile(r"\s")

#: Brings texts to the form in which they are hashed.
Written = Callable[[Sequence[str]], Sequence[str]]


class Hasher:
    """Hashes with one key. The two blocks of HMAC that depend on the key alone are read once, and copied."""

    def __init__(self, key: bytes) -> None:
        block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
        self._inner = hashlib.sha256(bytes(each ^ 0x36 for each in block))
        self._outer = hashlib.sha256(bytes(each ^ 0x5C for each in block))

    def digests(self, texts: Sequence[str]) -> list[bytes]:
        """The hash of each text."""
        inner, outer, found = self._inner.copy, self._outer.copy, []
        for text in _all_normal(texts):
            first, second = inner(), outer()
            first.update(text)
            second.update(first.digest())
            found.append(second.digest()[:_BYTES])
        return found

    def one(self, text: str) -> str:
        """The hash of one text, as it stands in records and in searches."""
        return PREFIX + self.digests((text,))[0].hex()

    def column(self, texts: Sequence[str | None], written: Written) -> str:
        """The hashes of many texts in their written form; zeros where there is none."""
        found = self.digests(written([text for text in texts if text is not None]))
        if len(found) < len(texts):
            each = iter(found)
            found = [_NOTHING if text is None else next(each) for text in texts]
        return b"".join(found).hex(" ", _BYTES)

    def hashed(self, value: Any, written: Written) -> Json:
        """The value with every text in it replaced by its hash; numbers, booleans, null and keys stay."""
        if isinstance(value, str):
            return self.one(written((value,))[0])
        if isinstance(value, Mapping):
            return {str(name): self.hashed(each, written) for name, each in value.items()}
        if not isinstance(value, Sequence):
            return value  # type: ignore[no-any-return]  # JSON by now
        columns = _columns(value) if len(value) > _FEW else None
        if columns is None:
            return [self.hashed(each, written) for each in value]
        hashes = {name: self.column(texts, written) for name, texts in columns.items()}
        return {"count": len(value), "hashes": hashes.get("", hashes)}


@lru_cache(maxsize=4)
def hasher(key: bytes) -> Hasher:
    """The hasher of a key."""
    return Hasher(key)


def keyed_hash(text: str, key: bytes) -> str:
    """The keyed hash of a text; common writings of it (full-width, lower-case, padded) hash alike."""
    return hasher(key).one(text)


def hashed(value: Json, key: bytes, written: Written = tuple) -> Json:
    """The value with every text in it replaced by its keyed hash; numbers, booleans, null and keys stay."""
    return hasher(key).hashed(value, written)


def digits_of(about: str) -> str:
    """What of a hash stands in a record, however it is written there."""
    return about.removeprefix(PREFIX)


def holds(value: Json, about: str) -> bool:
    """Whether a hashed value holds the hash of some text, by itself or in a column."""
    if isinstance(value, str):
        return value == about or (not value.startswith(PREFIX) and digits_of(about) in value.split(" "))
    if isinstance(value, Mapping):
        return any(holds(each, about) for each in value.values())
    return isinstance(value, Sequence) and any(holds(each, about) for each in value)


def _all_normal(texts: Sequence[str]) -> Iterable[bytes]:
    """What is hashed of each text; where there is nothing to bring into order but the case, of all in one pass."""
    whole = "\0".join(texts)
    if whole.isascii() and not _SPACE.search(whole) and whole.count("\0") == len(texts) - 1:
        return whole.upper().encode().split(b"\0")
    return map(_normal, texts)


def _normal(text: str) -> bytes:
    if text.isascii():
        return text.upper().strip().encode()
    return unicodedata.normalize("NFKC", text).upper().strip().encode("utf-8", "surrogatepass")


def _columns(value: Sequence[Any]) -> dict[str, list[str | None]] | None:
    """The texts of a list by the names of its maps, "" for a list of texts; None where it is neither."""
    kinds = set(map(type, value))
    if kinds <= {str, type(None)}:
        return {"": list(value)}
    if kinds != {dict}:
        return None
    names = set().union(*value)
    if not names or "" in names or len(names) > _COLUMNS or not all(type(name) is str for name in names):
        return None
    columns = {name: [each.get(name) for each in value] for name in sorted(names)}
    if any(not set(map(type, texts)) <= {str, type(None)} for texts in columns.values()):
        return None
    return columns
