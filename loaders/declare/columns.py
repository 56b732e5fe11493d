"""How a column of an agency's file becomes a value, and conditions on a row; vocabulary of `loaders.declare`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from schema.errors import DeclarationError


@dataclass(frozen=True, slots=True)
class Column:
    """Where a value comes from. Made by `optional()`, `yuan()`, `percent()`, `codes()`, `const()`, `outer()` …"""

    name: str = ""
    unit: str = ""
    codes: Mapping[str, str] | None = None
    const: object = None
    optional: bool = False
    required: bool = False
    outer: bool = False
    exact: bool = False

    def __post_init__(self) -> None:
        if not self.name and self.const is None:
            raise DeclarationError("A column has no name.", hint="Write the column's name exactly as in the header.")


_KEPT = ("name", "unit", "codes", "const", "optional", "required", "outer", "exact")
#: A column is written as its name, or with one of the functions below.
Value: TypeAlias = str | Column


def as_column(value: Value) -> Column:
    """A column from its short writing."""
    return Column(value) if isinstance(value, str) else value


def _with(value: Value, **changes: object) -> Column:
    c = as_column(value)
    kept = {name: getattr(c, name) for name in _KEPT}
    return Column(**{**kept, **changes})


def optional(column: Value) -> Column:
    """The column may be missing from the file; its value is then not known."""
    return _with(column, optional=True)


def required(column: Value) -> Column:
    """A row whose cell is empty goes to the quarantine."""
    return _with(column, required=True)


def outer(column: Value) -> Column:
    """Within `each`: the column is that of the whole row, not of the item."""
    return _with(column, outer=True)


def exact(column: Value) -> Column:
    """The column's long numbers are what the agency has: that they end in zeros is no sign that they were rounded."""
    return _with(column, exact=True)


def yuan(column: Value) -> Column:
    """The column holds an amount in yuan ('46,120.55', '4.6万元'); it is kept in fen."""
    return _with(column, unit="yuan")


def percent(column: Value) -> Column:
    """The column holds a percentage ('35', '35%', a cell shown as 35 %); it is kept as a fraction of one."""
    return _with(column, unit="percent")


def codes(column: Value, meanings: Mapping[str, str]) -> Column:
    """The column holds the agency's own codes; `meanings` says what each is. Any other code is a problem of its row."""
    if not meanings:
        raise DeclarationError("codes() has no meanings.", hint='Write codes("性别", {"1": "MALE", "2": "FEMALE"}).')
    return _with(column, codes=dict(meanings))


def const(value: object) -> Column:
    """The same value for every row of the feed."""
    return Column(const=value)


@dataclass(frozen=True, slots=True)
class When:
    """A condition on a row; made by writing a column's name (it is not empty) or by `one_of()`."""

    column: Column
    values: frozenset[str] = frozenset()


def one_of(column: Value, *values: str) -> When:
    """Only rows whose column holds one of the values."""
    if not values:
        raise DeclarationError("one_of() names no values.", hint='Write one_of("类型", "1", "2").')
    return When(as_column(column), frozenset(values))
