"""What goes back: the answer to an operation, whatever way it came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

import orjson

from hub.errors import AuditUnavailable, BudgetExhausted, NotAllowed, Unauthenticated
from hub.operations.failures import failure
from schema.errors import GraphError, LinkageError


@dataclass(frozen=True)
class Answer:
    """What goes back. `data` is absent where the request could not be run at all; `down` where the database is.

    `refusal` is the HTTP status of a request that was not let in (401, 403, 500, 503); `retry_after` the seconds after
    which a budget that is used up allows the operation.
    """

    data: dict[str, Any] | None
    errors: list[dict[str, Any]]
    ran: bool
    down: bool = False
    refusal: int | None = None
    retry_after: int | None = None
    extensions: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def result(self) -> bytes:
        """The response without its extensions, as JSON: what a receipt's answerSha256 is the hash of."""
        body: dict[str, Any] = {}
        if self.errors:
            body["errors"] = self.errors
        if self.ran:
            body["data"] = self.data
        return orjson.dumps(body)

    def content(self) -> bytes:
        """The response map of the GraphQL specification as JSON; its extensions come last."""
        head = self.result
        return head if not self.extensions else head[:-1] + b',"extensions":' + orjson.dumps(self.extensions) + b"}"

    @property
    def codes(self) -> list[str]:
        """The codes of its errors."""
        return [str(error["extensions"]["code"]) for error in self.errors]

    @classmethod
    def refused(cls, problem: LinkageError) -> Self:
        """The answer to an operation that is not let in, or that cannot be recorded."""
        errors = [failure(problem)]
        if isinstance(problem, BudgetExhausted):
            return cls(None, errors, ran=False, retry_after=problem.details["retryAfter"])
        if isinstance(problem, GraphError | AuditUnavailable):
            return cls(None, errors, ran=False, down=True)
        status = 401 if isinstance(problem, Unauthenticated) else 403 if isinstance(problem, NotAllowed) else None
        return cls(None, errors, ran=False, refusal=status)

    @classmethod
    def failed(cls, incident: str) -> Self:
        """The answer where something unexpected happened: the caller learns only the number of the incident."""
        return cls(None, [failure(None, incident=incident)], ran=False, refusal=500)
