"""Keys and global ids: how the hub knows that two records speak of the same thing.

Every node has a `key`, its identity in the graph: the entity's name and its natural key (`Person:9901…`), or, for a
record without one (a foreigner, public data, an old file), the entity's name, the source and the source's own id
(`Person:ftm/abc`). Its `id` is what the API shows: a keyed hash of the key, so that it says nothing, cannot be guessed
from an identity number, and comes out the same when a load is repeated. It is made once, with the newest version of
the graph's secret, and stays: who looks for a node by its key alone knows what its id may be, not what it is.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self


def natural_key(entity: str, value: str) -> str:
    """The key of a node known by its natural key, already normalised."""
    return f"{entity}:{value}"


def foreign_key(entity: str, source: str, source_id: str) -> str:
    """The key of a node known only by a source's own id; it stays apart until somebody judges otherwise."""
    return f"{entity}:{source}/{source_id}"


def global_id(secret: bytes, key: str) -> str:
    """The opaque global id of a node: 22 URL-safe characters of HMAC-SHA256 over its key."""
    digest = hmac.digest(secret, key.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class IdKeys:
    """The versions of the secret that a graph's ids are made with, the oldest first."""

    versions: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def stored(cls, first: str, later: Iterable[str] | None) -> Self:
        """From the texts that the graph keeps."""
        return cls(tuple([base64.b64decode(each) for each in (first, *(later or ()))]))

    def new(self, key: str) -> str:
        """The id of a node that is created now."""
        return global_id(self.versions[-1], key)

    def possible(self, key: str) -> tuple[str, ...]:
        """The ids that a node of this key may have, the newest first: which one depends on when it was created."""
        return tuple([global_id(each, key) for each in reversed(self.versions)])
