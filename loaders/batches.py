"""A file's batch: what was taken in of it, how far, and when. Kept in the graph with the rows, in one transaction."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from loaders.chunks import Stamp
from loaders.store import Store, Write
from schema.errors import SetupError

#: What `hub init` runs beside the model's own constraints.
CONSTRAINTS = (
    "CREATE CONSTRAINT batch_id IF NOT EXISTS FOR (b:Batch) REQUIRE b.id IS UNIQUE",
    "CREATE CONSTRAINT quarantined_line IF NOT EXISTS FOR (q:Quarantined) REQUIRE (q.batch, q.line) IS UNIQUE",
    "CREATE CONSTRAINT alias_key IF NOT EXISTS FOR (a:Alias) REQUIRE a.key IS UNIQUE",
)

RUNNING, COMPLETE = "RUNNING", "COMPLETE"

START = """\
MERGE (b:Batch {id: $batch})
ON CREATE SET b.state = 'RUNNING', b.seen = $seen, b.line = 0, b.landed = 0, b.quarantined = 0, b.nameless = 0,
    b.phase = 1, b.startedAt = $now, b.complete = false
SET b.feed = $feed, b.agency = $agency, b.file = $file, b.digest = $digest, b.total = $total,
    b.complete = b.complete OR $complete
RETURN b{.*} AS batch"""

AGAIN = """\
MATCH (b:Batch {id: $batch})
SET b.state = 'RUNNING', b.line = 0, b.landed = 0, b.quarantined = 0, b.nameless = 0, b.phase = 1, b.startedAt = $now,
    b.seen = coalesce($seen, b.seen), b.finishedAt = null, b.retired = null
WITH b
OPTIONAL MATCH (q:Quarantined {batch: $batch})
DELETE q"""

KEEP = """\
MATCH (b:Batch {id: $batch})
SET b.line = $line, b.landed = $landed, b.quarantined = $quarantined, b.nameless = $nameless, b.phase = $phase,
    b.kinds = $kinds"""

FINISH = """\
MATCH (b:Batch {id: $batch})
SET b.state = 'COMPLETE', b.finishedAt = $now, b.total = $total"""


@dataclass(slots=True)
class Batch:
    """How far the taking in of one file is."""

    id: str
    feed: str
    file: str
    seen: date
    state: str
    total: int
    complete: bool
    line: int = 0
    landed: int = 0
    quarantined: int = 0
    nameless: int = 0
    phase: int = 1
    kinds: tuple[str, ...] = ()
    finished: datetime | None = None
    retired: bool = False

    @property
    def stamp(self) -> Stamp:
        """What its rows are stamped with."""
        return Stamp(self.feed, self.id, self.seen)

    def keep(self) -> Write:
        """The statement that keeps how far it is; it sets, and so may run twice."""
        return KEEP, {
            "batch": self.id,
            "line": self.line,
            "landed": self.landed,
            "quarantined": self.quarantined,
            "nameless": self.nameless,
            "phase": self.phase,
            # An empty list cannot be imported from a file; so it is no property, however a batch came.
            "kinds": list(self.kinds) or None,
        }

    def finish(self, now: datetime) -> Write:
        """The statement that marks it complete."""
        return FINISH, {"batch": self.id, "now": now, "total": self.total}


def batch_id(feed: str, digest: str) -> str:
    """The id of the batch of a file's content in a feed: the same whenever it is sent again."""
    return hashlib.sha256(f"{feed}\n{digest}".encode()).hexdigest()[:16]


async def start(store: Store, params: dict[str, Any]) -> Batch:
    """Begin a batch, or find how far it came."""
    answers = await store.write([(START, params)], operation="load.start")
    found = answers[0][0]["batch"]
    return Batch(
        id=found["id"],
        feed=found["feed"],
        file=found["file"],
        seen=_day(found["seen"]),
        state=found["state"],
        total=found["total"],
        complete=found["complete"],
        line=found["line"],
        landed=found["landed"],
        quarantined=found["quarantined"],
        nameless=found["nameless"],
        phase=found["phase"],
        kinds=tuple(found.get("kinds") or ()),
        finished=_moment(found.get("finishedAt")),
        retired=found.get("retired") is not None,
    )


async def secret(store: Store) -> bytes:
    """The secret that global ids are made with; `hub init` puts it into the graph."""
    rows = await store.ask("MATCH (m:HubMeta) RETURN m.idSecret AS secret", {}, operation="load.secret")
    if not rows or not rows[0]["secret"]:
        raise SetupError("The graph is not set up yet.", hint="Run 'hub init' first.")
    return base64.b64decode(rows[0]["secret"])


def _day(value: Any) -> date:
    # The driver answers its own types; whoever stands in for it may answer Python's.
    found: date = value.to_native() if hasattr(value, "to_native") else value
    return found


def _moment(value: Any) -> datetime | None:
    found: datetime | None = value.to_native() if hasattr(value, "to_native") else value
    return found
