"""The files of one log: segments of lines, each begun on one day, of which old ones may have expired.

records/000000000000-20261122.log       records and heads, from this index on
records/000000004711-20230101.expired   what stays of an expired segment: heads, and the log's records about itself
tree                                    hashes of all records, see `hub.audit.tree`
torn/                                   what a crash left unfinished, kept for inspection
log.json, lock                          which log and algorithm; who writes
restored.json                           that it came back from a backup
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hub.audit import line_format
from hub.errors import AuditDamaged
from hub.support.disk import read_durable

_NAME = re.compile(r"(\d{12,})-(\d{8})\.(log|expired)")
# Stands in every head and in few records.
_HEAD = b'"rootHash"'
# JSON has no such bytes; blocks that a power cut kept from being written consist of them.
_BLANK = b"\0\0"
RECORDS = "records"
TREE = "tree"
TORN = "torn"
LOCK = "lock"
ABOUT = "log.json"
#: Marks a log that came back from a backup: it is read, and never written again.
RESTORED = "restored.json"


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A file of records: the index of its first one, and the day (UTC) on which all of them were written."""

    first: int
    day: date
    expired: bool
    path: Path

    def read(self) -> bytes:
        """All its bytes, durable by now."""
        return read_durable(self.path)

    @property
    def kept(self) -> Path:
        """Where it stands once it has expired."""
        return self.path.with_suffix(".expired")


def path_of(home: Path, first: int, day: date) -> Path:
    """Where the segment stands that begins with this record on this day."""
    return home / RECORDS / f"{first:012}-{day:%Y%m%d}.log"


def segments(home: Path) -> list[Segment]:
    """All segments of a log, in order; one that has expired counts as expired, even if its removal was interrupted."""
    found: dict[tuple[int, date], Segment] = {}
    for path in sorted((home / RECORDS).glob("*-*.*")):
        match = _NAME.fullmatch(path.name)
        if match:
            # "expired" sorts before "log", so it is seen first and stays.
            day = datetime.strptime(match[2], "%Y%m%d").date()
            found.setdefault((int(match[1]), day), Segment(int(match[1]), day, match[3] == "expired", path))
    return sorted(found.values())


@dataclass(frozen=True)
class About:
    """What a log is called and how it is signed."""

    log: str
    algorithm: str


def about(home: Path) -> About | None:
    """What a directory says it is the log of; None where no log has begun."""
    try:
        data = json.loads((home / ABOUT).read_bytes())
        return About(data["log"], data["algorithm"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise AuditDamaged(f"{ABOUT} of the log {home.name} is damaged.", hint="Restore it from the backup.") from None


def homes(directory: Path) -> list[Path]:
    """The directories of all logs that have begun."""
    return sorted(path.parent for path in (directory / "logs").glob(f"*/{ABOUT}"))


@dataclass
class Scan:
    """What a segment holds: whole records and the last head; `end` is where whole lines end."""

    records: list[bytes]
    head: dict[str, Any] | None
    end: int


def scan(data: bytes, name: str) -> Scan:
    """Read a segment up to the first line that is not whole; AuditDamaged if that can be no torn end.

    The next batch is only written when the one before is durable, so whatever a crash tore is in the last one. Either
    it simply ends early, or parts of it are still blank. Anything else is damage to what was once whole.
    """
    found = Scan([], None, 0)
    for start, text in line_format.forward(data):
        carried = line_format.payload(text)
        if carried is None:
            break
        if text[:1] == line_format.HEAD:
            found.head = json.loads(carried)
        else:
            found.records.append(carried)
        found.end = start + len(text) + 1
    for start, text in line_format.forward(data, found.end):
        whole = line_format.payload(text) is not None and text[:1] == line_format.HEAD
        blank = _BLANK in data[found.end : start]
        if whole and (not blank or start + len(text) + 1 < len(data)):
            number = data.count(b"\n", 0, found.end) + 1
            raise AuditDamaged(
                f"Line {number} of {name} was damaged after it was written.",
                hint="Run hub audit verify, and restore the file from the backup.",
            )
    return found


def last_head(home: Path) -> dict[str, Any] | None:
    """The last signed head of a log, also while another process writes it; None before the first."""
    for segment in reversed(segments(home)):
        for text in line_format.hits(segment.read(), _HEAD, backwards=True):
            head = _head(text)
            if head is not None:
                return head
    return None


def committed(data: bytes) -> bytes:
    """What of a segment is under a signed head; the rest is being written, or was torn."""
    for text in line_format.hits(data, _HEAD, backwards=True):
        if _head(text) is not None:
            return data[: data.rfind(text) + len(text) + 1]
    return b""


def carried(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and payload of each line; AuditDamaged where one is not whole."""
    for start, text in line_format.forward(data):
        found = line_format.payload(text)
        if found is None:
            raise AuditDamaged(f"A line at byte {start} is damaged.", hint="Run hub audit verify.")
        yield text[:1], found


def _head(text: bytes) -> dict[str, Any] | None:
    found = line_format.payload(text) if text[:1] == line_format.HEAD else None
    if found is None:
        return None
    head: dict[str, Any] = json.loads(found)
    return head
