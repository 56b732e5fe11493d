"""Pieces of a statement under construction: expressions with the shape of their value, and blocks that bind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from hub.questions.finisher import Each, Finish, Keyed, OneOf


@dataclass(frozen=True, slots=True)
class Expr:
    """A Cypher expression and what is left to do with its value."""

    text: str
    finish: Finish = None


@dataclass(slots=True)
class Names:
    """Hands out variable names (n0, n1, r2 …) and parameters (p0, p1 …), so that no two of a statement collide."""

    parameters: dict[str, Any] = field(default_factory=dict)
    _next: int = 0

    def variable(self, prefix: str) -> str:
        """A new variable name."""
        self._next += 1
        return f"{prefix}{self._next - 1}"

    def parameter(self, value: Any) -> str:
        """A new parameter holding the value, which may be or hold slots, as it is written in Cypher: '$p0'."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"


@dataclass(slots=True)
class Block:
    """The part of a (sub)query between its MATCH and its RETURN: what is in scope and what is bound to it."""

    names: Names
    scope: tuple[str, ...]
    bound: list[tuple[str, str]] = field(default_factory=list)
    #: How many conditions stand around what is compiled now.
    arms: int = 0

    def place(self, prefix: str, text: str) -> str:
        """A subquery, as an expression to be named once: itself, or the variable that it is bound to.

        Each WITH costs planning time, so that it stands where it is needed. Under a condition the database would run it
        once for each row in a slower way, so that it is bound there.
        """
        return self.bind(prefix, text) if self.arms else text

    @contextmanager
    def conditional(self) -> Iterator[None]:
        """What is compiled within stands under a condition."""
        self.arms += 1
        try:
            yield
        finally:
            self.arms -= 1

    def bind(self, prefix: str, text: str) -> str:
        """Bind an expression, usually a subquery, to a new variable, and return the variable."""
        name = self.names.variable(prefix)
        self.bound.append((name, text))
        return name

    def lines(self) -> list[str]:
        """The WITH clause that binds, or nothing."""
        if not self.bound:
            return []
        items = [*self.scope, *(f"{text} AS {name}" for name, text in self.bound)]
        return ["WITH " + ", ".join(items)]


def collect(lines: Iterable[str]) -> str:
    """A COLLECT subquery over clauses that end in RETURN."""
    return "COLLECT {\n" + indent("\n".join(lines)) + "\n}"


def indent(text: str) -> str:
    """The text two columns further right."""
    return "\n".join(f"  {line}" for line in text.split("\n"))


def obj(fields: Iterable[tuple[str, Expr]], of: str | None = None) -> Expr:
    """An object of the fields: the database returns its values as a list, and finishing puts the keys to them.

    Maps would come back with their keys in an order of the database's own, and each key again with every row. `of` is
    the variable of the entity that the object describes; its id and feed come along at the end, and are noted.
    """
    # If a key repeats, the last value wins but keeps the first position.
    found = dict(fields)
    texts = [expr.text for expr in found.values()]
    if of is not None:
        texts += [f"{of}.id", f"{of}.source"]
    deeper = tuple((place, expr.finish) for place, expr in enumerate(found.values()) if expr.finish is not None)
    return Expr(f"[{', '.join(texts)}]", Keyed(tuple(found), deeper, of is not None))


def each(finish: Finish) -> Finish:
    """The finish of a list, given that of its members."""
    return None if finish is None else Each(finish)


def variants(cases: list[tuple[str, Expr]]) -> Expr:
    """One of several expressions by condition; the value says which, so that each is finished in its own way."""
    arms = "".join(f" WHEN {test} THEN [{i}, {expr.text}]" for i, (test, expr) in enumerate(cases))
    return Expr(f"CASE{arms} END", OneOf(tuple(expr.finish for _, expr in cases)))
