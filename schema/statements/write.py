"""A writing statement made of steps: `writing(Read(…), Lock(…), SetOwn(…), …)` gives its text, parameters and marks.

Steps that read are Cypher texts; steps that write are made from what is declared, so that their labels, links,
properties and provenance are right, and what they touch (`schema/touched.py`) follows from them. They stand in
`schema/statements/entities.py` and `schema/statements/own.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from schema.declare_own import LOCK
from schema.model import ROOT
from schema.touched import EVERYTHING, Touched
from schema.values import Kind


@dataclass(frozen=True, slots=True)
class Write:
    """One writing statement: its text, what it returns (a RETURN clause or nothing), parameters, and packed marks."""

    text: str
    parameters: Mapping[str, Any]
    touched: bytes | None
    returns: str = ""

    @property
    def whole(self) -> str:
        """The text with what it returns."""
        return f"{self.text}\n{self.returns}" if self.returns else self.text


@dataclass(frozen=True, slots=True)
class Found:
    """A value that an earlier reading step has found: a variable, or a property of one."""

    expression: str


@dataclass(frozen=True, slots=True)
class Increased:
    """The number that the property holds, and so much more."""

    by: int = 1


@dataclass(frozen=True, slots=True)
class IfMissing:
    """A value for a property that holds none yet."""

    value: Any


@dataclass(frozen=True, slots=True)
class At:
    """A node of the statement: its variable, the entity or own node that it is, and how marks name it.

    `id` is the global id of an entity and the key of an own node; None where only the database knows it. `former` are
    the ids that an entity has instead, where it was created under an earlier version of the ids' key.
    """

    var: str
    kind: str
    id: str | None = None
    former: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All that marks name; nothing where only the database knows it."""
        return () if self.id is None else (self.id, *self.former)


class Step(Protocol):
    """A part of a writing statement."""

    def clause(self, draft: Draft) -> str:
        """The Cypher of the step; notes its parameters and marks in the draft."""
        ...


@dataclass
class Draft:
    """What the steps of one statement gather: their values by variable, and what they touch."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    marks: Touched = field(default_factory=Touched)
    everything: bool = False

    def given(self, var: str, name: str, value: Any) -> str:
        """The parameter of a value; raises ValueError where two steps give different values for it."""
        known = self.values.setdefault(var, {})
        if name in known and known[name] != value:
            raise ValueError(f"two steps give different values for {var}.{name}")
        known[name] = value
        return f"${var}.{name}"

    def value(self, var: str, name: str, kind: Kind | None, value: Any) -> str:
        """The expression of a property's new value."""
        if isinstance(value, Found):
            return value.expression
        if isinstance(value, Increased):
            return f"coalesce({var}.{name}, 0) + {self.given(var, name, value.by)}"
        if isinstance(value, IfMissing):
            return f"coalesce({var}.{name}, {self.value(var, name, kind, value.value)})"
        if kind is not None and kind.stored is datetime:
            # The driver takes 0.1 ms to write a time, and none to write a text.
            return f"datetime({self.given(var, name, None if value is None else value.isoformat())})"
        return self.given(var, name, value)

    def touched(self) -> bytes | None:
        """The packed marks of all steps."""
        return EVERYTHING if self.everything else self.marks.packed()


@dataclass(frozen=True, slots=True)
class Read:
    """Clauses that read: they bind variables, and drop the row where nothing is to be written."""

    text: str

    def clause(self, draft: Draft) -> str:
        """The text itself."""
        return self.text


@dataclass(frozen=True, slots=True)
class Lock:
    """Locks a node until the transaction ends, so that what is read of it afterwards stays so."""

    var: str

    def clause(self, draft: Draft) -> str:
        """A write of a property that nobody reads."""
        return f"SET {self.var}.{LOCK} = 1"


@dataclass(frozen=True, slots=True)
class LockInOrder:
    """Locks entities in the order of their ids, so that two transactions never wait for each other. Comes first."""

    ids: Sequence[str]

    def clause(self, draft: Draft) -> str:
        """One lock after the other."""
        ids = draft.given("locks", "ids", sorted(set(self.ids)))
        return (
            f"UNWIND {ids} AS id\nMATCH (locked:{ROOT} {{id: id}})\nSET locked.{LOCK} = 1\nWITH count(locked) AS locks"
        )


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """Steps that are taken only where a condition holds of what was read. They bind nothing for later steps."""

    condition: str
    steps: Sequence[Step]

    def clause(self, draft: Draft) -> str:
        """The steps in a FOREACH over one or no element."""
        inner = "\n".join(f"  {line}" for step in self.steps for line in step.clause(draft).splitlines())
        return f"FOREACH (_ IN CASE WHEN {self.condition} THEN [1] ELSE [] END |\n{inner}\n)"


def writing(*steps: Step, returns: str = "", parameters: Mapping[str, Any] | None = None) -> Write:
    """The statement of these steps in their order. `parameters` are those of its reading steps; raises ValueError
    where one has the name of a variable that is written."""
    draft = Draft()
    text = "\n".join(_joined([step.clause(draft) for step in steps]))
    reading = dict(parameters or {})
    if both := reading.keys() & draft.values.keys():
        raise ValueError(f"parameters and written variables share a name: {', '.join(sorted(both))}")
    return Write(text, {**reading, **draft.values}, draft.touched(), returns)


def _joined(clauses: Sequence[str]) -> Iterator[str]:
    """The clauses, with a WITH where one that reads comes after one that writes."""
    wrote = False
    for clause in clauses:
        writes = clause.startswith(("MERGE", "CREATE", "SET", "FOREACH", "DETACH", "REMOVE"))
        if wrote and not writes and not clause.startswith("WITH"):
            yield "WITH *"
        yield clause
        wrote = writes
