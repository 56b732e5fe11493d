"""Changes: root fields of the mutation type that write through a service and answer with the entity they made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hub.questions.context import ServiceContext
from hub.questions.shape import Arg, Types


@dataclass(frozen=True, slots=True)
class Change:
    """A mutation field that answers an entity: the entity's name, its arguments, and the service call.

    The call writes through `hub.questions.change_and_read`, which reads the entity that was made as the caller sees it,
    and returns what was read. Mutation fields that answer something else are resolvers (`hub.questions.resolver`).
    """

    name: str
    description: str
    answer: str
    args: Callable[[Types], Sequence[Arg]]
    run: Callable[[ServiceContext, dict[str, Any]], Awaitable[Any]]
    group: str
