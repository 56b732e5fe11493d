"""Ends the keeping of old records, provably: content goes, hashes stay, and the log says what went and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import orjson

from hub.audit import line_format, records
from hub.audit.log import AuditLog
from hub.audit.proofs import snapshot
from hub.audit.segments import Segment, carried, homes, segments
from hub.errors import AuditDamaged
from hub.support.disk import Disk
from schema.errors import InvalidArgument

#: Records of questions are kept for half a year at least (R-PD-06).
LEAST_DAYS = 183


@dataclass(frozen=True)
class Expired:
    """One segment whose records went: all from `first` to below `end`, of which `removed` were of questions."""

    log: str
    first: int
    end: int
    removed: int


async def expire(
    directory: Path, log: AuditLog, before: date, today: date, retention_days: int, reason: str
) -> list[Expired]:
    """Remove the records of every segment written before a day; whole segments only, never a log's last.

    What goes is first written into `log`, durably. Raises InvalidArgument where the day is within the retention,
    AuditDamaged where a segment is not what was signed: nothing of that one is removed.
    """
    latest = today - timedelta(days=max(retention_days, LEAST_DAYS))
    if before > latest:
        raise InvalidArgument(
            f"Records are kept for {max(retention_days, LEAST_DAYS)} days.",
            hint=f"Name {latest} or an earlier day.",
            argument="before",
        )
    done: list[Expired] = []
    for home in homes(directory):
        found = segments(home)
        for part, following in pairwise(found):
            if part.day >= before or following.first == part.first:
                continue
            if part.expired:
                # An earlier run may have ended between the attested copy and the removal.
                part.path.with_suffix(".log").unlink(missing_ok=True)
                continue
            kept, removed = _kept(home, part, following.first)
            entry = Expired(home.name, part.first, following.first, removed)
            await log.note(
                {
                    "kind": records.EXPIRY,
                    "log": entry.log,
                    "first": entry.first,
                    "end": entry.end,
                    "removed": entry.removed,
                    "writtenOn": part.day.isoformat(),
                    "retentionDays": retention_days,
                    "reason": reason,
                }
            )
            Disk().create(part.kept, kept)
            part.path.unlink()
            Disk().sync_directory(part.path.parent)
            done.append(entry)
    return done


def _kept(home: Path, part: Segment, end: int) -> tuple[bytes, int]:
    """What stays of a segment, after holding every record against the tree; and how many records go."""
    stay: list[bytes] = []
    index, removed = part.first, 0
    with snapshot(home) as found:
        found.tree.make_durable()
        for kind, payload in carried(part.read()):
            if kind == line_format.RECORD:
                if index >= found.head.size or found.tree.leaf_hash(payload) != found.tree.leaf(index):
                    index = -1
                    break
                index += 1
                if orjson.loads(payload)["kind"] not in records.OWN:
                    removed += 1
                    continue
            stay.append(line_format.line(kind, payload))
    if index != end:
        raise AuditDamaged(
            f"{part.path.name} of the log {home.name} is not what the hub signed.",
            hint="Run hub audit verify: it names each damaged record.",
        )
    return b"".join(stay), removed
