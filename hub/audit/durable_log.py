"""One log on disk: whole batches are appended, each durable and under a signed head before anybody hears of it.

Intents of questions that only read may be put down before: written, so that the end of this process does not lose them,
and durable with the next batch, whose head covers them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import orjson

from hub.audit import line_format, records
from hub.audit.records import Head, Json, Receipt, moment
from hub.audit.segments import path_of
from hub.audit.signing import Signer, fingerprint
from hub.audit.tree import Tree
from hub.audit.verify_standalone import signed_text
from hub.errors import AuditUnavailable
from hub.support.base64_text import to_text
from hub.support.disk import Disk

#: As much as a batch of some questions.
PROBE_BYTES = 32 * 1024


@dataclass(frozen=True)
class LogLimits:
    """When a new segment begins (besides every day), and how often siblings' heads are witnessed."""

    segment_bytes: int = 16 * 1024 * 1024
    #: As many records as this are not kept waiting for more.
    batch: int = 256
    witness: timedelta = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """A record that is to be written: all but its index, and which question it begins or ends."""

    kind: str
    data: bytes
    question: str | None = None

    @classmethod
    def of(cls, body: dict[str, Json], question: str | None = None) -> RecordDraft:
        """Write it as JSON with sorted keys; TypeError where it holds what JSON cannot say."""
        return cls(str(body["kind"]), orjson.dumps(body, option=orjson.OPT_SORT_KEYS), question)

    def at(self, index: int, intent: int | None) -> bytes:
        """The record with its index, and that of the intent it answers."""
        answers = b"" if intent is None else b'"intentIndex":%d,' % intent
        return b'{"index":%d,%s%s' % (index, answers, self.data[1:])


@dataclass(frozen=True, slots=True)
class WrittenBatch:
    """A durable batch: the index of each draft (None: an outcome whose question is not open), under which head."""

    places: list[int | None]
    head: Head


