"""Rows that could not land, or of which a party landed apart: how they are kept, and listed."""

from __future__ import annotations

from typing import Any

import orjson

from loaders.landing.database import Database
from loaders.mapping.stated import Rejected
from loaders.reading.problems import Problem
from schema.statements.own import KeepOwn
from schema.statements.write import At, Found, Read, Write, writing

LIST = """\
MATCH (q:%s {batch: $batch})
RETURN q.batch AS batch, q.feed AS feed, q.file AS file, q.line AS line, q.column AS column, q.value AS value,
       q.code AS code, q.reason AS reason, q.hint AS hint, q.others AS others
ORDER BY q.line"""
#: Rows that did not land, and rows that landed with a party apart.
REJECTED, LANDED = "Quarantined", "Apart"


def save(rows: list[Rejected], batch: str, feed: str, file: str, *, landed: bool = False) -> Write:
    """The statement that keeps rejected rows, one node a row: its first problem, and the others as JSON texts."""
    at = At("q", LANDED if landed else REJECTED)
    own = ("column", "value", "code", "reason", "hint", "others")
    values = {"feed": feed, "file": file, **{name: Found(f"row.{name}") for name in own}}
    return writing(
        Read("UNWIND $rows AS row"),
        KeepOwn(at, {"batch": batch, "line": Found("row.line")}, values),
        parameters={"rows": [stored_row(row) for row in rows]},
    )


def stored_row(row: Rejected) -> dict[str, Any]:
    """What is kept of a rejected row; `others` is None where it has one problem alone."""
    others = [orjson.dumps(p._asdict()).decode() for p in row.problems[1:]]
    return {"line": row.line, **row.problems[0]._asdict(), "others": others or None}


async def quarantine(store: Database, batch: str) -> list[dict[str, Any]]:
    """The quarantined rows of a batch by line, each with all its `problems`."""
    return await _listed(store, REJECTED, batch)


async def apart(store: Database, batch: str) -> list[dict[str, Any]]:
    """The rows of a batch that landed with a party apart, each with the `problems` of those parties."""
    return await _listed(store, LANDED, batch)


async def _listed(store: Database, label: str, batch: str) -> list[dict[str, Any]]:
    rows = await store.ask(LIST % label, {"batch": batch}, operation="quarantine")
    for row in rows:
        first = {name: row[name] for name in Problem._fields}
        row["problems"] = [first, *(orjson.loads(other) for other in row.pop("others") or ())]
    return rows
