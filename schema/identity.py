"""Keys and global ids: how the hub knows that two records speak of the same thing.

Every node has a `key`, its identity in the graph: the entity's name and its natural key (`Person:9901…`), or, for a
record without one (a foreigner, public data, an old file), the entity's name, the source and the source's own id
(`Person:ftm/abc`). Its `id` is what the API shows: a keyed hash of the key, so that it says nothing, cannot be guessed
from an identity number, and comes out the same when a load is repeated.
"""

from __future__ import annotations

import base64
import hmac


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
