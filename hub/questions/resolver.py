"""Root fields that no statement answers: Python functions with annotations, as strawberry reads them.

Their arguments and their types are strawberry's: `Annotated[…, strawberry.argument(description=…)]` and classes with
`@strawberry.type`, whose attributes have the names of the API.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, TypeVar

import strawberry
from strawberry.schema.name_converter import NameConverter

from hub.questions.access_directive import Access
from hub.questions.root_costs import Costing

_NAMES = NameConverter()
Type = TypeVar("Type")


@dataclass(frozen=True)
class Resolver:
    """A root field of queries or mutations that a function answers, given the context and its arguments.

    `group`, `cost` and `screens` are as those of `Root`. An argument that was left out is None.
    """

    function: Callable[..., Awaitable[Any]]
    description: str
    group: str
    cost: Costing | None = None
    screens: bool = False

    @cached_property
    def name(self) -> str:
        """The field's name in the API."""
        return _NAMES.from_field(self.field())

    def field(self) -> Any:
        """The field as strawberry declares it; each schema has its own."""
        return strawberry.field(
            resolver=self.function, description=self.description, directives=[Access(group=self.group)]
        )

    async def answer(self, context: Any, given: Mapping[str, Any]) -> Any:
        """Call the function with the arguments of the API."""
        return await self.function(context, **{name: given.get(argument) for argument, name in self._names.items()})

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The function's parameters by the names of the API's arguments."""
        return {_NAMES.from_argument(each): each.python_name for each in self.field().arguments}


def resolver(
    description: str, *, group: str, cost: Costing | None = None, screens: bool = False
) -> Callable[[Callable[..., Awaitable[Any]]], Resolver]:
    """Declare the decorated function as a root field."""
    return lambda function: Resolver(function, description, group, cost, screens)


def from_row(type_: type[Type], row: Mapping[str, Any]) -> Type:
    """An object of a strawberry type from a map that has its attributes, and perhaps more."""
    return type_(**{each.name: row[each.name] for each in fields(type_) if each.name in row})  # type: ignore[arg-type]  # a dataclass
