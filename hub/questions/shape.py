"""What capabilities declare: root fields, their arguments, and object types that are no entities.

A declaration says how a field reads (its type and description, for the GraphQL schema) and how it is compiled (its
Cypher). Types are given as functions of `Types`, which hands out what the API makes from the model.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Optional, Protocol, TypeAlias

import strawberry

from hub.access.declare import GRAPH
from hub.questions.block import Block, Expr
from hub.questions.selection import Selected
from schema.values import Kind

if TYPE_CHECKING:
    from hub.changes import ChangeContext
    from hub.questions.compiler import Compiler

#: What a shape's fields are worked out from, by the shape's own names: Cypher variables, expressions, a page of rows.
Scope: TypeAlias = Mapping[str, Any]
#: Works out one field of an `ObjectShape`.
FieldOf: TypeAlias = "Callable[[Compiler, Selected, Scope, Block], Expr]"
#: Compiles a root field: the clauses before RETURN, and the expression of the answer.
Compile: TypeAlias = "Callable[[Compiler, Selected], tuple[Sequence[str], Expr]]"
#: Answers a root field without the graph: maps and lists that hold every field of its shape.
Compute: TypeAlias = "Callable[[ChangeContext, dict[str, Any]], Awaitable[Any]]"


def unanswered(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
    """What a field of a computed shape is in a statement: a mistake in the declaration."""
    raise TypeError(f"'{selected.name}' is computed and stands in no statement")


@dataclass(frozen=True, slots=True)
class Arg:
    """An argument of a field: its name, type, one sentence, and its default (UNSET where it may be left out)."""

    name: str
    type: Any
    description: str
    default: Any = strawberry.UNSET


class Types(Protocol):
    """The annotations a declaration may use."""

    def __getitem__(self, name: str) -> Any:
        """The type of a GraphQL name: an entity, a page, or another declared shape."""

    def scalar(self, kind: Kind) -> Any:
        """The annotation of a kind of value."""

    def connection(self, entity: str) -> Any:
        """The page of a root list."""

    def page_args(self, entity: str) -> list[Arg]:
        """The arguments of a root list."""


@dataclass(frozen=True, slots=True)
class ShapeField:
    """One field of an `ObjectShape`: its type, one sentence, and how it is worked out."""

    type: Callable[[Types], Any]
    description: str
    of: FieldOf = unanswered


@dataclass(frozen=True, slots=True)
class ObjectShape:
    """An object type that is no entity."""

    name: str
    description: str
    fields: Mapping[str, ShapeField]


@dataclass(frozen=True, slots=True)
class Root:
    """A root field of the query type.

    It is answered by a statement (`compile`) or, where the graph holds none of it, by a service (`compute`). Purposes
    open root fields by their `group`.
    """

    name: str
    description: str
    type: Callable[[Types], Any]
    args: Callable[[Types], Sequence[Arg]]
    compile: Compile | None = None
    compute: Compute | None = None
    group: str = GRAPH


def text(template: str) -> FieldOf:
    """A field that is an expression over the scope: text('{rel}.since')."""

    def field(_: Compiler, __: Selected, scope: Scope, ___: Block) -> Expr:
        return Expr(template.format(**scope))

    return field


def node(entity: str, variable: str) -> FieldOf:
    """A field that is the entity at a variable of the scope."""

    def field(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
        return compiler.entity(entity, selected.sets, scope[variable], block)

    return field


def optional(annotation: Any) -> Any:
    """The annotation of a value that may be null; for types made at start, which no type checker can read."""
    return Optional[annotation]  # noqa: UP045 - `|` does not take the forward references strawberry makes


def listed(annotation: Any) -> Any:
    """The annotation of a list of values."""
    return list[annotation]
