"""An operation from request to answer: read, admitted on its basis, run, and told with what it showed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hub.access.admission import Admission, Admitted
from hub.access.callers import Basis, Bearer
from hub.api.answer import Answer, Answerer, Request
from hub.api.failures import failure
from hub.changes import ChangeContext
from schema.errors import GraphUnavailable, LinkageError, NotAllowed, Unauthenticated

_LOG = logging.getLogger("hub.operations")


@dataclass(frozen=True)
class Operations:
    """Everything that holds for every operation, whatever way it came in."""

    answerer: Answerer
    admission: Admission
    context: Callable[[Admitted], ChangeContext]
    new_id: Callable[[], str]

    async def answer(self, request: Request, bearer: Bearer) -> Answer:
        """Answer a request of whoever bears a checked token; nothing is raised but cancellation."""
        prepared = self.answerer.prepare(request)
        if isinstance(prepared, Answer):
            return prepared
        try:
            basis = None if request.basis is None else Basis.read(request.basis)
            admitted = await self.admission.admit(bearer, basis)
        except LinkageError as problem:
            return refused(problem)
        except Exception:  # the last resort, as for fields: the caller learns only an incident number
            incident = self.new_id()
            _LOG.exception("unexpected failure", extra={"incident": incident, "field": "admission"})
            return Answer(None, [failure(None, incident=incident)], ran=False, refusal=500)
        answer = await self.answerer.run(prepared, self.context(admitted))
        answer.extensions.update(_told(admitted))
        return answer


def refused(problem: LinkageError) -> Answer:
    """The answer to an operation that is not let in."""
    status = 401 if isinstance(problem, Unauthenticated) else 403 if isinstance(problem, NotAllowed) else None
    return Answer(None, [failure(problem)], ran=False, down=isinstance(problem, GraphUnavailable), refusal=status)


def _told(admitted: Admitted) -> dict[str, Any]:
    told: dict[str, Any] = {"purpose": admitted.profile.purpose.name}
    traces = admitted.profile.traces
    if traces.masked:
        told["masked"] = sorted(traces.masked)
    if traces.closed:
        told["closed"] = sorted(traces.closed)
    return told
