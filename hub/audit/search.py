"""Finds records: a scan of the segments that can hold them, one at a time, newest or oldest first, in pages."""

from __future__ import annotations

import heapq
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from hub.audit import line_format, records
from hub.audit.hashing import digits_of, holds
from hub.audit.list_hashes import Intents
from hub.audit.records import IN_INTENT, moment
from hub.audit.segments import Segment, committed, homes, last_head, segments
from schema.errors import InvalidArgument

# Records are written on the day of their segment, but may speak of a moment shortly before midnight.
_SLACK = timedelta(days=1)
#: Records that are looked at before it is looked whether there is time left.
_LOOK = 256
_CURSOR = re.compile(r"[no](~[^~:]+:\d+)*")


@dataclass(frozen=True, slots=True)
class Viewer:
    """The caller of a search: an agency sees its own questions, changes of its registration, and uses of its data.

    `sources` are codes of feeds' owners as outcomes name them (`police` for `police.residents`).
    """

    agency: str
    sources: frozenset[str] = frozenset()

    def sees(self, record: dict[str, Any]) -> bool:
        """Whether the record is this agency's, or about its data."""
        question = record["question"]
        if question["agency"] == self.agency or any(
            each.get("agency") == self.agency for each in question.get("changes", ())
        ):
            return True
        return any(each.split(".")[0] in self.sources for each in record.get("sources", ()))


def viewer(agency: str, *, about_data: bool = True) -> Viewer:
    """The view of the agency with this code; without `about_data` only its own questions."""
    # Imported here: what serves questions does without the intake until somebody reads the log.
    from loaders.sources import sources

    theirs = frozenset(each.code for each in sources() if each.agency == agency) if about_data else frozenset()
    return Viewer(agency, theirs)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordQuery:
    """Which records: those that fit all that is given.

    `about` is a keyed hash that the question's variables hold (`hub.audit.hashing.keyed_hash`), `entity` a global id
    that was returned; `since` is inclusive, `until` is not. Outcomes repeat their questions, so `kinds` rarely needs
    more.
    """

    first: int = 50
    after: str | None = None
    newest_first: bool = True
    kinds: frozenset[str] = frozenset({records.OUTCOME})
    agency: str | None = None
    card: str | None = None
    purpose: str | None = None
    case: str | None = None
    outcome: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    about: str | None = None
    entity: str | None = None
    visible_to: Viewer | None = None


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record and where it stands; `written` is its text in the log, of which its leaf is the hash."""

    log: str
    index: int
    record: dict[str, Any]
    written: str


@dataclass(slots=True)
class Effort:
    """How much one page may cost: bytes of records that are read, and the moment by which it ends."""

    bytes: float = float("inf")
    ends: float = float("inf")

    @property
    def over(self) -> bool:
        """Whether the page ends here."""
        return self.bytes <= 0 or time.monotonic() >= self.ends


@dataclass(frozen=True, slots=True)
class _Stop:
    """That a log was read so far only: what is still to come of it is not newer (or not older) than `at`."""

    log: str
    position: int
    at: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Some records, whether there are more, and the cursor that goes on behind the last of these."""

    records: tuple[FoundRecord, ...]
    more: bool
    cursor: str


def search(directory: Path, query: RecordQuery, effort: Effort | None = None) -> RecordPage:
    """A page of records of all logs, ordered by time; reads files.

    A page on which the effort was over is shorter than asked for, or empty, and says that there is more: its cursor
    goes on where it ended.
    """
    effort = effort or Effort()
    names = {home.name: home for home in homes(directory)}
    at = _positions(query)
    if query.newest_first and query.after is None:
        # Pinned, so that what is written meanwhile does not turn up in the middle of a later page.
        at = {name: _size(home) for name, home in names.items()}
    streams = [
        _stream(home, query, at.get(name, 0), effort)
        for name, home in names.items()
        if not query.newest_first or name in at
    ]
    shown: list[FoundRecord] = []
    more = False
    for found in heapq.merge(*streams, key=_moment, reverse=query.newest_first):
        more = isinstance(found, _Stop) or len(shown) == query.first
        if isinstance(found, _Stop):
            at[found.log] = found.position
        if more:
            break
        assert isinstance(found, FoundRecord)  # noqa: S101 - there are these two
        shown.append(found)
        at[found.log] = found.index if query.newest_first else found.index + 1
    cursor = ("n" if query.newest_first else "o") + "".join(f"~{name}:{index}" for name, index in sorted(at.items()))
    return RecordPage(tuple(shown), more, cursor)


def _moment(found: FoundRecord | _Stop) -> str:
    return found.at if isinstance(found, _Stop) else str(found.record["at"])


