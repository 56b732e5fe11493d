"""One log on disk: whole batches are appended, each durable and under a signed head before anybody hears of it."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import orjson

from hub.audit import lines, records
from hub.audit.disk import Disk
from hub.audit.records import Head, Json, Receipt, moment
from hub.audit.segments import path_of
from hub.audit.signing import Signer, fingerprint
from hub.audit.tree import Tree
from hub.audit.verify_standalone import signed_text
from schema.errors import AuditUnavailable


@dataclass(frozen=True)
class Limits:
    """When a new segment begins (besides every day), and how often siblings' heads are witnessed."""

    segment_bytes: int = 16 * 1024 * 1024
    #: As many records as this are not kept waiting for more.
    batch: int = 256
    witness: timedelta = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that is to be written: all but its index, and which question it begins or ends."""

    kind: str
    data: bytes
    question: str | None = None

    @classmethod
    def of(cls, body: dict[str, Json], question: str | None = None) -> Draft:
        """Write it as JSON with sorted keys; TypeError where it holds what JSON cannot say."""
        return cls(str(body["kind"]), orjson.dumps(body, option=orjson.OPT_SORT_KEYS), question)

    def at(self, index: int, intent: int | None) -> bytes:
        """The record with its index, and that of the intent it answers."""
        answers = b"" if intent is None else b'"intentIndex":%d,' % intent
        return b'{"index":%d,%s%s' % (index, answers, self.data[1:])


@dataclass(frozen=True, slots=True)
class Written:
    """A durable batch: the index of each draft (None: an outcome whose question is not open), under which head."""

    places: list[int | None]
    head: Head


@dataclass
class Store:
    """The files of one log that this process writes; recovered by `hub.audit.recovery` before it is used."""

    name: str
    home: Path
    signer: Signer
    tree: Tree
    disk: Disk
    now: Callable[[], datetime]
    limits: Limits
    #: Questions that have an intent and no outcome, with the index of the intent.
    open: dict[str, int] = field(default_factory=dict)
    #: The key that the current segment announces.
    key: str | None = None
    fd: int = -1
    day: date = date.min
    #: Bytes of the current segment that are durable.
    durable: int = 0
    _clean: bool = True

    def __post_init__(self) -> None:
        # Reckoned once: it stands in every head.
        self._fingerprint = fingerprint(self.signer)

    def append(self, drafts: Sequence[Draft]) -> Written:
        """Write a batch; when this returns it is durable. Raises AuditUnavailable, and then nothing of it is there."""
        try:
            if not self._clean:
                self._heal()
            if self.fd < 0 or self._full():
                self._roll()
            return self._append(drafts)
        except OSError as problem:
            raise unavailable(problem) from problem

    def cover(self) -> None:
        """Sign over whole records that a crash left without a head, in the segment where they stand."""
        try:
            self._append([])
        except OSError as problem:
            raise unavailable(problem) from problem

    def receipt(self, index: int, question: str, head: Head) -> Receipt:
        """The proof of a record under the head of its batch."""
        path = tuple(_text(each) for each in self.tree.inclusion(index, head.size))
        return Receipt(head, index, _text(self.tree.leaf(index)), path, question)

    def close(self) -> None:
        """Make the tree's file durable too, and let go of the files."""
        with suppress(OSError):
            self.tree.sync()
        self.release()

    def release(self) -> None:
        """Let go of the files and leave them as they are."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1
        self.tree.close()

    def _append(self, drafts: Sequence[Draft]) -> Written:
        size, before = self.tree.size, dict(self.open)
        try:
            batch: list[bytes] = []
            if self.durable == 0:
                self._take(self._announcement(), batch)
            places = [self._take(each, batch) for each in drafts]
            head = self._sign()
            batch.append(lines.line(lines.HEAD, orjson.dumps(head.as_json())))
            data = b"".join(batch)
            self.disk.write(self.fd, data)
            self.disk.sync(self.fd)
        except BaseException:
            self.tree.cut(size)
            self.open = before
            self._clean = False
            with suppress(OSError):
                self._heal()
            raise
        self.durable += len(data)
        self.key = head.key
        # The tree's file follows from the records; until there is space, it goes on in memory.
        with suppress(OSError):
            self.tree.flush()
        return Written(places, head)

    def _take(self, draft: Draft, batch: list[bytes]) -> int | None:
        intent = None
        if draft.kind == records.OUTCOME:
            intent = self.open.pop(draft.question or "", None)
            if intent is None:
                return None
        index = self.tree.size
        payload = draft.at(index, intent)
        self.tree.append(self.tree.leaf_hash(payload))
        batch.append(lines.line(lines.RECORD, payload))
        if draft.kind == records.INTENT and draft.question:
            self.open[draft.question] = index
        return index

    def _sign(self) -> Head:
        root = _text(self.tree.root())
        key = self._fingerprint
        unsigned = Head(self.name, self.signer.algorithm, self.tree.size, root, moment(self.now()), key, "")
        signature = self.signer.sign(signed_text(dict(unsigned.as_json())))
        return Head(self.name, self.signer.algorithm, self.tree.size, root, unsigned.at, key, _text(signature))

    def _announcement(self) -> Draft:
        """What each segment begins with: whose it is, who signs, and which questions were open when it began."""
        return Draft.of(
            {
                "kind": records.SEGMENT,
                "at": moment(self.now()),
                "log": self.name,
                "algorithm": self.signer.algorithm,
                "key": self._fingerprint,
                "publicKey": _text(self.signer.public),
                "open": dict(self.open),
            }
        )

    def _full(self) -> bool:
        new = self.durable >= self.limits.segment_bytes or self.day != self._today()
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
            self.disk.cut(self.fd, self.durable)
            self.disk.sync(self.fd)
        self._clean = True


def unavailable(problem: OSError) -> AuditUnavailable:
    """What askers are told when the disk refuses."""
    return AuditUnavailable(
        "The audit log cannot be written, so nothing is answered.",
        hint="Ask again later; the hub's operator must make space for the audit log, or mend its disk.",
        reason=problem.strerror or type(problem).__name__,
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
