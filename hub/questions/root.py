"""A root field compiled once, and its statement for the values and the caller of one request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from hub.access.answer_summary import AnswerSummary
from hub.access.profile import Profile, rings_of
from hub.graph.revisions import beside
from hub.questions.compiler import Compiler
from hub.questions.finisher import Finish, Finisher, finisher
from hub.questions.limits import Allowance, Tally
from hub.questions.selection import Selected
from hub.questions.shape import Root
from hub.questions.slots import filled, holds_slots
from schema.errors import LinkageError


@dataclass(frozen=True, slots=True)
class Statement:
    """A root field to be asked: Cypher that returns at most one record with one value, `answer`.

    `guarded` asks the same beside the revision log, and always returns one record: the number of entries, the epoch,
    and a list that holds the answer or nothing. `rings` are those of the caller's that the answer depends on.
    """

    key: str
    text: str
    guarded: str
    parameters: Mapping[str, Any]
    rings: frozenset[str] = frozenset()
    finish: Finisher | None = None
    missing: LinkageError | None = None

    def answer(self, value: Any, traces: AnswerSummary) -> Any:
        """The value of the root field, from what the database returned; None, or `missing`, where there is nothing."""
        if value is None and self.missing is not None:
            # An error that is raised again and again would gather the traces of all its callers.
            raise copy(self.missing)
        return value if self.finish is None or value is None else self.finish(value, traces, self.parameters)


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
    rings: frozenset[str]
    finish: Finisher | None = field(default=None, repr=False)
    missing: LinkageError | None = None
    alone: str | None = None

    def bind(
        self, profile: Profile, values: Mapping[str, Any], allowance: Allowance, traces: AnswerSummary
    ) -> Statement:
        """The statement for these values and this caller; raises LinkageError where they are refused."""
        for check, arguments in self.held:
            check(*(filled(each, values) for each in arguments))
        self.tally.spend(allowance, values)
        parameters = dict(self.constants)
        for name, slot in self.slots:
            parameters[name] = filled(slot, values)
        for name in self.rights:
            parameters[name] = profile.parameter(name)
        traces.closed.update(self.closed)
        return Statement(self.key, self.text, self.guarded, parameters, self.rings, self.finish, self.missing)


def compile_root(root: Root, compiler: Compiler, selected: Selected) -> RootPlan:
    """The plan of a selected root field."""
    lines, expr = root.compile(compiler, selected)
    text = "\n".join([*lines, f"RETURN {expr.text} AS answer"])
    return planned(compiler, selected, text, expr.finish)


def planned(compiler: Compiler, selected: Selected, text: str, finish: Finish) -> RootPlan:
    """The plan of a compiled statement."""
    given, rights = compiler.names.parameters, compiler.profile.names(text)
    return RootPlan(
        key=selected.key,
        name=selected.name,
        text=text,
        guarded=beside(text),
        constants={name: value for name, value in given.items() if not holds_slots(value)},
        slots=tuple((name, value) for name, value in given.items() if holds_slots(value)),
        rights=rights,
        tally=compiler.tally,
        held=tuple(compiler.held),
        closed=frozenset(compiler.closed),
        rings=rings_of(rights),
        finish=finisher(finish),
        missing=compiler.missing,
        alone=compiler.alone,
    )
