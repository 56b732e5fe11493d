"""What a service is given: the caller and the rights of one operation, and what all operations share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from hub.access.answer_summary import AnswerSummary
from hub.access.callers import Basis, Caller
from hub.access.declare import Purpose
from hub.access.profile import Profile
from hub.access.rights import CachedRights
from hub.audit.search import RecordQuery
from hub.graph.client import Graph
from schema.identity import IdKeys
from schema.values import Realm


class AuditReader(Protocol):
    """Reads the audit log for auditors."""

    async def page(
        self, context: ServiceContext, query: RecordQuery, case: str | None, about: str | None, *, proofs: bool
    ) -> Any:
        """A page of the records that the caller may see; `case` and `about` are as they were asked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How an entity that was changed is read as the caller sees it.

    `text` binds what the value needs, with `n` (the entity) and `done` in scope, and `value` is its expression.
    """

    text: str
    value: str
    parameters: Mapping[str, Any]


def _ignore(_: Mapping[str, int]) -> None:
    """Count nothing."""


@dataclass(frozen=True, slots=True)
class ServiceContext:
    """The context of one service call: the caller, the purpose, the graph, and the injected time, identifiers and key.

    `offered` returns the purposes that the caller could name. `traces` collects what the answer comes to hold. `kept`
    is how a question finds out whether the rights still hold, None where they are those of now. `reading` is how what
    a change makes is answered. `screened` takes how many subjects were held against the list, by outcome.
    """

    caller: Caller
    profile: Profile
    graph: Graph
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    ids: IdKeys
    basis: Basis | None = None
    offered: Callable[[], Sequence[Purpose]] = tuple
    records: AuditReader | None = None
    realm: Realm = Realm.REAL
    traces: AnswerSummary = field(default_factory=AnswerSummary)
    kept: CachedRights | None = None
    reading: Reading | None = None
    screened: Callable[[Mapping[str, int]], None] = _ignore
