"""A GraphQL request as it came, and as it is prepared to be run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import OperationType, VariableValues

from hub.operations.documents.reading import Operation
from hub.questions.selection import Selected


@dataclass(frozen=True, slots=True)
class OperationRequest:
    """One GraphQL request, as it came; `basis` is its extensions.basis, not yet read.

    `proof`: the receipt of its answer is to be a full one.
    """

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    basis: Mapping[str, Any] | None = None
    proof: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request read and checked: what is to be run, and its root fields."""

    request: OperationRequest
    operation: Operation
    variables: VariableValues
    roots: tuple[Selected, ...]

    @property
    def kind(self) -> OperationType:
        """Query or mutation."""
        return self.operation.kind

    @property
    def parent(self) -> str:
        """The type of its root fields."""
        return "Mutation" if self.kind is OperationType.MUTATION else "Query"
