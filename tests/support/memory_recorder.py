"""A recorder whose log is in memory, for tests of something else than the log; its answers carry no receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from hub.audit.log import AuditLog
from hub.audit.records import Head, Intent, Json, Outcome, Receipt, Ticket, intent_body, outcome_body
from hub.audit.search import Effort, RecordPage, RecordQuery
from hub.operations.answer import Answer
from hub.operations.progress import WorkProgress
from hub.operations.recording import Recorder
from schema.values import Realm

#: There can be no such directory, so that nothing is read from files or written to them.
NOWHERE = Path("/dev/null/audit")


class MemoryLog(AuditLog):
    """Keeps each intent and outcome in a list, and accepts one outcome for each intent."""

    def __init__(self) -> None:
        self.directory = NOWHERE
        self.written: list[Mapping[str, Json]] = []
        self._numbers = count()
        self._open: set[str] = set()

    @property
    def name(self) -> str:
        return "memory"

    async def intent(self, record: Intent, *, durable: bool = True) -> Ticket:
        question = {**record.question(), "id": f"M{next(self._numbers):06}"}
        self._open.add(question["id"])
        self.written.append(intent_body(question))
        return Ticket(self.name, len(self.written) - 1, question)

    async def outcome(self, ticket: Ticket, record: Outcome, *, proof: bool = False) -> Receipt:
        self._open.remove(ticket.id)
        self.written.append(outcome_body(ticket.question, record.result()))
        size = len(self.written)
        return Receipt(Head(self.name, "none", size, "", "", "", ""), size - 1, ticket.id)

    async def note(self, body: dict[str, Json]) -> int:
        self.written.append(body)
        return len(self.written) - 1

    async def check(self) -> None:
        return None

    def records(self, query: RecordQuery, effort: Effort | None = None) -> RecordPage:
        return RecordPage((), more=False, cursor="")

    def size(self) -> float:
        return 0.0

    def close(self) -> None:
        return None


class MemoryRecorder(Recorder):
    """Records as every hub does, and leaves the receipt out of the answer."""

    async def close(self, progress: WorkProgress, answer: Answer) -> dict[str, Any]:
        await super().close(progress, answer)
        return {}


def memory_recorder(now: Callable[[], datetime]) -> MemoryRecorder:
    """A recorder with an empty log."""
    return MemoryRecorder(MemoryLog(), b"the key of hashes in tests", Realm.FICTIONAL, now)
