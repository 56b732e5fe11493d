"""The one way to stand in the audit log: a record is opened before something is done, and closed afterwards.

It holds for every actor: officers, operators at the shell, jobs, feeds, services. What a record does not open, nobody
may do; what a record does not close, nobody may learn of.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from hub.audit.actor import Actor
from hub.audit.log import AuditLog
from hub.audit.records import Ending, Intent, Outcome, Receipt, Ticket
from schema.errors import LinkageError

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """An intent that is written and owes an outcome. `started`: when the work began, by `time.perf_counter`."""

    journal: Journal
    ticket: Ticket
    started: float

    async def close(self, ending: Ending, *, proof: bool = False, **said: Any) -> Receipt:
        """Write how it ended; returns when that is durable. Raises AuditUnavailable: then nobody may learn of it.

        `said` are further fields of the outcome; with `proof` the receipt is a full one. A record is closed once.
        """
        ms = round((time.perf_counter() - self.started) * 1000, 1)
        outcome = Outcome(at=self.journal.now(), outcome=ending, ms=ms, **said)
        return await self.journal.log.outcome(self.ticket, outcome, proof=proof)


@dataclass(frozen=True, slots=True)
class Journal:
    """Opens records in one log; `now` is the time that they say."""

    log: AuditLog
    now: Callable[[], datetime]

    def intent(self, actor: Actor, kind: str, name: str | None, about: str, **more: Any) -> Intent:
        """What an actor is about to do: its kind and name, and a text whose hash stands for all of it."""
        sha256 = hashlib.sha256(about.encode()).hexdigest()
        return Intent(
            at=self.now(), actor=actor, operation_kind=kind, operation_name=name, document_sha256=sha256, **more
        )

    async def open(self, intent: Intent, *, durable: bool = True, started: float | None = None) -> OpenRecord:
        """Write an intent. Raises AuditUnavailable: then nothing may be done.

        With `durable` false it survives the end of the hub, but a power cut only from its outcome on; that is for what
        changes nothing. `started`: when the work began, where that was earlier.
        """
        begun = time.perf_counter() if started is None else started
        return OpenRecord(self, await self.log.intent(intent, durable=durable), begun)

    async def record(
        self,
        intent: Intent,
        work: Callable[[], Awaitable[Answer]],
        said: Callable[[Answer], Mapping[str, Any]] = lambda _: {},
        *,
        failed: Ending = "FAILED",
    ) -> Answer:
        """Do the work that an intent says, and write how it ended; nothing is done where the intent cannot be written.

        `said`: further fields of the outcome. `failed`: how it ended where the work raises LinkageError.
        """
        record = await self.open(intent)
        try:
            answer = await work()
        except LinkageError as problem:
            await record.close(failed, errors=(problem.code,))
            raise
        await record.close("ANSWERED", **said(answer))
        return answer
