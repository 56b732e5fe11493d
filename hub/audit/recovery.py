"""Opens a log after a crash: it loses only records that were not acknowledged, and the log says that it happened."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from hub.audit import records
from hub.audit.durable_log import DurableLog, LogLimits, RecordDraft
from hub.audit.records import Outcome, moment, outcome_body
from hub.audit.segments import (
    ABOUT,
    RECORDS,
    TORN,
    TREE,
    About,
    Scan,
    Segment,
    about,
    carried,
    last_head,
    scan,
    segments,
)
from hub.audit.signing import DIGESTS, Signer
from hub.audit.tree import Tree
from hub.errors import AuditDamaged
from hub.support.base64_text import to_text
from hub.support.disk import Disk


@dataclass(frozen=True)
class Recovered:
    """A log that can be written, and what it must first say of itself."""

    store: DurableLog
    owed: list[RecordDraft]


def recover(home: Path, signer: Signer, now: Callable[[], datetime], limits: LogLimits, disk: Disk) -> Recovered:
    """Open the log in this directory, or begin one there; AuditDamaged where it is not what the hub signed."""
    (home / RECORDS).mkdir(parents=True, exist_ok=True)
    begins = about(home) is None
    if begins:
        disk.create(home / ABOUT, json.dumps(vars(About(home.name, signer.algorithm))).encode())
    fd = os.open(home / TREE, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    tree = Tree(fd, DIGESTS[signer.algorithm], disk)
    store = DurableLog(home.name, home, signer, tree, disk, now, limits)
    try:
        if begins:
            # The names of new directories must outlive a power cut as the records in them do.
            for each in (home, home.parent, home.parent.parent):
                disk.sync_directory(each)
        owed = _torn_tail(store)
        if _replay(store) < store.tree.size:
            store.cover()
        owed += [_interrupted(store, each, index) for each, index in store.open.items()]
    except BaseException:
        # The file of hashes may be what tells which record was changed.
        store.release()
        raise
    return Recovered(store, owed)


def _torn_tail(store: DurableLog) -> list[RecordDraft]:
    """Move what no head covers and is not whole out of the way; answers the record that says so."""
    owed: list[RecordDraft] = []
    while (found := segments(store.home)) and not found[-1].expired:
        last = found[-1]
        data = last.path.read_bytes()
        end = scan(data, last.path.name).end
        if end < len(data):
            owed.append(_set_aside(store, last, data, end))
        if end:
            break
        # It was begun and holds no whole line: the next batch begins a new segment.
        last.path.unlink()
    return owed


def _set_aside(store: DurableLog, segment: Segment, data: bytes, end: int) -> RecordDraft:
    torn = data[end:]
    (store.home / TORN).mkdir(exist_ok=True)
    store.disk.sync_directory(store.home)
    # Kept, not deleted: should anybody doubt that this was only a crash, here is what was dropped.
    store.disk.create(store.home / TORN / f"{segment.path.stem}-{end}", torn)
    fd = os.open(segment.path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        store.disk.cut(fd, end)
        store.disk.sync(fd)
    finally:
        os.close(fd)
    return RecordDraft.of(
        {
            "kind": records.RECOVERED,
            "at": moment(store.now()),
            "segment": segment.path.name,
            "offset": end,
            "bytes": len(torn),
            "sha256": hashlib.sha256(torn).hexdigest(),
        }
    )


def _replay(store: DurableLog) -> int:
    """Bring tree, open questions and the current segment to where the log ends; answers how far the last head goes."""
    found = segments(store.home)
    head = last_head(store.home)
    # The hashes of all but the last segment are durable; a disk that lost them nevertheless is read from the start.
    for start in (found[-1:], found):
        if not start and found:
            continue
        if store.tree.resume(start[0].first if start else 0) and _read(store, start) and _fits(store.tree, head):
            break
    else:
        raise AuditDamaged(
            f"The audit log {store.name} does not hold the records that its last signed head covers.",
            hint=(
                "Run hub audit verify. Then restore the log from the backup, or move its directory "
                "away and the hub begins a new log."
            ),
        )
    if found:
        _go_on(store, found[-1])
    return int(head["size"]) if head else 0


def _read(store: DurableLog, among: list[Segment]) -> bool:
    for segment in among:
        if segment.expired or segment.first != store.tree.size:
            return False
        for payload in _scan(segment).records:
            store.tree.append(store.tree.leaf_hash(payload))
    return True


def _fits(tree: Tree, head: dict[str, Any] | None) -> bool:
    if head is None:
        return True
    size = int(head["size"])
    return size <= tree.size and to_text(tree.root(size)) == str(head["rootHash"])


def _go_on(store: DurableLog, segment: Segment) -> None:
    read = _scan(segment)
    for place, payload in enumerate(read.records):
        record = orjson.loads(payload)
        if record["kind"] == records.SEGMENT:
            store.key, store.open = record["key"], record["open"]
        elif record["kind"] == records.INTENT:
            store.open[record["question"]["id"]] = segment.first + place
        elif record["kind"] == records.OUTCOME:
            store.open.pop(record["question"]["id"], None)
    store.fd = os.open(segment.path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    store.day, store.durable = segment.day, read.end


def _scan(segment: Segment) -> Scan:
    return scan(segment.path.read_bytes(), segment.path.name)


def _interrupted(store: DurableLog, question: str, index: int) -> RecordDraft:
    """The outcome of a question during which the hub ended."""
    outcome = Outcome(at=store.now(), outcome="INTERRUPTED")
    return RecordDraft.of(outcome_body(record_at(store.home, index)["question"], outcome.result()), question)


def record_at(home: Path, index: int) -> dict[str, Any]:
    """One record of a log; AuditDamaged where it is not there, or has expired."""
    for segment in reversed(segments(home)):
        if segment.first <= index:
            for _, payload in carried(segment.read()):
                record: dict[str, Any] = json.loads(payload)
                if record.get("index") == index:
                    return record
            break
    raise AuditDamaged(
        f"Record {index} of {home.name} is not there.", hint="It may have expired: hub audit verify says so."
    )
