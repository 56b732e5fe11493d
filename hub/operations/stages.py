"""The stages of every operation: prepare, admit, charge, record the intent, run, record the outcome.

A GraphQL question is one kind of work among others (see `work.py`): subscriptions, webhooks, jobs of the clock and
batches pass the same stages. Nothing leaves that was not admitted and charged, and that does not stand in the log with
its intent and its outcome.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hub.access.admission import Admission
from hub.access.callers import Basis, Bearer
from hub.access.rights_cache import Freshness
from hub.errors import AuditUnavailable, BudgetExhausted, LimitExceeded
from hub.operations.answer import Answer
from hub.operations.charging import charge, charge_reading, penalise, weigh
from hub.operations.context import Services
from hub.operations.documents.reading import Refused
from hub.operations.progress import WorkProgress
from hub.operations.protection import Protection
from hub.operations.recording import Recording
from hub.operations.work import Work
from hub.questions.change_and_read import Outdated
from schema.errors import GraphError, LinkageError

_LOG = logging.getLogger("hub.operations")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Stages:
    """Carries out work; every way in leads through `carry_out`."""

    admission: Admission
    protection: Protection
    services: Services
    recording: Recording
    new_id: Callable[[], str]
    _unfinished: set[asyncio.Task[Any]] = field(default_factory=set, repr=False)

    async def carry_out(self, prepare: Callable[[], Awaitable[Work]], bearer: Bearer) -> Answer:
        """Prepare a piece of work and carry it out with the rights of an officer; nothing is raised but cancellation.

        `prepare` raises Refused where there is nothing that could be run; that is charged, and not recorded.
        """
        try:
            charge_reading(self.protection, bearer)
            work = await prepare()
        except BudgetExhausted as problem:
            return Answer.refused(problem)
        except Refused as unreadable:
            penalise(self.protection, bearer)
            return Answer(None, unreadable.errors, ran=False)
        passing = self._carry_through(WorkProgress(work, bearer))
        if not work.changes:
            return await passing
        # A change goes on to its end and into the log, also when nobody waits for its answer any more.
        return await asyncio.shield(self._keep_running(passing))

    async def _carry_through(self, progress: WorkProgress) -> Answer:
        try:
            answer = await self._answer(progress)
        except asyncio.CancelledError:
            await asyncio.shield(self._keep_running(self.recording.cancel(progress)))
            raise
        except AuditUnavailable as problem:
            return Answer.refused(problem)
        except Exception:  # the last resort, as for fields: the caller learns only an incident number
            incident = self.new_id()
            _LOG.exception("unexpected failure", extra={"incident": incident, "field": "operation"})
            answer = Answer.failed(incident)
        return await self._record_outcome(progress, answer)

    async def _answer(self, progress: WorkProgress) -> Answer:
        refusal = await self._let_in(progress)
        await self._record_intent(progress)
        return await self._run(progress) if refusal is None else refusal

    async def _let_in(self, progress: WorkProgress) -> Answer | None:
        """Admit and charge; the answer where it is refused."""
        basis = progress.work.basis
        try:
            progress.basis = None if basis is None else Basis.read(basis)
            await self._admit_and_charge(progress)
        except LinkageError as problem:
            # A caller who waits as long as the answer says must then be admitted, and nobody pays for a database that
            # is down.
            if not isinstance(problem, BudgetExhausted | GraphError):
                penalise(self.protection, progress.bearer)
            return Answer.refused(problem)
        return None

    async def _admit_and_charge(self, progress: WorkProgress) -> None:
        freshness = progress.work.freshness
        if freshness is not Freshness.NOW:
            await self._admit(progress, freshness)
            try:
                return self._charge(progress)
            except LimitExceeded:
                # It is too dear by the rights that were kept; before it is refused, its price of now is found out.
                progress.admitted = None
        await self._admit(progress, Freshness.NOW)
        return self._charge(progress)

    async def _admit(self, progress: WorkProgress, freshness: Freshness) -> None:
        starts = progress.work.starts()
        progress.admitted = await self.admission.admit(progress.bearer, progress.basis, starts, freshness)

    def _charge(self, progress: WorkProgress) -> None:
        """Charge the work; where it is charged again, it pays what it costs more than before."""
        assert progress.admitted is not None  # noqa: S101 - admitted just before
        price = progress.work.price(progress.admitted.rights)
        paid, progress.units = progress.units, price.units
        screened, progress.subjects = progress.subjects, price.subjects
        progress.charged = charge(self.protection, progress.bearer, price, paid, screened)

    async def _record_intent(self, progress: WorkProgress) -> None:
        await self.recording.open(progress)
        self._weigh(progress)

    async def _run(self, progress: WorkProgress) -> Answer:
        """Run the work; once more with rights of now where those it was admitted with do not hold any more."""
        try:
            return await self._run_admitted(progress)
        except Outdated:
            # Nothing is known of its rights until it is admitted again.
            progress.admitted = None
        try:
            await self._admit(progress, Freshness.READ)
            self._charge(progress)
        except LinkageError as problem:
            return Answer.refused(problem)
        return await self._run_admitted(progress)

    async def _run_admitted(self, progress: WorkProgress) -> Answer:
        assert progress.admitted is not None  # noqa: S101 - admitted before
        answer = await progress.work.run(self.services.context(progress.admitted), progress.units)
        answer.extensions.update(progress.charged)
        return answer

    async def _record_outcome(self, progress: WorkProgress, answer: Answer) -> Answer:
        answer.extensions.update(progress.summary())
        try:
            await self.recording.open(progress)
            answer.extensions.update(await self.recording.close(progress, answer))
            self._weigh(progress)
        except AuditUnavailable as problem:
            # What cannot be recorded is not answered.
            return Answer.refused(problem)
        return answer

    def _weigh(self, progress: WorkProgress) -> None:
        weigh(self.protection, progress.bearer, progress.unweighed)
        progress.unweighed = 0

    def _keep_running(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        task = asyncio.ensure_future(work)
        self._unfinished.add(task)
        task.add_done_callback(self._unfinished.discard)
        return task
