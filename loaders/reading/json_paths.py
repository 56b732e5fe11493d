"""Where the values of a JSON object stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from schema.errors import InvalidValue


def path_of(name: str) -> Callable[[Any], Any]:
    """The field of a JSON object at a dotted path; None where any part is missing."""
    if "." not in name:
        return lambda item: item.get(name)
    steps = name.split(".")

    def walk(item: Any) -> Any:
        for step in steps:
            if not isinstance(item, dict):
                if item is None:
                    return None
                raise InvalidValue("The field is not an object.", hint=f"'{name}' is read from it.", problem="TYPE")
            item = item.get(step)
        return item

    return walk


def value_at(read: Callable[[Any], Any], item: Any) -> Any:
    """What is read; None where an object was needed on the way and is none."""
    try:
        return read(item)
    except InvalidValue:
        return None


def items_of(cells: dict[str, Any], each: str) -> list[dict[str, Any]]:
    """The objects of a list of the row; the row itself where no list is named."""
    if not each:
        return [cells]
    listed = value_at(path_of(each), cells)
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
