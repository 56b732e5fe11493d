"""Questions whose values are still open: one shape is drawn, and then asked with many values.

The hub sends the same statement for all values of a shape, and the database plans a statement once. Planning costs it
ten to a hundred times what answering costs, so a test that draws values for a shape compares many more answers for the
same work than a test that draws a new shape each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from support.question_oracle import Field, Fragment


@dataclass(frozen=True)
class Hole:
    """A place for a value, which is drawn from a pool."""

    pool: st.SearchStrategy[Any]

    def __repr__(self) -> str:
        """Short: a failing example prints it."""
        return "?"


def fill(draw: Callable[[st.SearchStrategy[Any]], Any], shape: Any) -> Any:
    """The shape with a drawn value in each hole."""
    if isinstance(shape, Hole):
        return draw(shape.pool)
    if isinstance(shape, Field):
        return Field(shape.name, shape.key, fill(draw, shape.args), fill(draw, shape.sub))
    if isinstance(shape, Fragment):
        return Fragment(shape.on, fill(draw, shape.sub))
    if isinstance(shape, Mapping):
        return {name: fill(draw, inner) for name, inner in shape.items()}
    if isinstance(shape, list | tuple):
        return type(shape)(fill(draw, inner) for inner in shape)
    return shape


@st.composite
def asked_with(draw: Any, shape: Any) -> Any:
    """One question of that shape."""
    return fill(draw, shape)
