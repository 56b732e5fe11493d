"""Changes: root fields of the mutation type. Each writes through a service and answers with what it made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hub.access.callers import Basis, Caller
from hub.access.declare import FLAGS, Purpose
from hub.access.profile import Profile
from hub.access.traces import Traces
from hub.graph import Graph
from hub.questions.shape import Arg, Types
from schema.values import Realm

if TYPE_CHECKING:
    from hub.audit.question import Records


@dataclass(frozen=True, slots=True)
class ChangeContext:
    """What a service needs: who asks and why, the graph, and the injected time, identifiers and key of global ids.

    `offered` tells the purposes the caller could name, `traces` what the answer comes to hold. `revision` is that of
    the graph when the profile was made, where that was not for this very operation: every question must find it so.
    """

    caller: Caller
    profile: Profile
    graph: Graph
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    secret: bytes
    basis: Basis | None = None
    offered: Callable[[], Sequence[Purpose]] = tuple
    records: Records | None = None
    realm: Realm = Realm.REAL
    traces: Traces = field(default_factory=Traces)
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A mutation field: the type it answers, its arguments, and the service call.

    The call returns the global id of an entity of the type, which is then read as the caller sees it; or, `computed`,
    a map that holds every field of the shape.
    """

    name: str
    description: str
    answer: str
    args: Callable[[Types], Sequence[Arg]]
    run: Callable[[ChangeContext, dict[str, Any]], Awaitable[Any]]
    group: str = FLAGS
    computed: bool = False
