"""A line of a FollowTheMoney file taken apart: the entity it is about, and those nested in its properties.

`targets.nested.json` and the answers of Aleph write an entity in the place of its id. Each becomes an item of its own,
and its id stands where it stood; a nested link that leaves out the end it is nested in gets it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loaders.mapping.ftm.shapes import ENDS, SHAPES
from loaders.reading.problems import Problem

#: What an id may have at most: it becomes a part of a key, and those are indexed.
LONGEST_ID = 500
#: How many entities one line may hold.
MOST_ITEMS = 10_000


@dataclass(slots=True)
class Item:
    """One entity of a line. `values` are its texts by field; `under` is the field it is nested in, '' for the line's.

    `odd` are values that are no texts, by field and why they cannot be read.
    """

    own: str
    schema: str
    under: str
    values: dict[str, list[str]] = field(default_factory=dict)
    odd: list[tuple[str, str]] = field(default_factory=list)


def items(cells: Mapping[str, Any]) -> list[Item] | Problem:
    """The entities of a line, its own first; or what is wrong with it."""
    cells = _unwrapped(cells)
    schema, own, props = cells.get("schema"), cells.get("id"), cells.get("properties")
    if cells.get("op") == "DEL":
        return Problem(
            "op", "", "DELETED", "The line takes an entity away, and the hub deletes nothing.", "Leave it out."
        )
    if schema not in SHAPES and schema not in ENDS:
        about = " says neither person nor company" if schema == "LegalEntity" else " is not mapped"
        reason = f"Schema {str(schema)[:60]}{about}."
        return Problem("schema", "", "SCHEMA", reason, f"Mapped are {', '.join((*SHAPES, *ENDS))}.")
    if isinstance(own, int) and not isinstance(own, bool):
        own = str(own)
    if not isinstance(own, str) or not own.strip():
        if schema in SHAPES:
            return Problem("id", "", "MISSING", "The entity has no id.", "Each entity has an id of its own.")
        own = ""
    if len(own) > LONGEST_ID:
        return Problem("id", "", "LENGTH", f"The id has {len(own)} characters, more than {LONGEST_ID}.", "Shorten it.")
    if not isinstance(props, Mapping):
        return Problem("properties", "", "TYPE", "It is no object of lists.", 'Write {"name": ["…"]}.')
    found = [Item(own.strip(), str(schema), "")]
    pending: list[tuple[Item, Mapping[str, Any]]] = [(found[0], props)]
    while pending:
        item, given = pending.pop()
        for name, value in given.items():
            for place, each in enumerate(value if isinstance(value, list) else [value]):
                nested = _read(item, name, place, each)
                if nested is None:
                    continue
                if len(found) >= MOST_ITEMS:
                    reason = f"The line holds more than {MOST_ITEMS} entities."
                    return Problem("properties", "", "NESTED", reason, "Use the export with one entity a line.")
                found.append(nested[0])
                pending.append(nested)
    return found


def _unwrapped(cells: Mapping[str, Any]) -> Mapping[str, Any]:
    """A line of entities.delta.json says what is done with the entity; an answer of an API may hold it as well."""
    inner = cells.get("entity")
    if "schema" in cells or not isinstance(inner, Mapping):
        return cells
    return {**inner, "op": cells.get("op")}


def _read(item: Item, name: str, place: int, value: Any) -> tuple[Item, Mapping[str, Any]] | None:
    """Put a value among the item's, or say that it is an item itself."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        item.values.setdefault(name, []).append(value.strip())
    elif isinstance(value, bool | int | float):
        item.values.setdefault(name, []).append(str(value).lower() if isinstance(value, bool) else str(value))
    elif not isinstance(value, Mapping):
        item.odd.append((name, "no text"))
    else:
        return _nested(item, name, place, value)
    return None


def _nested(item: Item, name: str, place: int, value: Mapping[str, Any]) -> tuple[Item, Mapping[str, Any]] | None:
    schema, own, props = value.get("schema"), value.get("id"), value.get("properties")
    if not isinstance(own, str) or not own.strip():
        own = f"{item.own}/{name}/{place}"
    own = own.strip()
    if len(own) > LONGEST_ID:
        item.odd.append((name, "a nested entity with too long an id"))
        return None
    if not isinstance(props, Mapping) or schema is None:
        # Named, and described elsewhere.
        if isinstance(value.get("id"), str):
            item.values.setdefault(name, []).append(own)
        else:
            item.odd.append((name, "no text"))
        return None
    if schema not in SHAPES and schema not in ENDS:
        item.odd.append((name, f"a nested {str(schema)[:40]}, which is not mapped"))
        return None
    inner = Item(own, str(schema), name)
    if schema in ENDS:
        lacking = [end for end in ENDS[str(schema)] if not props.get(end)]
        if len(lacking) == 1:
            inner.values[lacking[0]] = [item.own]
    else:
        item.values.setdefault(name, []).append(own)
    return inner, props
