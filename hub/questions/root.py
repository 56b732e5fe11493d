"""A root field compiled once, and its statement for the values and the caller of one request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from hub.access.profile import Profile
from hub.access.traces import Traces
from hub.questions.block import indent
from hub.questions.compiler import Compiler
from hub.questions.finishing import Finish, Finisher, finisher
from hub.questions.limits import Budget, Tally
from hub.questions.selection import Selected
from hub.questions.shape import Root
from hub.questions.slots import filled, holds_slots
from schema.errors import LinkageError


@dataclass(frozen=True, slots=True)
class Statement:
    """A root field to be asked: Cypher that returns at most one record with one value, `answer`.

    `guarded` asks the same beside the graph's revision, and always returns one record: the revision, and a list that
    holds the answer or nothing. `flagged` questions heed the revision of flags too.
    """

    key: str
    text: str
    guarded: str
    parameters: Mapping[str, Any]
    flagged: bool = False
    finish: Finisher | None = None
    missing: LinkageError | None = None

    def answer(self, value: Any, traces: Traces) -> Any:
        """The value of the root field, from what the database returned; None, or `missing`, where there is nothing."""
        if value is None and self.missing is not None:
            # An error that is raised again and again would gather the traces of all its callers.
            raise copy(self.missing)
        return value if self.finish is None or value is None else self.finish(value, traces)


@dataclass(frozen=True, slots=True, eq=False)
class RootPlan:
    """A compiled root field, for every request that is built alike under the same purpose.

    `slots` are the parameters that come with a request, `constants` those the document gives, and `rights` the names
    of those that come from the caller's profile. `alone` says why it is for one request only; None where it is kept.
    """

    key: str
    name: str
    text: str
    guarded: str
    constants: Mapping[str, Any]
    slots: tuple[tuple[str, Any], ...]
    rights: tuple[str, ...]
    tally: Tally
    held: tuple[tuple[Callable[..., None], tuple[Any, ...]], ...]
    closed: frozenset[str]
    flagged: bool
    finish: Finisher | None = field(default=None, repr=False)
    missing: LinkageError | None = None
    alone: str | None = None

    def bind(self, profile: Profile, values: Mapping[str, Any], budget: Budget, traces: Traces) -> Statement:
        """The statement for these values and this caller; raises LinkageError where they are refused."""
        for check, arguments in self.held:
            check(*(filled(each, values) for each in arguments))
        self.tally.spend(budget, values)
        parameters = dict(self.constants)
        for name, slot in self.slots:
            parameters[name] = filled(slot, values)
        for name in self.rights:
            parameters[name] = profile.parameter(name)
        traces.closed.update(self.closed)
        return Statement(self.key, self.text, self.guarded, parameters, self.flagged, self.finish, self.missing)


def compile_root(root: Root, compiler: Compiler, selected: Selected) -> RootPlan:
    """The plan of a selected root field."""
    if root.compile is None:
        raise TypeError(f"'{root.name}' is answered without a statement")
    lines, expr = root.compile(compiler, selected)
    text = "\n".join([*lines, f"RETURN {expr.text} AS answer"])
    return planned(compiler, selected, text, expr.finish)


def planned(compiler: Compiler, selected: Selected, text: str, finish: Finish) -> RootPlan:
    """The plan of a compiled statement."""
    given, rights = compiler.names.parameters, compiler.profile.names(text)
    flagged = compiler.profile.flagged(rights)
    return RootPlan(
        key=selected.key,
        name=selected.name,
        text=text,
        guarded=guarded(text, flagged=flagged),
        constants={name: value for name, value in given.items() if not holds_slots(value)},
        slots=tuple((name, value) for name, value in given.items() if holds_slots(value)),
        rights=rights,
        tally=compiler.budget,
        held=tuple(compiler.held),
        closed=frozenset(compiler.closed),
        flagged=flagged,
        finish=finisher(finish),
        missing=compiler.missing,
        alone=compiler.alone,
    )


def guarded(text: str, *, flagged: bool) -> str:
    """The statement beside the graph's revision, read by the same transaction."""
    # Apart from the other, so that the database takes the count it keeps and looks at no node.
    flags = ["CALL () { MATCH (flag:FlagRevision) RETURN count(flag) AS flags }"] if flagged else []
    return "\n".join(
        [
            "MATCH (revision:Revision)",
            "WITH count(revision) AS revision",
            *flags,
            f"RETURN {'revision + flags AS revision' if flagged else 'revision'}, COLLECT {{",
            indent(text),
            "} AS answers",
        ]
    )
