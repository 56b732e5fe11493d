"""The desk of a court's officer in tests: operations on any purpose and case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from hub.access.admission import Admission
from hub.access.callers import Bearer
from hub.access.catalogue import PURPOSES
from hub.access.declare import WITHOUT_BASIS, Purpose
from hub.access.tokens import Tokens
from hub.api.schema import Api
from hub.app import Hub
from hub.graph.client import Graph
from hub.operations.answer import Answer
from hub.operations.answering import Operations
from hub.operations.preparation import Preparer
from hub.operations.request import OperationRequest
from schema.values import Realm
from support.memory_recorder import memory_recorder
from support.world import COURT, NOW, SECRET

CARD = "S0102-A-001"


@dataclass(repr=False)
class Desk:
    """Asks on a purpose and a case, as the court's officer."""

    graph: Graph
    api: Api

    def __repr__(self) -> str:
        """Short: a failing example prints it."""
        return "Desk"

    def operations(self, purpose: Purpose) -> Operations:
        """The operations of a hub that knows this purpose besides the one without a basis."""
        numbers = count()
        tokens = Tokens(self.graph, lambda: int(NOW.timestamp()))
        known = {purpose.name: purpose, WITHOUT_BASIS: PURPOSES[WITHOUT_BASIS]}
        admission = Admission(self.graph, tokens, Realm.FICTIONAL, lambda: NOW, known)
        recorder = memory_recorder(lambda: NOW)
        hub = Hub(
            self.api, self.graph, tokens, SECRET, recorder, now=lambda: NOW, new_id=lambda: f"T{next(numbers):06}"
        )
        return Operations(Preparer(self.api, self.graph), admission, hub.services, hub.new_id, recorder)

    async def ask(
        self, purpose: Purpose, case: str | None, query: str, variables: Mapping[str, Any] | None = None
    ) -> Answer:
        """The answer to a question."""
        basis = {"purpose": purpose.name} | ({} if case is None else {"case": case})
        request = OperationRequest(query, variables or {}, basis=basis)
        return await self.operations(purpose).answer(request, Bearer(COURT, CARD, "孙法官"))
