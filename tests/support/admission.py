"""A hub's door for tests: officers with bearers, and whether an operation is let in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

import orjson

from hub.access.admission import Admission
from hub.access.callers import Bearer
from hub.access.catalogue import PURPOSES
from hub.access.declare import Purpose
from hub.access.registry import Registry
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
from support.world import NOW, SECRET

WHO = "{ me { card } }"


@dataclass(repr=False)
class Door:
    """Operations of a hub at a time that the test sets."""

    graph: Graph
    api: Api
    realm: Realm = Realm.FICTIONAL
    now: datetime = NOW
    purposes: Mapping[str, Purpose] = field(default_factory=lambda: PURPOSES)
    later_secrets: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        numbers = count()
        self.tokens = Tokens(self.graph, lambda: int(self.now.timestamp()))
        hub = Hub(
            self.api,
            self.graph,
            self.tokens,
            SECRET,
            memory_recorder(lambda: self.now),
            now=lambda: self.now,
            new_id=lambda: f"D{next(numbers):06}",
            later_secrets=self.later_secrets,
        )
        self.admission = Admission(self.graph, self.tokens, self.realm, lambda: self.now, self.purposes)
        self.operations = Operations(
            Preparer(self.api, self.graph), self.admission, hub.services, hub.new_id, hub.recorder
        )

    @property
    def registry(self) -> Registry:
        """The register, in the hands of the test."""
        return Registry(self.graph, Realm.FICTIONAL, lambda: self.now, "test")

    async def answer(
        self, bearer: Bearer, query: str = WHO, basis: Mapping[str, Any] | None = None, **variables: Any
    ) -> Answer:
        """The whole answer."""
        return await self.operations.answer(OperationRequest(query, variables, basis=basis), bearer)

    async def ask(self, bearer: Bearer, query: str, basis: Mapping[str, Any] | None = None, **variables: Any) -> Any:
        """The data of an operation that must succeed."""
        answer = await self.answer(bearer, query, basis, **variables)
        assert answer.errors == []
        return json.loads(orjson.dumps(answer.data))

    async def refused(
        self, bearer: Bearer, query: str = WHO, basis: Mapping[str, Any] | None = None, **variables: Any
    ) -> dict[str, Any]:
        """The one error of an operation that must fail."""
        answer = await self.answer(bearer, query, basis, **variables)
        (error,) = answer.errors
        return error
