"""Keyed hashes of what was asked for: the log can be searched for an identifier, but tells none."""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Mapping, Sequence

from hub.audit.records import Json

PREFIX = "h:"
#: 128 bit: no two identifiers meet by accident, and records stay short.
_BYTES = 16


def keyed_hash(text: str, key: bytes) -> str:
    """The keyed hash of a text; common writings of it (full-width, lower-case, padded) hash alike."""
    normal = unicodedata.normalize("NFKC", text).upper().strip()
    return PREFIX + hmac.digest(key, normal.encode("utf-8", "surrogatepass"), "sha256")[:_BYTES].hex()


def hashed(value: Json, key: bytes) -> Json:
    """The value with every text in it replaced by its keyed hash; numbers, booleans, null and keys stay."""
    if isinstance(value, str):
        return keyed_hash(value, key)
    if isinstance(value, Mapping):
        return {name: hashed(each, key) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [hashed(each, key) for each in value]
    return value
