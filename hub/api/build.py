"""Strawberry types made from declarations instead of classes written by hand.

Entities refer to one another in circles, and strawberry reads a type's fields only when it converts the schema. So the
types are made empty first and filled once all of them exist. Strawberry documents neither this nor the way to the
schema that graphql-core validates against; all that the hub knows of it stands here, and a canary test tries it
(`tests/hub/api/test_canary.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import strawberry
from graphql import GraphQLSchema
from strawberry.annotation import StrawberryAnnotation
from strawberry.schema.config import StrawberryConfig
from strawberry.types import get_object_definition
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.scalar import ScalarDefinition

from hub.questions.shape import Arg

#: Words that cannot be Python names, but are names in the API.
_KEYWORDS = frozenset({"in", "and", "or", "not", "from"})


def object_type(name: str, description: str, *, interfaces: Sequence[type] = (), abstract: bool = False) -> type:
    """A new, empty object type or interface."""
    bases = tuple(interfaces)
    cls = type(name, bases, {"__annotations__": {}, "__module__": __name__})
    if abstract:
        return strawberry.interface(cls, name=name, description=description)
    return strawberry.type(cls, name=name, description=description)


def input_type(name: str, description: str, *, one_of: bool = False) -> type:
    """A new, empty input type; with `one_of`, exactly one of its fields must be given."""
    cls = type(name, (), {"__annotations__": {}, "__module__": __name__})
    return strawberry.input(cls, name=name, description=description, one_of=one_of)


def fill(cls: type, fields: Iterable[StrawberryField]) -> None:
    """Give a type its fields."""
    get_object_definition(cls, strict=True).fields.extend(fields)


def output(
    name: str, annotation: Any, description: str, args: Sequence[Arg] = (), directives: Sequence[object] = ()
) -> StrawberryField:
    """A field of an object type."""
    made = StrawberryField(
        python_name=name,
        graphql_name=name,
        type_annotation=_annotate(annotation),
        description=description,
        directives=directives,
    )
    made.arguments = [
        StrawberryArgument(
            python_name=_python(arg.name),
            graphql_name=arg.name,
            type_annotation=_annotate(arg.type),
            description=arg.description,
            default=arg.default,
        )
        for arg in args
    ]
    return made


def entry(name: str, annotation: Any, description: str) -> StrawberryField:
    """A field of an input type; it may be left out."""
    return StrawberryField(
        python_name=_python(name),
        graphql_name=name,
        type_annotation=_annotate(annotation),
        description=description,
        default=strawberry.UNSET,
    )


def schema(
    query: type, mutation: type, types: Sequence[Any], scalars: Mapping[object, ScalarDefinition]
) -> tuple[strawberry.Schema, GraphQLSchema]:
    """The schema as strawberry made it, and the same as graphql-core reads it."""
    config = StrawberryConfig(scalar_map=dict(scalars))
    made = strawberry.Schema(query=query, mutation=mutation, types=types, config=config)
    return made, made._schema


@lru_cache(maxsize=1_000)
def _annotate(annotation: Any) -> StrawberryAnnotation:
    # It keeps what strawberry worked out about it; some thousand fields and arguments have some hundred types.
    return StrawberryAnnotation(annotation)


def _python(name: str) -> str:
    return f"{name}_" if name in _KEYWORDS else name
