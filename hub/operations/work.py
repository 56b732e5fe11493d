"""What the stages carry out: a question, a job of the clock, a delivery of events, a batch of sightings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from hub.access.rights import Rights
from hub.access.rights_cache import Freshness
from hub.audit.actor import Actor
from hub.audit.records import Json
from hub.operations.answer import Answer
from hub.operations.hashes import Hashes
from hub.questions.context import ServiceContext
from hub.questions.cost import Price


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What the audit log says of a piece of work, beside its actor and its basis.

    `kind` is one word: query, mutation, job. `sha256` is the hash of the text that says what is done. `about` holds
    what it is about, no text of it in clear. `changes` name in clear what is asked of the register, and of whom.
    """

    kind: str
    name: str | None
    sha256: str
    about: Json = None
    changes: Sequence[Mapping[str, str]] = ()


class Work(Protocol):
    """A piece of work. It says what the stages need to know, and is run when all of them have let it pass."""

    @property
    def basis(self) -> Mapping[str, Any] | None:
        """The legal basis as it was given, not yet read."""

    @property
    def actor(self) -> Actor | None:
        """Who acts; None where it is the officer whose rights are used."""

    @property
    def changes(self) -> bool:
        """Whether it changes anything: then its intent is on disk before it runs, and it goes on to its end."""

    @property
    def freshness(self) -> Freshness:
        """How sure admission must be of the rights."""

    @property
    def large(self) -> bool:
        """Whether describing it takes so long that it is done in a thread."""

    @property
    def proof(self) -> bool:
        """Whether the receipt is a full one."""

    def starts(self) -> tuple[str, ...]:
        """The global ids that its walks begin at: their links are counted for its price."""

    def price(self, rights: Rights) -> Price:
        """What it costs; hidden data does not change it, the sizes of the graph and the log do."""

    def description(self, hashes: Hashes) -> Description:
        """What the audit log says of it."""

    async def run(self, context: ServiceContext, units: int) -> Answer:
        """Do it with the rights of the context; `units` is its price.

        Raises Outdated where the rights do not hold any more; then it has changed nothing, and is run once more.
        """
