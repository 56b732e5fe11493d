"""Reads the files of a first fill as the importer would, and a graph in the same form, to compare the two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from neo4j.time import Date, DateTime

from hub.graph.client import Graph
from loaders.first_fill import handover

#: A cell: quoted, with quotes doubled, or as it is; then a comma or the end of the row.
_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)')
CONVERT: dict[str, Callable[[str], Any]] = {
    "string": str,
    "string[]": lambda text: text.split("\x1f"),
    "long": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": Date.from_iso_format,
    "datetime": DateTime.from_iso_format,
}


def rows(path: Path) -> Iterator[list[str | None]]:
    """The rows of a CSV file; a cell without quotes and text is None."""
    text = path.read_bytes().decode()
    row: list[str | None] = []
    place = 0
    while place < len(text):
        found = _CELL.match(text, place)
        assert found is not None, text[place : place + 80]
        quoted, bare, end = found.groups()
        row.append(quoted.replace('""', '"') if quoted is not None else bare or None)
        place = found.end()
        if end == "\n":
            yield row
            row = []


def read_back(folder: Path) -> dict[str, list[str]]:
    """What the files hold, in the form of `whole`."""
    held = handover.read(folder)
    nodes, links = [], []
    for file in (*held.nodes, *held.links):
        [header] = rows(folder / file.header)
        for row in rows(folder / file.name):
            props, special = {}, {}
            for column, cell in zip(header, row, strict=True):
                assert column is not None
                name, _, kind = column.partition(":")
                if kind == "ID(Entity)" or kind in CONVERT:
                    if cell is not None:
                        props[name] = CONVERT.get(kind, str)(cell)
                else:
                    special[kind] = cell
            if "LABEL" in special:
                nodes.append(_line(sorted(str(special["LABEL"]).split("\x1f")), props))
            else:
                links.append(_line([special["START_ID(Entity)"], special["TYPE"], special["END_ID(Entity)"]], props))
    return {"nodes": sorted(nodes), "links": sorted(links)}


async def whole(graph: Graph) -> dict[str, list[str]]:
    """Every node with its labels and every link with the keys of its ends, with all their properties, in one order.

    Of what loads write: revisions are others for another way there, and registers belong to other tests.
    """
    nodes = await graph.ask(
        "MATCH (n:Entity|Batch|Quarantined|Apart|Alias|HubMeta) RETURN labels(n) AS labels, n{.*} AS props",
        {},
        operation="test",
        timeout=120,
    )
    links = await graph.ask(
        "MATCH (a)-[r]->(b) RETURN a.key AS a, type(r) AS kind, b.key AS b, r{.*} AS props",
        {},
        operation="test",
        timeout=120,
    )
    return {
        "nodes": sorted(_line(sorted(found["labels"]), found["props"]) for found in nodes),
        "links": sorted(_line([found["a"], found["kind"], found["b"]], found["props"]) for found in links),
    }


def _line(what: list[Any], props: dict[str, Any]) -> str:
    if "asserted" in props:
        # What a row in quarantine spares is asserted once more: the order tells nothing.
        props = {**props, "asserted": sorted(props["asserted"])}
    shown = {name: v.iso_format() if isinstance(v, (Date, DateTime)) else v for name, v in sorted(props.items())}
    return f"{what} {shown}"
