"""Pieces of a statement under construction: expressions with the shape of their value, and blocks that bind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

#: Puts a value the database returned into its final form; None where it already has it.
Finish: TypeAlias = Callable[[Any], Any] | None

_PLAIN_KEY = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")


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
        """A new parameter holding the value, as it is written in Cypher: '$p0'."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"


@dataclass(slots=True)
class Block:
    """The part of a (sub)query between its MATCH and its RETURN: what is in scope and what is bound to it."""

    names: Names
    scope: tuple[str, ...]
    bound: list[tuple[str, str]] = field(default_factory=list)

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


def obj(fields: Iterable[tuple[str, Expr]], noted: tuple[str, Callable[[Any], None]] | None = None) -> Expr:
    """A map of the fields. Neo4j does not keep the order of a map's keys, so finishing puts them in the asked order.

    `noted` is an expression that is carried along, told of while finishing, and left out of the value.
    """
    pairs = tuple(fields)
    texts = [f"{_key(key)}: {expr.text}" for key, expr in pairs]
    if noted is not None:
        texts.insert(0, f"{_NOTED}: {noted[0]}")
    text = "{" + ", ".join(texts) + "}"
    keys = tuple(key for key, _ in pairs)
    deeper = tuple((key, expr.finish) for key, expr in pairs if expr.finish is not None)

    def finish(value: Any) -> Any:
        if value is None:
            return None
        if noted is not None:
            noted[1](value["#"])
        ordered = {key: value[key] for key in keys}
        for key, inner in deeper:
            ordered[key] = inner(ordered[key])
        return ordered

    return Expr(text, finish if len(keys) > 1 or deeper or noted else None)


def each(finish: Finish) -> Finish:
    """The finish of a list, given that of its members."""
    if finish is None:
        return None
    return lambda values: None if values is None else [finish(value) for value in values]


def variants(cases: list[tuple[str, Expr]]) -> Expr:
    """One of several expressions by condition; the value says which, so that each is finished in its own way."""
    arms = "".join(f" WHEN {test} THEN [{i}, {expr.text}]" for i, (test, expr) in enumerate(cases))
    finishes = [expr.finish for _, expr in cases]

    def finish(value: Any) -> Any:
        if value is None:
            return None
        inner = finishes[value[0]]
        return value[1] if inner is None else inner(value[1])

    return Expr(f"CASE{arms} END", finish)


def _key(key: str) -> str:
    if not _PLAIN_KEY.match(key):
        raise ValueError("a response key must be a GraphQL name")
    return f"`{key}`" if key.lower() in _RESERVED else key


# No response key can be this.
_NOTED = "`#`"
# Words Cypher reads as something else where a key stands.
_RESERVED = frozenset({"null", "true", "false"})
