"""The audit log as the hub uses it: an intent before the question runs, an outcome before its answer leaves.

All askers of a moment share one write, one sync and one signature (group commit), in a thread that alone writes.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from hub.audit import records
from hub.audit.disk import Disk, Lock
from hub.audit.reading import RecordPage, RecordQuery, search
from hub.audit.records import Intent, Json, Outcome, Receipt, Ticket, intent_body, moment, outcome_body
from hub.audit.signing import Signer
from hub.audit.store import Draft, Limits, Store, Written, unavailable
from hub.audit.taking import take
from hub.audit.witness import Witness
from schema.errors import AuditUnavailable

_LOG = logging.getLogger("hub.audit")


@dataclass(slots=True, eq=False)
class _Asker:
    """A record that waits to be written, and who waits for it (nobody: the log itself wants it written)."""

    draft: Draft
    future: asyncio.Future[Any] | None = None

    def tell(self, answer: object) -> None:
        """Wake who waits; runs in the loop of whoever waits."""
        if self.future is None or self.future.done():
            return
        if isinstance(answer, Exception):
            self.future.set_exception(answer)
        else:
            self.future.set_result(answer)


class AuditLog:
    """The log of one hub process; safe to use from any number of event loops."""

    def __init__(self, directory: Path, lock: Lock, store: Store, witness: Witness, new_id: Callable[[], str]) -> None:
        self.directory = directory
        self._lock, self._store, self._witness, self._new_id = lock, store, witness, new_id
        self._queue: queue.SimpleQueue[list[_Asker] | None] = queue.SimpleQueue()
        #: Who asked in this turn of their event loop; each list is touched by its own loop's thread alone.
        self._turns: dict[asyncio.AbstractEventLoop, list[_Asker]] = {}
        self._closing = threading.Lock()
        self._closed = False
        #: Outcomes that no disk took: their questions were not answered, and that is written when there is space.
        self._owed: list[Draft] = []
        self._failing = False
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
        limits: Limits = Limits(),  # noqa: B008 - frozen
        disk: Disk | None = None,
    ) -> AuditLog:
        """Open a log for this process, recovered from whatever happened to it.

        `hub` names the logs of one kind of process; a free one is taken, or another begun. Raises SetupError where the
        directory cannot be used, AuditUnavailable where nothing can be written, AuditDamaged where a log is not what
        was signed.
        """
        lock, recovered = take(directory, hub, signer, now, new_id, limits, disk or Disk())
        store = recovered.store
        witness = Witness(directory, store.name, limits.witness)
        try:
            # Whoever opens a log knows at once whether it can be written.
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

    async def intent(self, record: Intent) -> Ticket:
        """Write who is about to ask what; returns when that is durable. Raises AuditUnavailable: then do not run it.

        An id is for one question only. Whoever is cancelled here needs to do nothing: the log gives the question the
        outcome CANCELLED.
        """
        if not record.id:
            record = replace(record, id=self._new_id())
        question = record.question()
        body = intent_body(question)
        try:
            index, _ = await self._ask(Draft.of(body, record.id))
        except asyncio.CancelledError:
            cancelled = Outcome(at=record.at, outcome="CANCELLED")
            # Behind the intent, and at once: this loop may be ending.
            self._turn_over(asyncio.get_running_loop())
            self._put([_Asker(Draft.of(outcome_body(question, cancelled.result()), record.id))])
            raise
        return Ticket(self.name, index, question)

    async def outcome(self, ticket: Ticket, record: Outcome) -> Receipt:
        """Write how it ended; returns when that is durable. Raises AuditUnavailable: then do not answer, nor try again.

        The log itself then writes the outcome INTERRUPTED as soon as it can. Each ticket takes one outcome; a second
        one is a mistake of the caller (ValueError).
        """
        draft = Draft.of(outcome_body(ticket.question, record.result()), ticket.id)
        index, receipt = await self._ask(draft)
        if index is None or receipt is None:
            raise ValueError("this question has its outcome already")
        return receipt

    async def note(self, body: dict[str, Json]) -> int:
        """Write a record of the log about itself (its `kind` one of `records.OWN`); answers its index when durable."""
        index, _ = await self._ask(Draft.of({"at": moment(self._store.now()), **body}))
        return int(index)

    def records(self, query: RecordQuery) -> RecordPage:
        """A page of the records of all logs in this directory; reads files, so call it in a thread, or use `find`."""
        return search(self.directory, query)

    async def find(self, query: RecordQuery) -> RecordPage:
        """A page of the records of all logs in this directory."""
        return await asyncio.to_thread(self.records, query)

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

    async def _ask(self, draft: Draft) -> tuple[Any, Receipt | None]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[tuple[Any, Receipt | None]] = loop.create_future()
        # All who ask in one turn of the loop go to the writer together: it would else run off with the first alone.
        turn = self._turns.get(loop)
        if turn is None:
            turn = self._turns[loop] = []
            loop.call_soon(self._turn_over, loop)
        turn.append(_Asker(draft, future))
        return await future

    def _turn_over(self, loop: asyncio.AbstractEventLoop) -> None:
        turn = self._turns.pop(loop, None)
        if turn:
            self._put(turn)

    def _put(self, askers: list[_Asker]) -> None:
        with self._closing:
            if not self._closed:
                self._queue.put(askers)
                return
        # Woken here: there is no thread any more that would.
        for each in askers:
            each.tell(AuditUnavailable("The hub is stopping, so nothing more is answered.", hint="Ask again later."))

    def _write_all(self) -> None:
        """The thread's work: everything that waits becomes one batch, again and again."""
        turn: list[_Asker] | None
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

    def _write(self, askers: Sequence[_Asker]) -> None:
        try:
            extra = [*self._owed, *self._witness.due(self._store.now())]
            written = self._store.append([*extra, *(each.draft for each in askers)])
            answers = self._answers(askers, written, len(extra))
            self._owed = []
            if self._failing:
                _LOG.warning("the audit log can be written again")
            self._failing = False
        # Whatever it is, somebody waits, and must be told that nothing was written.
        except Exception as problem:
            if not isinstance(problem, AuditUnavailable):
                _LOG.exception("audit writer failed")
                problem = unavailable(OSError(type(problem).__name__))
            elif not self._failing:
                _LOG.error("the audit log cannot be written; nothing is answered meanwhile")
            self._failing = True
            self._owe(askers)
            answers = [copy(problem) for _ in askers]
        _tell(askers, answers)

    def _answers(self, askers: Sequence[_Asker], written: Written, skip: int) -> list[object]:
        answers: list[object] = []
        for asker, index in zip(askers, written.places[skip:], strict=True):
            wanted = asker.draft.kind == records.OUTCOME and index is not None and asker.future is not None
            receipt = (
                self._store.receipt(index, asker.draft.question or "", written.head)
                if wanted and index is not None
                else None
            )
            answers.append((index, receipt))
        return answers

    def _owe(self, askers: Sequence[_Asker]) -> None:
        """Remember outcomes that were not taken: nothing was answered, whatever the outcome says."""
        for each in askers:
            if each.draft.kind == records.OUTCOME and each.draft.question in self._store.open:
                self._owed.append(_unanswered(each.draft, self._store.now()))


def _unanswered(draft: Draft, at: datetime) -> Draft:
    body = orjson.loads(draft.data)
    outcome = Outcome(at=at, outcome="INTERRUPTED", errors=(AuditUnavailable.code,))
    return Draft.of(outcome_body(body["question"], outcome.result()), draft.question)


def _tell(askers: Sequence[_Asker], answers: Sequence[object]) -> None:
    """Wake everybody, with one call into each event loop."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[_Asker, object]]] = {}
    for asker, answer in zip(askers, answers, strict=True):
        if asker.future is not None:
            loops.setdefault(asker.future.get_loop(), []).append((asker, answer))
    for loop, told in loops.items():
        try:
            loop.call_soon_threadsafe(_wake, told)
        except RuntimeError:
            # That loop has ended, and with it whoever waited there.
            continue


def _wake(told: Sequence[tuple[_Asker, object]]) -> None:
    for asker, answer in told:
        asker.tell(answer)
