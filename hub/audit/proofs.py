"""Proofs out of the files of a log, also while its process goes on writing."""

from __future__ import annotations

import os
import time
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.audit.records import Head, Json, Receipt
from hub.audit.segments import TREE, about, last_head
from hub.audit.signing import DIGESTS, verify
from hub.audit.tree import Tree, root_by_consistency
from hub.audit.verify_standalone import fingerprint, root_of_path, signed_text
from hub.errors import AuditDamaged, AuditUnavailable
from hub.support.base64_text import to_text
from hub.support.disk import Disk, opened
from schema.errors import NotFound

#: The hashes of a batch reach their file a moment after its head. Only where they stay away something is wrong.
PATIENCE_SECONDS = 5.0
_PAUSE_SECONDS = 0.02


@dataclass(frozen=True)
class LogSnapshot:
    """A log as one of its signed heads has it."""

    home: Path
    head: Head
    tree: Tree

    @property
    def name(self) -> str:
        """What the log is called."""
        return self.home.name


@contextmanager
def snapshot(home: Path, at: Head | None = None) -> Iterator[LogSnapshot]:
    """Open a log for proofs as its last head has it, or an earlier one; NotFound where there is none or it is empty.

    All that is read of it is of that head, however much is written meanwhile.
    """
    known = about(home)
    last = None if known is None else last_head(home) if at is None else at.as_json()
    if known is None or last is None:
        raise NotFound(f"There is no log {home.name}.", hint="hub audit head lists the logs.")
    head = Head.of(last)
    with opened(home / TREE, os.O_RDONLY) as fd:
        tree = Tree(fd, DIGESTS[known.algorithm], Disk())
        if not _arrived(tree, head.size):
            raise AuditUnavailable(
                f"The hashes of the log {home.name} are not all on disk.",
                hint="Make space on the disk of the audit log: the hub then writes them. Or restart the hub.",
            )
        yield LogSnapshot(home, head, tree)


def _arrived(tree: Tree, size: int) -> bool:
    """Whether the file holds the hashes of this number of records; waits a little for hashes that are being written."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not tree.read(size):
        if time.monotonic() > ends:
            return False
        time.sleep(_PAUSE_SECONDS)
    return True


def inclusion(home: Path, index: int, question: str = "") -> Receipt:
    """Proof that a record is in the log, under its last head."""
    (receipt,) = inclusions(home, [index], question)
    return receipt


def inclusions(home: Path, indexes: Sequence[int], question: str = "") -> list[Receipt]:
    """Proofs of several records of one log, under the same head."""
    with snapshot(home) as found:
        return [_inclusion(found, index, question) for index in indexes]


def _inclusion(found: LogSnapshot, index: int, question: str) -> Receipt:
    if not 0 <= index < found.head.size:
        raise NotFound(
            f"The log {found.name} has no record {index}.", hint=f"Its records are 0 to {found.head.size - 1}."
        )
    path = tuple(to_text(each) for each in found.tree.inclusion(index, found.head.size))
    return Receipt(found.head, index, question, to_text(found.tree.leaf(index)), path)


def consistency(home: Path, old: Head) -> dict[str, Json]:
    """Proof that all records under an earlier head are the beginning of those under the last one.

    AuditDamaged where they are not: then one of the two was signed over something else.
    """
    with snapshot(home) as found:
        if old.size > found.head.size:
            raise AuditDamaged(
                f"The log {home.name} has only {found.head.size} records, but the hub signed a head "
                f"of {old.size}: records were removed.",
                hint="Keep that head and all copies of the log: together they prove it.",
            )
        path = found.tree.consistency(old.size, found.head.size) if old.size else []
        digest = DIGESTS[found.head.algorithm]
        roots = (
            root_by_consistency(digest, old.size, found.head.size, b64decode(old.root_hash), path) if old.size else ()
        )
        if roots is None or (roots and tuple(to_text(each) for each in roots) != (old.root_hash, found.head.root_hash)):
            raise AuditDamaged(
                f"The log {home.name} holds other records than those that the signed head of size "
                f"{old.size} covers (a split view).",
                hint="Keep that head and all copies of the log: together they prove it.",
            )
        return {"old": old.as_json(), "new": found.head.as_json(), "path": [to_text(each) for each in path]}


def signed(head: Head, keys: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a head was signed with one of these keys."""
    key = keys.get(head.key)
    if key is None or key["algorithm"] != head.algorithm:
        return False
    public = b64decode(key["publicKey"])
    return fingerprint(head.algorithm, public) == head.key and verify(
        head.algorithm, public, signed_text(dict(head.as_json())), b64decode(head.signature)
    )


def binds(receipt: Mapping[str, Any], keys: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a receipt binds the hub to the record that it names: the head over it is signed, and its proof is good.

    A receipt without a proof binds by its head alone: what stands at its place is settled by the head's root.
    """
    if "path" in receipt:
        return proves(receipt, keys)
    head = Head.of(receipt)
    return 0 <= receipt["index"] < head.size and signed(head, keys)


def proves(receipt: Mapping[str, Any], keys: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a full receipt proves by itself that its leaf was in the log: path and signature are good."""
    head = Head.of(receipt)
    path = [b64decode(each) for each in receipt["path"]]
    digest = DIGESTS.get(head.algorithm)
    if digest is None or not signed(head, keys):
        return False
    return root_of_path(digest, b64decode(receipt["leafHash"]), receipt["index"], head.size, path) == b64decode(
        head.root_hash
    )
