"""Keyed hashes that stand in the audit log for what was asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from hub.audit.hashing import hashed, keyed_hash
from hub.audit.records import Json
from hub.questions.canonical_texts import canonicals
from schema.values import Realm


@dataclass(frozen=True)
class Hashes:
    """Makes hashes under one key; identifiers are hashed in the one form in which the realm writes them."""

    key: bytes
    realm: Realm
    _kept: WeakKeyDictionary[Any, Json] = field(default_factory=WeakKeyDictionary, repr=False)

    def text(self, text: str) -> str:
        """The hash of one text."""
        return keyed_hash(text, self.key)

    def values(self, value: Any) -> Json:
        """The value with the hash of every text in it in place of the text."""
        return hashed(value, self.key, partial(canonicals, realm=self.realm))

    def kept(self, owner: Any, texts: Sequence[str]) -> Json:
        """The hashes of texts that belong to an owner, worked out once for as long as it lives."""
        found = self._kept.get(owner)
        if found is None:
            found = self._kept[owner] = self.values(list(texts))
        return found
