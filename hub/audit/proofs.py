"""Proofs out of the files of a log, also while its process goes on writing."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.audit.disk import Disk, opened
from hub.audit.records import Head, Json, Receipt
from hub.audit.segments import TREE, about, last_head
from hub.audit.signing import DIGESTS, verify
from hub.audit.tree import Tree, root_by_consistency
from hub.audit.verify_standalone import fingerprint, root_of_path, signed_text
from schema.errors import AuditDamaged, AuditUnavailable, NotFound


@dataclass(frozen=True)
class Reading:
    """A log as its last signed head has it."""

    name: str
    head: Head
    tree: Tree


@contextmanager
def reading(home: Path) -> Iterator[Reading]:
    """Open a log for proofs; NotFound where there is none or it is empty."""
    known = about(home)
    last = None if known is None else last_head(home)
    if known is None or last is None:
        raise NotFound(f"There is no log {home.name}.", hint="hub audit head lists the logs there are.")
    head = Head.of(last)
    with opened(home / TREE, os.O_RDONLY) as fd:
        tree = Tree(fd, DIGESTS[known.algorithm], Disk())
        if not tree.read(head.size):
            raise AuditUnavailable(
                f"The hashes of the log {home.name} are not all on disk.",
                hint="Make space on the disk of the audit log; its process then writes them. Or open the log anew.",
            )
        yield Reading(home.name, head, tree)


def inclusion(home: Path, index: int, question: str = "") -> Receipt:
    """Proof that a record is in the log, under its last head."""
    with reading(home) as found:
        if not 0 <= index < found.head.size:
            raise NotFound(
                f"The log {home.name} has no record {index}.", hint=f"Its records are 0 to {found.head.size - 1}."
            )
        path = tuple(_text(each) for each in found.tree.inclusion(index, found.head.size))
        return Receipt(found.head, index, _text(found.tree.leaf(index)), path, question)


def consistency(home: Path, old: Head) -> dict[str, Json]:
    """Proof that all records under an earlier head are the beginning of those under the last one.

    AuditDamaged where they are not: then one of the two was signed over something else.
    """
    with reading(home) as found:
        if old.size > found.head.size:
            raise AuditDamaged(
                f"The log {home.name} was cut back to {found.head.size} records: a head of {old.size} was signed.",
                hint="Keep that head and all copies of the log: together they prove it.",
            )
        path = found.tree.consistency(old.size, found.head.size) if old.size else []
        digest = DIGESTS[found.head.algorithm]
        roots = root_by_consistency(digest, old.size, found.head.size, _bytes(old.root_hash), path) if old.size else ()
        if roots is None or (roots and tuple(_text(each) for each in roots) != (old.root_hash, found.head.root_hash)):
            raise AuditDamaged(
                f"Split view: a head of size {old.size} was signed over other records than the log {home.name} holds.",
                hint="Keep that head and all copies of the log: together they prove it.",
            )
        return {"old": old.as_json(), "new": found.head.as_json(), "path": [_text(each) for each in path]}


def signed(head: Head, keys: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether a head was signed with one of these keys."""
    key = keys.get(head.key)
    if key is None or key["algorithm"] != head.algorithm:
        return False
    public = _bytes(key["publicKey"])
    return fingerprint(head.algorithm, public) == head.key and verify(
        head.algorithm, public, signed_text(dict(head.as_json())), _bytes(head.signature)
    )


def proves(receipt: Mapping[str, Any], keys: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether a receipt proves by itself that its leaf was in the log: path and signature are good."""
    head = Head.of(receipt)
    path = [_bytes(each) for each in receipt["path"]]
    digest = DIGESTS.get(head.algorithm)
    if digest is None or not signed(head, keys):
        return False
    return root_of_path(digest, _bytes(receipt["leafHash"]), receipt["index"], head.size, path) == _bytes(
        head.root_hash
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
