"""The audit log as the hub uses it: an intent before the question runs, an outcome before its answer leaves.

All askers of a moment share one write, one sync and one signature (group commit), in a thread that alone writes. The
intent of a question that only reads is written before it runs, and becomes durable with its outcome.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from hub.audit import records
from hub.audit.durable_log import DurableLog, LogLimits, RecordDraft, WrittenBatch, unavailable
from hub.audit.log_claim import claim
from hub.audit.records import Intent, Json, Outcome, Receipt, Ticket, intent_body, moment, outcome_body
from hub.audit.search import Effort, RecordPage, RecordQuery, search
from hub.audit.signing import Signer
from hub.audit.waiters import Waiter, notify
from hub.audit.witness import Witness
from hub.errors import AuditUnavailable
from hub.support.disk import Disk, FileLock

_LOG = logging.getLogger("hub.audit")
#: How long it counts that the disk could be written.
TRY_SECONDS = 5.0


class AuditLog:
    """The log of one hub process; safe to use from any number of event loops."""

    def __init__(
        self, directory: Path, lock: FileLock, store: DurableLog, witness: Witness, new_id: Callable[[], str]
    ) -> None:
        self.directory = directory
        self._lock, self._store, self._witness, self._new_id = lock, store, witness, new_id
        self._queue: queue.SimpleQueue[list[Waiter] | None] = queue.SimpleQueue()
        #: Who asked in this turn of their event loop; each list is touched by its own loop's thread alone.
        self._turns: dict[asyncio.AbstractEventLoop, list[Waiter]] = {}
        self._closing = threading.Lock()
        self._closed = False
        #: Outcomes that no disk took: their questions were not answered, and that is written when there is space.
        self._owed: list[RecordDraft] = []
        self._failing = False
        #: When it was looked how large the logs are, and how large they were.
        self._weighed, self._bytes = float("-inf"), 0.0
        #: When the disk was tried last.
        self._tried = float("-inf")
        self._thread = threading.Thread(target=self._write_all, name="audit", daemon=True)

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        signer: Signer,
        hub: str,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        limits: LogLimits = LogLimits(),  # noqa: B008 - frozen
        disk: Disk | None = None,
    ) -> AuditLog:
        """Open a log for this process, recovered from whatever happened to it.

        `hub` names the logs of one kind of process; a free one is taken, or another begun. Raises SetupError where the
        directory cannot be used, AuditUnavailable where nothing can be written, AuditDamaged where a log is not what
        was signed.
        """
        lock, recovered = claim(directory, hub, signer, now, new_id, limits, disk or Disk())
        store = recovered.store
        witness = Witness(directory, store.name, limits.witness)
        try:
            # The first write shows at once whether the log can be written.
            store.append([*recovered.owed, *witness.due(now())])
        except BaseException:
            store.close()
            lock.release()
            raise
        log = cls(directory, lock, store, witness, new_id)
        log._thread.start()
        return log

    @property
    def name(self) -> str:
        """What this process's log is called in receipts."""
        return self._store.name

    async def intent(self, record: Intent, *, durable: bool = True) -> Ticket:
        """Write who is about to ask what. Raises AuditUnavailable: then do not run it.

        Returns when the record is durable. With `durable` false it returns when the record is written: the end of the
        hub does not lose it, a power cut may, until its outcome is durable; that is for questions that change nothing.
        An id is for one question only. A task that is cancelled here needs to do nothing: the log gives the question
        the outcome CANCELLED.
        """
        if not record.id:
            record = replace(record, id=self._new_id())
        question = record.question()
        draft = RecordDraft.of(intent_body(question), record.id)
        try:
            index, _ = await self._ask(draft, soon=not durable)
        except asyncio.CancelledError:
            cancelled = Outcome(at=record.at, outcome="CANCELLED")
            # Behind the intent, and at once: this loop may be ending.
            self._turn_over(asyncio.get_running_loop())
            self._put([Waiter(RecordDraft.of(outcome_body(question, cancelled.result()), record.id))])
            raise
        return Ticket(self.name, index, question, len(draft.data))

    async def outcome(self, ticket: Ticket, record: Outcome, *, proof: bool = False) -> Receipt:
        """Write how it ended; returns when that is durable. Raises AuditUnavailable: then do not answer, nor try again.

        With `proof` the receipt is a full one.

        The log itself then writes the outcome INTERRUPTED as soon as it can. Each ticket takes one outcome; a second
        one is a mistake of the caller (ValueError).
        """
        draft = RecordDraft.of(outcome_body(ticket.question, record.result()), ticket.id)
        index, receipt = await self._ask(draft, proof=proof)
        if index is None or receipt is None:
            raise ValueError("this question has its outcome already")
        return receipt

    async def note(self, body: dict[str, Json]) -> int:
        """Write a record of the log about itself (its `kind` one of `records.OWN`); answers its index when durable."""
        index, _ = await self._ask(RecordDraft.of({"at": moment(self._store.now()), **body}))
        return int(index)

    async def check(self) -> None:
        """Raise AuditUnavailable where the next question could not be recorded; costs a sync now and then."""
        if self._failing:
            # What could not be written is tried again, so that this also finds out when it can be.
            await self._ask(None)
        elif time.monotonic() - self._tried >= TRY_SECONDS:
            self._tried = time.monotonic()
            try:
                await asyncio.to_thread(self._store.try_disk)
            except AuditUnavailable:
                self._tried = float("-inf")
                raise

    def records(self, query: RecordQuery, effort: Effort | None = None) -> RecordPage:
        """A page of the records of all logs in this directory; reads files, so call it in a thread, or use `find`."""
        return search(self.directory, query, effort)

    async def find(self, query: RecordQuery, effort: Effort | None = None) -> RecordPage:
        """A page of the records of all logs in this directory."""
        return await asyncio.to_thread(self.records, query, effort)

    def size(self) -> float:
        """How many bytes of records there are in this directory, as of some seconds ago."""
        if time.monotonic() - self._weighed >= TRY_SECONDS:
            self._weighed = time.monotonic()
            paths = (self.directory / "logs").glob("*/records/*")
            # Removed meanwhile, one weighs nothing.
            self._bytes = sum(path.stat().st_size for path in paths if path.exists())
        return self._bytes

    def close(self) -> None:
        """Write what waits, then let others have this log; blocks until the thread has ended."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._queue.put(None)
        self._thread.join()
        self._store.close()
        self._lock.release()

    async def aclose(self) -> None:
        """As `close`, without holding up the event loop."""
        await asyncio.to_thread(self.close)

    async def _ask(
        self, draft: RecordDraft | None, *, soon: bool = False, proof: bool = False
    ) -> tuple[Any, Receipt | None]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[tuple[Any, Receipt | None]] = loop.create_future()
        # All who ask in one turn of the loop go to the writer together: it would else run off with the first alone.
        turn = self._turns.get(loop)
        if turn is None:
            turn = self._turns[loop] = []
            loop.call_soon(self._turn_over, loop)
        turn.append(Waiter(draft, future, soon, proof))
        return await future

    def _turn_over(self, loop: asyncio.AbstractEventLoop) -> None:
        turn = self._turns.pop(loop, None)
        if turn:
            self._put(turn)

    def _put(self, askers: list[Waiter]) -> None:
        with self._closing:
            if not self._closed:
                self._queue.put(askers)
                return
        # Woken here: there is no thread any more that would.
        for each in askers:
            each.notify(AuditUnavailable("The hub is stopping, so nothing more is answered.", hint="Ask again later."))

    def _write_all(self) -> None:
        """The thread's work: everything that waits becomes one batch, again and again."""
        turn: list[Waiter] | None
        while (turn := self._queue.get()) is not None:
            askers = list(turn)
            while turn is not None and len(askers) < self._store.limits.batch:
                try:
                    turn = self._queue.get_nowait()
                except queue.Empty:
                    break
                askers.extend(turn or ())
            self._write(askers)
            if turn is None:
                return

    def _write(self, askers: Sequence[Waiter]) -> None:
        soon = [each for each in askers if each.soon]
        if soon:
            # First, so that their questions run while the others wait for the disk.
            self._guarded(soon, self._put_down)
        durable = [each for each in askers if not each.soon]
        if durable:
            self._guarded(durable, self._append)

    def _put_down(self, askers: Sequence[Waiter]) -> list[object]:
        return [(index, None) for index in self._store.put([each.draft for each in askers if each.draft])]

    def _append(self, askers: Sequence[Waiter]) -> list[object]:
        extra = [*self._owed, *self._witness.due(self._store.now())]
        written = self._store.append([*extra, *(each.draft for each in askers if each.draft)])
        self._owed = []
        if self._failing:
            _LOG.warning("the audit log can be written again")
        self._failing = False
        return self._answers(askers, written, len(extra))

    def _guarded(self, askers: Sequence[Waiter], write: Callable[[Sequence[Waiter]], list[object]]) -> None:
        try:
            answers = write(askers)
        # Whatever it is, somebody waits, and must learn that nothing was written.
        except Exception as problem:
            if not isinstance(problem, AuditUnavailable):
                _LOG.exception("audit writer failed")
                problem = unavailable(OSError(type(problem).__name__))
            elif not self._failing:
                _LOG.error("the audit log cannot be written; nothing is answered meanwhile")
            self._failing = True
            self._owe(askers)
            answers = [copy(problem) for _ in askers]
        notify(askers, answers)

    def _answers(self, askers: Sequence[Waiter], written: WrittenBatch, skip: int) -> list[object]:
        answers: list[object] = []
        places = iter(written.places[skip:])
        for asker in askers:
            draft = asker.draft
            index = None if draft is None else next(places)
            receipt = None
            if draft is not None and draft.kind == records.OUTCOME and index is not None and asker.future is not None:
                receipt = self._store.receipt(index, draft.question or "", written.head, full=asker.proof)
            answers.append((index, receipt))
        return answers

    def _owe(self, askers: Sequence[Waiter]) -> None:
        """Remember outcomes that were not taken: nothing was answered, whatever the outcome says."""
        for each in askers:
            draft = each.draft
            if draft is not None and draft.kind == records.OUTCOME and draft.question in self._store.open:
                self._owed.append(_unanswered(draft, self._store.now()))


def _unanswered(draft: RecordDraft, at: datetime) -> RecordDraft:
    body = orjson.loads(draft.data)
    outcome = Outcome(at=at, outcome="INTERRUPTED", errors=(AuditUnavailable.code,))
    return RecordDraft.of(outcome_body(body["question"], outcome.result()), draft.question)
