"""What capabilities declare of fields that statements answer: root fields, their arguments, and object types.

A declaration says how a field reads (its type and description, for the GraphQL schema) and how it is compiled (its
Cypher). Types are given as functions of `Types`, which hands out what the API makes from the model. Fields that no
statement answers are declared as strawberry does (`resolver.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import strawberry

from hub.access.declare import GRAPH
from hub.questions.blocks import Block, Expr
from hub.questions.root_costs import Costing
from hub.questions.selection import Selected

if TYPE_CHECKING:
    from hub.questions.compiler import Compiler

#: What a shape's fields are worked out from, by the shape's own names: Cypher variables, expressions, a page of rows.
ShapeScope: TypeAlias = Mapping[str, Any]
#: Works out one field of an `ObjectShape`.
FieldOf: TypeAlias = "Callable[[Compiler, Selected, ShapeScope, Block], Expr]"
#: Compiles a root field: the clauses before RETURN, and the expression of the answer.
Compile: TypeAlias = "Callable[[Compiler, Selected], tuple[Sequence[str], Expr]]"


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

    def connection(self, entity: str) -> Any:
        """The page of a root list."""

    def page_args(self, entity: str) -> list[Arg]:
        """The arguments of a root list."""


@dataclass(frozen=True, slots=True)
class ShapeField:
    """One field of an `ObjectShape`: its type, one sentence, and how it is worked out."""

    type: Callable[[Types], Any]
    description: str
    of: FieldOf


@dataclass(frozen=True, slots=True)
class ObjectShape:
    """An object type that is no entity."""

    name: str
    description: str
    fields: Mapping[str, ShapeField]


@dataclass(frozen=True, slots=True)
class Root:
    """A root field of the query type that a statement answers.

    Purposes open root fields by their `group`. `cost` prices what it does before the rows of its answer, where it walks
    or searches; `condition` is the price of a condition that each row of its list must fulfil besides those asked for.
    `screens`: its argument `subjects` is held against the list of dishonest debtors, which has quotas of its own.
    """

    name: str
    description: str
    type: Callable[[Types], Any]
    args: Callable[[Types], Sequence[Arg]]
    compile: Compile
    group: str = GRAPH
    cost: Costing | None = None
    condition: float = 0.0
    screens: bool = False


def text(template: str) -> FieldOf:
    """A field that is an expression over the scope: text('{rel}.since')."""

    def field(_: Compiler, __: Selected, scope: ShapeScope, ___: Block) -> Expr:
        return Expr(template.format(**scope))

    return field


def node(entity: str, variable: str) -> FieldOf:
    """A field that is the entity at a variable of the scope."""

    def field(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
        return compiler.entity(entity, selected.sets, scope[variable], block)

    return field


def listed(annotation: Any) -> Any:
    """The annotation of a list of values."""
    return list[annotation]
