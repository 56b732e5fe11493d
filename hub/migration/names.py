"""Brings the names of a graph, and the forms that they are looked for by, to what the intake of this version makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.graph.client import Graph
from loaders.mapping.values import pinyin_of
from schema.errors import InvalidValue
from schema.model import ROOT, Model, pinyin_prop
from schema.touched import NOTHING
from schema.values import NAME, NAMES

#: Entities that one statement walks; names are read between two of them.
WALK = 5_000
_SECONDS = 600


async def reread(graph: Graph, model: Model) -> int:
    """Read every stored name again, and write those that differ; answers how many entities were changed."""
    names = {
        prop.name: pinyin_prop(prop)
        for entity in model.concrete
        for prop in model.props(entity.name)
        if prop.kind in (NAME, NAMES)
    }
    asked = [*names, *(each for each in names.values() if each is not None)]
    walk = (
        f"MATCH (n:{ROOT}) WHERE n.id > $after WITH n ORDER BY n.id LIMIT $walk"
        f" RETURN n.id AS id, n {{{', '.join(f'.{each}' for each in asked)}}} AS held"
    )
    write = f"UNWIND $rows AS row MATCH (n:{ROOT} {{id: row.id}}) SET n += row.held"
    changed, after = 0, ""
    while rows := await graph.ask(walk, {"after": after, "walk": WALK}, operation="hub.init", timeout=_SECONDS):
        found = [{"id": row["id"], "held": new} for row in rows if (new := _changed_properties(row["held"], names))]
        if found:
            await graph.write([(write, {"rows": found})], operation="hub.init", timeout=_SECONDS, touched=NOTHING)
        changed += len(found)
        after = rows[-1]["id"]
    return changed


def _changed_properties(held: Mapping[str, Any], names: Mapping[str, str | None]) -> dict[str, Any]:
    """The properties of an entity that are to be written."""
    new: dict[str, Any] = {}
    for name, companion in names.items():
        old = held.get(name)
        if old is None:
            continue
        read = _read(old)
        wanted = (
            {name: read}
            if companion is None or held.get(companion) is None
            else {name: read, companion: pinyin_of(read)}
        )
        new |= {each: value for each, value in wanted.items() if value != held.get(each)}
    return new


def _read(stored: str | list[str]) -> str | list[str]:
    """A name as the intake reads it; one that it would refuse by now stays."""
    try:
        return NAMES.parse(stored) if isinstance(stored, list) else NAME.parse(stored)
    except InvalidValue:
        return stored
