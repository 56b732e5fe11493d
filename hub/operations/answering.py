"""GraphQL requests answered: each is one piece of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from hub.access.admission import Admission
from hub.access.callers import Bearer
from hub.operations.answer import Answer
from hub.operations.context import Services
from hub.operations.preparation import Preparer
from hub.operations.protection import Protection
from hub.operations.question import Question
from hub.operations.recording import Recording
from hub.operations.request import OperationRequest
from hub.operations.stages import Stages
from hub.support.background import in_thread_if, is_long


@dataclass(frozen=True)
class Operations:
    """Answers requests to one API; every way in of GraphQL leads through `answer`."""

    preparer: Preparer
    admission: Admission
    services: Services
    new_id: Callable[[], str]
    recorder: Recording

    @property
    def protection(self) -> Protection:
        """What keeps one caller's requests from harming the others."""
        return self.preparer.protection

    @cached_property
    def stages(self) -> Stages:
        """What each operation passes through."""
        return Stages(self.admission, self.protection, self.services, self.recorder, self.new_id)

    async def answer(self, request: OperationRequest, bearer: Bearer) -> Answer:
        """Answer a request of an officer whose token or session is checked; nothing is raised but cancellation."""

        async def prepare() -> Question:
            prepared = await in_thread_if(is_long(request.variables), self.preparer.prepare, request)
            return Question(self.preparer, prepared)

        return await self.stages.carry_out(prepare, bearer)
