"""What the audit log is told of an operation: before it runs, and before its answer leaves."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from hub.access.admission import Admitted
from hub.access.callers import Basis, Bearer
from hub.api.answer import Answer, Prepared
from hub.aside import aside, many
from hub.audit.hashing import hashed, keyed_hash
from hub.audit.log import AuditLog
from hub.audit.records import Ending, Intent, Json, Outcome, Ticket
from hub.questions.texts import canonical
from schema.errors import BasisNeeded, BasisRefused, InvalidValue, NotADebtorOfCase, NotAllowed, NotOpen
from schema.values import CASE_NUMBER, Realm

_NUMBER = re.compile(r"[0-9]{6}")
_REFUSALS = frozenset(each.code for each in (NotAllowed, BasisNeeded, BasisRefused, NotOpen, NotADebtorOfCase))


@dataclass
class Recording:
    """An operation on its way: who asks, on which basis, and what of it is in the log already."""

    prepared: Prepared
    bearer: Bearer
    basis: Basis | None = None
    admitted: Admitted | None = None
    cost: int = 0
    ticket: Ticket | None = None
    started: float = field(default_factory=time.perf_counter)


@dataclass(frozen=True)
class Recorder:
    """Writes intents and outcomes; `key` is that of the hashes that stand for what was asked about."""

    log: AuditLog
    key: bytes
    realm: Realm
    now: Callable[[], datetime]

    async def begin(self, recording: Recording) -> None:
        """Write the intent; it is on disk when this returns. Raises AuditUnavailable."""
        if recording.ticket is not None:
            return
        prepared, basis = recording.prepared, recording.basis
        operation = prepared.operation
        asked = await aside(many(prepared.request.variables), self._asked, prepared)
        recording.ticket = await self.log.intent(
            Intent(
                at=self.now(),
                agency=recording.bearer.agency,
                card=recording.bearer.card,
                role=_role(recording.admitted),
                purpose=None if basis is None else self._name(recording),
                case=None if basis is None or basis.case is None else self._case(basis.case),
                document=self._document(recording),
                operation_kind=operation.kind.value,
                operation_name=None if operation.node.name is None else self._named(operation.node.name.value),
                document_sha256=operation.sha256,
                variables=asked,
            )
        )

    async def end(self, recording: Recording, answer: Answer) -> dict[str, Any]:
        """Write the outcome; its receipt. Raises AuditUnavailable, and then the answer must not leave."""
        if recording.ticket is None:
            await self.begin(recording)
        assert recording.ticket is not None  # noqa: S101 - begun above
        result = answer.result
        ending = _ending(answer)
        outcome = self._outcome(recording, ending, answer.codes, result)
        receipt = await self.log.outcome(recording.ticket, outcome)
        return dict(receipt.as_json())

    async def cancel(self, recording: Recording) -> None:
        """Write that nobody waits for the answer any more."""
        if recording.ticket is not None:
            await self.log.outcome(recording.ticket, self._outcome(recording, "CANCELLED", [], b""))

    def _outcome(self, recording: Recording, ending: Ending, codes: list[str], result: bytes) -> Outcome:
        traces = None if recording.admitted is None else recording.admitted.traces
        return Outcome(
            at=self.now(),
            outcome=ending,
            errors=codes,
            entities=() if traces is None else tuple(traces.entities),
            masked=() if traces is None else sorted(traces.masked),
            cost=recording.cost,
            ms=round((time.perf_counter() - recording.started) * 1000, 1),
            bytes=len(result),
            answer_sha256=hashlib.sha256(result).hexdigest() if result else None,
            sources=() if traces is None else sorted(traces.sources),
        )

    def _name(self, recording: Recording) -> str:
        # What is no purpose's name may be anything, somebody's number too.
        basis = recording.basis
        assert basis is not None  # noqa: S101 - asked for with one
        return basis.purpose if recording.admitted is not None else keyed_hash(basis.purpose, self.key)

    def _case(self, text: str) -> str:
        number = _case_number(text, self.realm)
        return keyed_hash(text, self.key) if number is None else number

    def _document(self, recording: Recording) -> str | None:
        basis = recording.basis
        if basis is None or basis.document is None:
            return None
        # Only where the purpose needs a document was it looked up; else it may be anything too.
        known = recording.admitted is not None and recording.admitted.profile.purpose.ground.documents
        return basis.document if known else keyed_hash(basis.document, self.key)

    def _named(self, name: str) -> str:
        # Whoever names an operation may have written a number into it.
        return keyed_hash(name, self.key) if _NUMBER.search(name) else name[:100]

    def _asked(self, prepared: Prepared) -> Json:
        """Hashes of every text that was asked about, in its one written form: variables, literals of the document."""
        asked = {
            "variables": self._normal(dict(prepared.request.variables)),
            "literals": [canonical(text, self.realm) for text in prepared.operation.literals],
        }
        return hashed(asked, self.key)

    def _normal(self, value: Any) -> Any:
        if isinstance(value, str):
            return canonical(value, self.realm)
        if isinstance(value, dict):
            return {str(name): self._normal(each) for name, each in value.items()}
        return [self._normal(each) for each in value] if isinstance(value, list) else value


@lru_cache(maxsize=10_000)
def _case_number(text: str, realm: Realm) -> str | None:
    try:
        return CASE_NUMBER.parse(text, realm)
    except InvalidValue:
        return None


def _ending(answer: Answer) -> Ending:
    if answer.down or answer.refusal == 500:
        return "FAILED"
    if not answer.ran:
        return "REFUSED"
    # Where nothing at all came of it, and the caller had no right to any of it, it was no answer.
    nothing = answer.data is None or all(value is None for value in answer.data.values())
    refused = nothing and bool(answer.codes) and all(code in _REFUSALS for code in answer.codes)
    return "REFUSED" if refused else "ANSWERED"


def _role(admitted: Admitted | None) -> str | None:
    if admitted is None:
        return None
    return next(iter(sorted(admitted.caller.roles & admitted.profile.purpose.roles)), None)
