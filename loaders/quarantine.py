"""What could not land: problems, how their values are masked, and how they are asked for again."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from loaders.database import Database
from schema.errors import InvalidValue
from schema.statements.own import KeepOwn
from schema.statements.write import At, Found, Read, Write, writing


class Problem(NamedTuple):
    """One thing wrong with a row; `code` is what problems are counted by."""

    column: str
    value: str
    code: str
    reason: str
    hint: str


class Rejected(NamedTuple):
    """A row that goes to the quarantine: every problem found, and what the row is legibly about."""

    line: int
    problems: tuple[Problem, ...]
    keys: tuple[str, ...] = ()
    names: tuple[tuple[str, str, str], ...] = ()


#: The code of a row that sums others up.
SUM = "TOTAL"


def masked(value: object) -> str:
    """A malformed value with its first and last character and its length; it may be anything, so no more."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)[:1000]
    text = text.strip()
    if len(text) <= 3:
        return "*" * len(text)
    first, last = (c if c.isalnum() else "*" for c in (text[0], text[-1]))
    return f"{first}…{last} ({len(text)} characters)"


def problem_of(column: str, value: object, error: InvalidValue) -> Problem:
    """The problem an `InvalidValue` tells of."""
    code = str(error.details.get("problem", "FORM"))
    return Problem(column, masked(value), code, error.message, error.hint or "")


def missing(column: str) -> Problem:
    """A value that must be there is not."""
    return Problem(column, "", "MISSING", "The value is missing.", "The feed's declaration says it is required.")


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
