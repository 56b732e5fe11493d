"""An operation from request to answer: read, admitted on its basis, charged, recorded, run, recorded, and told.

Every way in leads through `Operations.answer`: nothing is answered that was not admitted and written down before.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graphql import OperationType

from hub.access.admission import Admission, Admitted
from hub.access.callers import Basis, Bearer
from hub.api.answer import Answer, Answerer, Prepared, Request
from hub.api.charging import charge, charge_reading, penalise
from hub.api.failures import failure
from hub.api.reading import Refused
from hub.api.recording import Recorder, Recording
from hub.api.running import run
from hub.aside import aside, many
from hub.changes import ChangeContext
from hub.changing import Outdated
from schema.errors import (
    AuditUnavailable,
    BudgetExhausted,
    GraphError,
    LimitExceeded,
    LinkageError,
    NotAllowed,
    Unauthenticated,
)

#: Cost units up to which the statements of an operation are asked together; dearer ones side by side.
SMALL = 1_000
_LOG = logging.getLogger("hub.operations")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Operations:
    """Everything that holds for every operation, whatever way it came in. Without a recorder nothing is recorded."""

    answerer: Answerer
    admission: Admission
    context: Callable[[Admitted], ChangeContext]
    new_id: Callable[[], str]
    recorder: Recorder | None = None
    _unfinished: set[asyncio.Task[Any]] = field(default_factory=set, repr=False)

    async def answer(self, request: Request, bearer: Bearer) -> Answer:
        """Answer a request of whoever bears a checked token; nothing is raised but cancellation."""
        protection = self.answerer.protection
        try:
            charge_reading(protection, bearer)
            prepared = await aside(many(request.variables), self.answerer.prepare, request)
        except BudgetExhausted as problem:
            return refused(problem)
        except Refused as unreadable:
            penalise(protection, bearer)
            return Answer(None, unreadable.errors, ran=False)
        work = self._recorded(prepared, bearer)
        if prepared.kind is not OperationType.MUTATION:
            return await work
        # A change goes on to its end and into the log, also when nobody waits for its answer any more.
        return await asyncio.shield(self._kept(work))

    def _kept(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        task = asyncio.ensure_future(work)
        self._unfinished.add(task)
        task.add_done_callback(self._unfinished.discard)
        return task

    async def _recorded(self, prepared: Prepared, bearer: Bearer) -> Answer:
        recording = Recording(prepared, bearer)
        try:
            try:
                recording.basis = None if prepared.request.basis is None else Basis.read(prepared.request.basis)
                told = await self._let_in(prepared, bearer, recording)
            except LinkageError as problem:
                # Who waits as told must then be admitted, and nobody pays for a database that is down.
                if not isinstance(problem, BudgetExhausted | GraphError):
                    penalise(self.answerer.protection, bearer)
                answer = refused(problem)
                await self._begun(recording)
            else:
                await self._begun(recording)
                answer = await self._run(prepared, bearer, recording, told)
        except asyncio.CancelledError:
            await self._cancelled(recording)
            raise
        except AuditUnavailable as problem:
            return refused(problem)
        except Exception:  # the last resort, as for fields: the caller learns only an incident number
            incident = self.new_id()
            _LOG.exception("unexpected failure", extra={"incident": incident, "field": "operation"})
            answer = Answer(None, [failure(None, incident=incident)], ran=False, refusal=500)
        return await self._ended(recording, answer)

    async def _let_in(self, prepared: Prepared, bearer: Bearer, recording: Recording) -> dict[str, Any]:
        """Admit and charge an operation; what is told of its cost. Raises LinkageError."""
        if self.answerer.checks_itself(prepared):
            await self._admit(prepared, bearer, recording, fresh=False)
            try:
                return self._charged(prepared, bearer, recording)
            except LimitExceeded:
                # By what was kept it is too dear; what it costs now is found out before it is refused.
                recording.admitted = None
        await self._admit(prepared, bearer, recording, fresh=True)
        return self._charged(prepared, bearer, recording)

    async def _admit(self, prepared: Prepared, bearer: Bearer, recording: Recording, *, fresh: bool) -> None:
        starts = self.answerer.starts(prepared)
        recording.admitted = await self.admission.admit(bearer, recording.basis, starts, fresh=fresh)

    async def _run(self, prepared: Prepared, bearer: Bearer, recording: Recording, told: dict[str, Any]) -> Answer:
        try:
            answer = await self._ran(prepared, recording)
        except Outdated:
            # Until it is admitted anew, nothing is known of its rights.
            recording.admitted = None
            try:
                await self._admit(prepared, bearer, recording, fresh=True)
                told = self._charged(prepared, bearer, recording)
            except LinkageError as problem:
                return refused(problem)
            answer = await self._ran(prepared, recording)
        answer.extensions.update(told)
        return answer

    async def _ran(self, prepared: Prepared, recording: Recording) -> Answer:
        assert recording.admitted is not None  # noqa: S101 - admitted before
        context, together = self.context(recording.admitted), recording.cost <= SMALL
        return await run(self.answerer, prepared, context, together=together)

    def _charged(self, prepared: Prepared, bearer: Bearer, recording: Recording) -> dict[str, Any]:
        """Charge an operation; one that is charged anew pays what it costs more than before."""
        assert recording.admitted is not None  # noqa: S101 - admitted just before
        price = self.answerer.price(prepared, recording.admitted.rights)
        paid, recording.cost = recording.cost, price.units
        return charge(self.answerer.protection, bearer, price, paid)

    async def _begun(self, recording: Recording) -> None:
        if self.recorder is not None:
            await self.recorder.begin(recording)

    async def _ended(self, recording: Recording, answer: Answer) -> Answer:
        answer.extensions.update(_told(recording))
        if self.recorder is None:
            return answer
        try:
            answer.extensions["receipt"] = await self.recorder.end(recording, answer)
        except AuditUnavailable as problem:
            # What cannot be recorded is not answered.
            return refused(problem)
        return answer

    async def _cancelled(self, recording: Recording) -> None:
        if self.recorder is not None:
            await asyncio.shield(self._kept(self.recorder.cancel(recording)))


def refused(problem: LinkageError) -> Answer:
    """The answer to an operation that is not let in."""
    if isinstance(problem, BudgetExhausted):
        return Answer(None, [failure(problem)], ran=False, retry_after=problem.details["retryAfter"])
    if isinstance(problem, GraphError | AuditUnavailable):
        return Answer(None, [failure(problem)], ran=False, down=True)
    status = 401 if isinstance(problem, Unauthenticated) else 403 if isinstance(problem, NotAllowed) else None
    return Answer(None, [failure(problem)], ran=False, refusal=status)


def _told(recording: Recording) -> dict[str, Any]:
    if recording.admitted is None:
        return {}
    traces = recording.admitted.traces
    told: dict[str, Any] = {"purpose": recording.admitted.profile.purpose.name}
    if traces.masked:
        told["masked"] = sorted(traces.masked)
    if traces.closed:
        told["closed"] = sorted(traces.closed)
    return told