@dataclass
class DurableLog:
    """The files of one log that this process writes; recovered by `hub.audit.recovery` before it is used."""

    name: str
    home: Path
    signer: Signer
    tree: Tree
    disk: Disk
    now: Callable[[], datetime]
    limits: LogLimits
    #: Questions that have an intent and no outcome, with the index of the intent.
    open: dict[str, int] = field(default_factory=dict)
    #: The key that the current segment announces.
    key: str | None = None
    fd: int = -1
    day: date = date.min
    #: Bytes of the current segment that are durable.
    durable: int = 0
    #: Lines behind those, written since the last sync. After a failed sync they are written again from here.
    loose: bytes = b""
    #: Whether there are records behind the last head.
    unsigned: bool = False
    _clean: bool = True
    #: A sync failed: nobody knows what the disk has of the loose lines.
    _doubtful: bool = False

    def __post_init__(self) -> None:
        # Computed once: every head holds it.
        self._fingerprint = fingerprint(self.signer)

    def append(self, drafts: Sequence[RecordDraft]) -> WrittenBatch:
        """Write a batch; when this returns it is durable. Raises AuditUnavailable, and then nothing of it is there."""
        try:
            self._prepare()
            return self._append(drafts)
        except OSError as problem:
            raise unavailable(problem) from problem

    def put(self, drafts: Sequence[RecordDraft]) -> list[int | None]:
        """Write records that become durable with the next batch; the index of each.

        They survive the end of this process, not a power cut. Raises AuditUnavailable, and then nothing of it is there.
        """
        try:
            self._prepare()
            with self._whole():
                data, places = self._lines(drafts)
                self.disk.write(self.fd, data)
        except OSError as problem:
            raise unavailable(problem) from problem
        self.loose += data
        self.unsigned = True
        return places

    def cover(self) -> None:
        """Sign over whole records that a crash left without a head, in the segment where they stand."""
        try:
            self._append([])
        except OSError as problem:
            raise unavailable(problem) from problem

    def try_disk(self) -> None:
        """Write a little beside the log and take it away again; raises AuditUnavailable where that cannot be done."""
        probe = self.home / "probe"
        try:
            self.disk.create(probe, bytes(PROBE_BYTES))
            probe.unlink()
        except OSError as problem:
            raise unavailable(problem) from problem

    def receipt(self, index: int, question: str, head: Head, *, full: bool) -> Receipt:
        """The receipt of a record under the head of its batch; a full one with the proof."""
        if not full:
            return Receipt(head, index, question)
        path = tuple(to_text(each) for each in self.tree.inclusion(index, head.size))
        return Receipt(head, index, question, to_text(self.tree.leaf(index)), path)

    def close(self) -> None:
        """Cover what is loose, make the tree's file durable too, and let go of the files."""
        with suppress(OSError):
            if self.unsigned and self._clean:
                self._append([])
            self.tree.sync()
        self.release()

    def release(self) -> None:
        """Let go of the files and leave them as they are."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1
        self.tree.close()

    def _prepare(self) -> None:
        """Make the current segment one that can be written."""
        if not self._clean:
            self._heal()
        if self.fd < 0 or self._full():
            if self.unsigned:
                # A crash may tear the last segment alone, and of others only what is under a head is read.
                self._append([])
            self._roll()

    def _append(self, drafts: Sequence[RecordDraft]) -> WrittenBatch:
        with self._whole():
            data, places = self._lines(drafts)
            head = self._sign()
            data += line_format.line(line_format.HEAD, orjson.dumps(head.as_json()))
            self.disk.write(self.fd, data)
            self._doubtful = True
            self.disk.sync(self.fd)
        self._doubtful = False
        self.durable += len(self.loose) + len(data)
        self.loose, self.unsigned, self.key = b"", False, head.key
        # The tree's file follows from the records; until there is space, it goes on in memory.
        with suppress(OSError):
            self.tree.flush()
        return WrittenBatch(places, head)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Take back what was done in it when it fails."""
        size, before = self.tree.size, dict(self.open)
        try:
            yield
        except BaseException:
            self.tree.cut(size)
            self.open = before
            self._clean = False
            with suppress(OSError):
                self._heal()
            raise

    def _lines(self, drafts: Sequence[RecordDraft]) -> tuple[bytes, list[int | None]]:
        """The lines of records that go into the tree now, and their places."""
        batch: list[bytes] = []
        if self.durable + len(self.loose) == 0:
            self._take(self._announcement(), batch)
        places = [self._take(each, batch) for each in drafts]
        return b"".join(batch), places

    def _take(self, draft: RecordDraft, batch: list[bytes]) -> int | None:
        intent = None
        if draft.kind == records.OUTCOME:
            intent = self.open.pop(draft.question or "", None)
            if intent is None:
                return None
        index = self.tree.size
        payload = draft.at(index, intent)
        self.tree.append(self.tree.leaf_hash(payload))
        batch.append(line_format.line(line_format.RECORD, payload))
        if draft.kind == records.INTENT and draft.question:
            self.open[draft.question] = index
        return index

    def _sign(self) -> Head:
        root = to_text(self.tree.root())
        key = self._fingerprint
        unsigned = Head(self.name, self.signer.algorithm, self.tree.size, root, moment(self.now()), key, "")
        signature = self.signer.sign(signed_text(dict(unsigned.as_json())))
        return Head(self.name, self.signer.algorithm, self.tree.size, root, unsigned.at, key, to_text(signature))

    def _announcement(self) -> RecordDraft:
        """What each segment begins with: whose it is, who signs, and which questions were open when it began."""
        return RecordDraft.of(
            {
                "kind": records.SEGMENT,
                "at": moment(self.now()),
                "log": self.name,
                "algorithm": self.signer.algorithm,
                "key": self._fingerprint,
                "publicKey": to_text(self.signer.public),
                "open": dict(self.open),
            }
        )

    def _full(self) -> bool:
        new = self.durable + len(self.loose) >= self.limits.segment_bytes or self.day != self._today()
        return new or (self.key is not None and self.key != self._fingerprint)

    def _today(self) -> date:
        return self.now().astimezone(UTC).date()

    def _roll(self) -> None:
        """Begin a new segment; the one before is complete and its hashes are durable."""
        self.tree.sync()
        day = self._today()
        path = path_of(self.home, self.tree.size, day)
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            self.disk.cut(fd, 0)
            self.disk.sync_directory(path.parent)
        except BaseException:
            os.close(fd)
            raise
        if self.fd >= 0:
            os.close(self.fd)
        self.fd, self.day, self.durable, self.key = fd, day, 0, None

    def _heal(self) -> None:
        """Take back what a failed batch left, so that the segment ends with a whole line."""
        if self.fd >= 0:
            kept = self.durable if self._doubtful else self.durable + len(self.loose)
            self.disk.cut(self.fd, kept)
            if self._doubtful:
                self.disk.write(self.fd, self.loose)
            self.disk.sync(self.fd)
            self.durable, self.loose, self._doubtful = self.durable + len(self.loose), b"", False
        self._clean = True


def unavailable(problem: OSError) -> AuditUnavailable:
    """The error for all who wait when the disk refuses."""
    return AuditUnavailable(
        "The audit log cannot be written, so nothing is answered.",
        hint="Ask again later; the hub's operator must make space for the audit log, or mend its disk.",
        reason=problem.strerror or type(problem).__name__,
    )
