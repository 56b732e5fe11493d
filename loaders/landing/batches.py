"""A file's batch: what was taken in of it, how far, and when. Kept in the graph with the rows, in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from loaders.landing.chunks import Stamp
from loaders.landing.database import Database
from schema.errors import SetupError
from schema.identity import IdKeys
from schema.statements.own import KeepOwn, RemoveOwn, SetOwn
from schema.statements.write import At, Found, Read, Write, writing

RUNNING, COMPLETE = "RUNNING", "COMPLETE"

#: The counts of a batch of which nothing is taken in yet.
_NOTHING_IN = {"line": 0, "landed": 0, "quarantined": 0, "nameless": 0, "phase": 1}


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
    #: Values that had no place in the graph, by field and reason.
    left_out: Counter[str] = field(default_factory=Counter)
    finished: datetime | None = None

    @property
    def stamp(self) -> Stamp:
        """What its rows are stamped with."""
        return Stamp(self.feed, self.id, self.seen)

    def keep(self) -> Write:
        """The statement that keeps how far it is; it sets, and so may run twice."""
        return _set_on_batch(self.id, self.progress())

    def progress(self) -> dict[str, Any]:
        """How far it is, as its node keeps it."""
        return {
            "line": self.line,
            "landed": self.landed,
            "quarantined": self.quarantined,
            "nameless": self.nameless,
            "phase": self.phase,
            # An empty list cannot be imported from a file; so it is no property, however a batch came.
            "kinds": list(self.kinds) or None,
            "leftOut": json.dumps(self.left_out, ensure_ascii=False, sort_keys=True) if self.left_out else None,
        }

    def finish(self, now: datetime) -> Write:
        """The statement that marks it complete."""
        return _set_on_batch(self.id, {"state": COMPLETE, "finishedAt": now, "total": self.total})


def _set_on_batch(batch: str, values: Mapping[str, Any]) -> Write:
    found = Read("MATCH (b:Batch {id: $batch})")
    return writing(found, SetOwn(At("b", "Batch"), values), parameters={"batch": batch})


def again(batch: str, seen: date | None, now: datetime) -> Write:
    """The statement that begins a batch from its first line; its rows leave the quarantine."""
    values = {
        **_NOTHING_IN,
        "state": RUNNING,
        "startedAt": now,
        "finishedAt": None,
        "leftOut": None,
        "seen": Found("seen"),
    }
    return writing(
        Read("MATCH (b:Batch {id: $batch})\nWITH b, coalesce($day, b.seen) AS seen"),
        SetOwn(At("b", "Batch"), values),
        Read("OPTIONAL MATCH (q:Quarantined|Apart {batch: $batch})"),
        RemoveOwn(At("q", "Quarantined")),
        parameters={"batch": batch, "day": seen},
    )


def batch_id(feed: str, digest: str) -> str:
    """The id of the batch of a file's content in a feed: the same whenever it is sent again."""
    return hashlib.sha256(f"{feed}\n{digest}".encode()).hexdigest()[:16]


async def start(
    store: Database, batch: str, says: Mapping[str, Any], *, seen: date, complete: bool, now: datetime
) -> Batch:
    """Begin a batch, or find how far it came; `says` is what is known of its file."""
    at = At("b", "Batch")
    created = {**_NOTHING_IN, "state": RUNNING, "seen": seen, "startedAt": now, "complete": False}
    write = writing(
        KeepOwn(at, {"id": batch}, says, created),
        Read("WITH b, b.complete OR $whole AS whole"),
        SetOwn(at, {"complete": Found("whole")}),
        returns="RETURN b{.*} AS batch",
        parameters={"whole": complete},
    )
    answers = await store.write([write], operation="load.start")
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
        left_out=counted(found.get("leftOut")),
        finished=_moment(found.get("finishedAt")),
    )


async def id_keys(store: Database) -> IdKeys:
    """The versions of the secret that global ids are made with; `hub init` puts it into the graph."""
    text = "MATCH (m:HubMeta) RETURN m.idSecret AS secret, m.laterIdSecrets AS later"
    rows = await store.ask(text, {}, operation="load.secret")
    if not rows or not rows[0]["secret"]:
        raise SetupError("The graph is not set up yet.", hint="Run 'hub init' first.")
    return IdKeys.stored(rows[0]["secret"], rows[0]["later"])


def counted(text: str | None) -> Counter[str]:
    """What a batch left out, as its node keeps it."""
    return Counter(json.loads(text)) if text else Counter()


def _day(value: Any) -> date:
    # The driver answers its own types; a stand-in for it may answer Python's.
    found: date = value.to_native() if hasattr(value, "to_native") else value
    return found


def _moment(value: Any) -> datetime | None:
    found: datetime | None = value.to_native() if hasattr(value, "to_native") else value
    return found
