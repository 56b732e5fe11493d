"""The vocabulary of a capability: `Capability`, `Group`, `Bulk`.

A folder under `hub/capabilities/` declares one capability in its module `capability.py`, in a variable `CAPABILITY`.
`catalogue.py` finds the folders and checks them; the API, prices, limits, migrations and contracts take from there what
they need. So a new capability is a new folder, and no other file changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hub.questions.change import Change
from hub.questions.resolver import Resolver
from hub.questions.shape import ObjectShape, Root
from schema.model import Model
from schema.values import Kind


@dataclass(frozen=True, slots=True)
class Group:
    """Root fields that a purpose opens together: the name that purpose files write, and its words in a contract."""

    name: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Bulk:
    """Limits of an input that is sent by the thousand: its name in messages, entries, values within, and bytes.

    For a scalar that is a long text, `entries` is its number of characters.
    """

    name: str
    entries: int
    items: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """Everything that one folder adds to the hub.

    `roots` and `changes` are root fields of queries and mutations; `derived` makes more of them from the model.
    `shapes` are the types that their statements answer with; strawberry finds the types of resolvers by itself. `kinds`
    are scalars.
    `groups` are what purposes open; each root field and change belongs to one. `bulk` limits input types and scalars
    that are sent by the thousand, by their name. Nodes that a capability keeps for itself are declared
    under `schema/own/`.
    """

    groups: Sequence[Group] = ()
    roots: Sequence[Root | Resolver] = ()
    derived: Callable[[Model], Iterable[Root]] | None = None
    changes: Sequence[Change | Resolver] = ()
    shapes: Sequence[ObjectShape] = ()
    kinds: Sequence[Kind] = ()
    bulk: Mapping[str, Bulk] = field(default_factory=dict)

    def all_roots(self, model: Model) -> list[Root | Resolver]:
        """The root fields of queries, those derived from the model first."""
        return [*(self.derived(model) if self.derived is not None else ()), *self.roots]