def _positions(query: RecordQuery) -> dict[str, int]:
    """From each log: newest first, the index above all that are still to come; oldest first, the next one."""
    if query.after is None:
        return {}
    if not _CURSOR.fullmatch(query.after) or (query.after[0] == "n") != query.newest_first:
        raise InvalidArgument(
            "The cursor does not belong to this list.", hint="Use endCursor of the page before.", argument="after"
        )
    return {name: int(index) for name, index in (each.split(":") for each in query.after.split("~")[1:])}


def _size(home: Path) -> int:
    head = last_head(home)
    return 0 if head is None else int(head["size"])


def _stream(home: Path, query: RecordQuery, position: int, effort: Effort) -> Iterator[FoundRecord | _Stop]:
    """What fits of one log, from a position on, in the order that is asked for; a stop where the effort is over."""
    needles = _needles(query)
    found = segments(home)
    asked = None if query.about is None else Intents(found, query.about)
    ends = [each.first for each in found[1:]]
    parts = [
        (part, end)
        for part, end in zip(found, [*ends, None], strict=True)
        if _in_time(part, query) and (part.first < position if query.newest_first else end is None or end > position)
    ]
    before = ""
    for part, end in reversed(parts) if query.newest_first else parts:
        # Every page reads something of each log, so that paging always reaches the end.
        if before and effort.over:
            yield _Stop(home.name, end or position if query.newest_first else part.first, before)
            return
        data = committed(part.read())
        effort.bytes -= len(data)
        for number, text in enumerate(line_format.hits(data, *needles, backwards=query.newest_first)):
            payload = line_format.payload(text) if text[:1] == line_format.RECORD else None
            if payload is None:
                continue
            record: dict[str, Any] = orjson.loads(payload)
            index = record["index"]
            here = index < position if query.newest_first else index >= position
            if here and _fits(record, query) and _about(record, asked):
                yield FoundRecord(home.name, index, record, payload.decode())
            elif here and number % _LOOK == _LOOK - 1 and time.monotonic() >= effort.ends:
                yield _Stop(home.name, index if query.newest_first else index + 1, str(record["at"]))
                return
        before = _edge(data, first=query.newest_first) or before


def _edge(data: bytes, *, first: bool) -> str:
    """When the first or the last record of a segment was written."""
    for text in line_format.hits(data, b'"kind":', backwards=not first):
        payload = line_format.payload(text) if text[:1] == line_format.RECORD else None
        if payload is not None:
            return str(orjson.loads(payload)["at"])
    return ""


def _in_time(part: Segment, query: RecordQuery) -> bool:
    if query.since is not None and part.day + _SLACK < query.since.astimezone(UTC).date():
        return False
    return query.until is None or part.day - _SLACK <= query.until.astimezone(UTC).date()


def _needles(query: RecordQuery) -> tuple[bytes, ...]:
    """The rarest texts, one of which every fitting record holds, so that most lines are never looked at."""
    if query.about is not None:
        return digits_of(query.about).encode(), b'"%s":' % IN_INTENT.encode()
    for value in (query.entity, query.case, query.card, query.purpose, query.outcome, query.agency):
        if value is not None:
            return (orjson.dumps(value)[1:-1],)
    if len(query.kinds) == 1:
        return (b'"kind":"%s"' % next(iter(query.kinds)).encode(),)
    return (b'"kind":',)


def _fits(record: dict[str, Any], query: RecordQuery) -> bool:
    if record["kind"] not in query.kinds:
        return False
    at = record["at"]
    if (query.since is not None and at < moment(query.since)) or (
        query.until is not None and at >= moment(query.until)
    ):
        return False
    if record["kind"] in records.OWN:
        # The log's records about itself belong to nobody's questions.
        return query == RecordQuery(
            first=query.first,
            after=query.after,
            newest_first=query.newest_first,
            kinds=query.kinds,
            since=query.since,
            until=query.until,
        )
    question = record["question"]
    wanted = (
        (query.agency, question["agency"]),
        (query.card, question["card"]),
        (query.purpose, question["purpose"]),
        (query.case, question["case"]),
        (query.outcome, record.get("outcome")),
    )
    if any(value is not None and value != has for value, has in wanted):
        return False
    if query.entity is not None and query.entity not in record.get("entities", "").split(" "):
        return False
    return query.visible_to is None or query.visible_to.sees(record)


def _about(record: dict[str, Any], asked: Intents | None) -> bool:
    """Whether the record's question asked by what is searched for; where its hashes are long, its intent tells."""
    if asked is None:
        return True
    variables = record["question"]["variables"]
    if isinstance(variables, dict) and IN_INTENT in variables:
        return asked.hold(record["intentIndex"])
    return holds(variables, asked.about)
