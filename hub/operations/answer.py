"""What goes back: the answer to an operation, whatever way it came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

import orjson

from hub.errors import AuditUnavailable
from hub.operations.failures import failure
from schema.errors import GraphError, LinkageError


@dataclass(frozen=True)
class Answer:
    """What goes back. `data` is absent where the request could not be run at all.

    `down`: the database or the audit log is. `refusal`: the error of a request that was not let in or not recorded.
    `incident`: the number of something unexpected that ended the operation.
    """

    data: dict[str, Any] | None
    errors: list[dict[str, Any]]
    ran: bool
    down: bool = False
    refusal: LinkageError | None = None
    incident: str | None = None
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
        down = isinstance(problem, GraphError | AuditUnavailable)
        return cls(None, [failure(problem)], ran=False, down=down, refusal=problem)

    @classmethod
    def failed(cls, incident: str) -> Self:
        """The answer where something unexpected happened: the caller learns only the number of the incident."""
        return cls(None, [failure(None, incident=incident)], ran=False, incident=incident)
