"""A prepared GraphQL request as a piece of work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import OperationType

from hub.access.rights import Rights
from hub.access.rights_cache import Freshness
from hub.audit.actor import Actor
from hub.operations.administering import administered
from hub.operations.answer import Answer
from hub.operations.hashes import Hashes
from hub.operations.preparation import Preparer
from hub.operations.request import Prepared
from hub.operations.running import answer_fields
from hub.operations.work import Description
from hub.questions.context import ServiceContext
from hub.questions.cost import Price
from hub.support.background import is_long

#: Cost units up to which the statements of a question are asked together; dearer ones side by side.
SMALL = 1_000


@dataclass(frozen=True)
class Question:
    """A prepared request to one API; the officer whose rights it uses is the actor, unless another is given."""

    preparer: Preparer
    prepared: Prepared
    actor: Actor | None = None

    @property
    def basis(self) -> Mapping[str, Any] | None:
        """The basis that the request names."""
        return self.prepared.request.basis

    @property
    def changes(self) -> bool:
        """Whether it is a mutation."""
        return self.prepared.kind is OperationType.MUTATION

    @property
    def freshness(self) -> Freshness:
        """How sure admission must be of the rights."""
        return self.preparer.freshness(self.prepared)

    @property
    def large(self) -> bool:
        """Whether its variables hold thousands of values."""
        return is_long(self.prepared.request.variables)

    @property
    def proof(self) -> bool:
        """Whether the request wants a full receipt."""
        return self.prepared.request.proof

    def starts(self) -> tuple[str, ...]:
        """The global ids that its walks begin at."""
        return self.preparer.starts(self.prepared)

    def price(self, rights: Rights) -> Price:
        """What it costs."""
        return self.preparer.price(self.prepared, rights)

    def description(self, hashes: Hashes) -> Description:
        """The document by its hash, and the hashes of all texts asked about: in variables, and in the document."""
        operation, name = self.prepared.operation, self.prepared.operation.node.name
        return Description(
            kind=operation.kind.value,
            name=None if name is None else name.value,
            sha256=operation.sha256,
            about={
                "variables": hashes.values(self.prepared.request.variables),
                "literals": hashes.kept(operation, operation.literals),
            },
            changes=administered(self.preparer.api, self.prepared, hashes.key),
        )

    async def run(self, context: ServiceContext, units: int) -> Answer:
        """Answer its root fields."""
        return await answer_fields(self.preparer, self.prepared, context, together=units <= SMALL)
