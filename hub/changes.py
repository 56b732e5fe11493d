"""Changes: root fields of the mutation type. Each writes through a service and answers with what it made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hub.access.callers import Basis, Caller
from hub.access.declare import FLAGS, Purpose
from hub.access.profile import Profile
from hub.access.rights import Revision
from hub.access.traces import Traces
from hub.graph import Graph
from hub.questions.shape import Arg, Types
from schema.values import Realm

if TYPE_CHECKING:
    from hub.audit.question import Records


@dataclass(frozen=True, slots=True)
class Reading:
    """How an entity that was changed is read as the caller sees it.

    `text` binds what the value needs, with `n` (the entity) and `done` in scope, and `value` is its expression.
    """

    text: str
    value: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeContext:
    """What a service needs: who asks and why, the graph, and the injected time, identifiers and key of global ids.

    `offered` tells the purposes the caller could name, `traces` what the answer comes to hold. `revision` is that of
    the graph when the profile was made, where that was not for this very operation: every question must find it so.
    `reading` is how what a change makes is answered.
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
    revision: Revision | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A mutation field: the type it answers, its arguments, and the service call.

    The call writes through `hub.changing`, which reads the entity that was made as the caller sees it, and returns what
    was read; or, `computed`, a map that holds every field of the shape.
    """

    name: str
    description: str
    answer: str
    args: Callable[[Types], Sequence[Arg]]
    run: Callable[[ChangeContext, dict[str, Any]], Awaitable[Any]]
    group: str = FLAGS
    computed: bool = False
