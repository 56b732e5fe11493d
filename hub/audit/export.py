"""Exports of the log: what an agency takes home, with the verifier that needs no hub."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import orjson

from hub.audit import line_format, records, verify_standalone
from hub.audit.keys import Keys
from hub.audit.proofs import LogSnapshot, snapshot
from hub.audit.records import Head
from hub.audit.search import Viewer
from hub.audit.segments import Segment, committed, homes, last_head, segments
from hub.errors import AuditDamaged
from hub.support.base64_text import to_text
from schema.errors import SetupError

_WITNESS = b'"kind":"%s"' % records.WITNESS.encode()
_KINDS = tuple(b'"kind":"%s"' % kind.encode() for kind in sorted(records.OWN))


def export(directory: Path, keys: Keys, out: Path, viewer: Viewer | None = None) -> dict[str, int]:
    """Write all logs into a new directory; answers how many records of each log are in clear.

    With a viewer, records that it does not see are given as hashes: what is there can be proven complete, and not read.
    """
    if out.exists():
        raise SetupError(f"{out} exists already.", hint="Name a directory that does not exist yet.")
    # Records name duty cards, so only the user who made the export may read it.
    out.mkdir(mode=0o700, parents=True)
    (out / "logs").mkdir()
    (out / "keys.json").write_text(json.dumps(keys.public(), indent=1, sort_keys=True), "utf-8")
    verifier = Path(verify_standalone.__file__).read_bytes()
    (out / "verify.py").write_bytes(verifier)
    shown: dict[str, int] = {}
    for name, head in cut(directory).items():
        shown[name] = 0
        with (out / "logs" / f"{name}.log").open("w", encoding="utf-8", newline="\n") as file:
            for line in export_lines(directory / "logs" / name, viewer, head):
                shown[name] += line.startswith("R ")
                file.write(line)
    return shown


def cut(directory: Path) -> dict[str, Head]:
    """A head of each log, such that no log bears witness of another one's later head: together they are one moment."""
    while True:
        heads = {home.name: Head.of(last) for home in homes(directory) if (last := last_head(home)) is not None}
        if all(
            size <= heads[name].size
            for home in heads
            for name, size in _witnessed_last(directory / "logs" / home, heads[home].size).items()
            if name in heads
        ):
            return heads


def _witnessed_last(home: Path, size: int) -> dict[str, int]:
    """What the last witness among the first `size` records of a log says of its siblings."""
    # Heads are read one right after the other: what was witnessed meanwhile is among the last records.
    for part in reversed(segments(home)[-2:]):
        for text in line_format.hits(committed(part.read()), _WITNESS, backwards=True):
            payload = line_format.payload(text) if text[:1] == line_format.RECORD else None
            record = None if payload is None else orjson.loads(payload)
            if record is not None and record.get("kind") == records.WITNESS and record["index"] < size:
                return {head["log"]: head["size"] for head in record["heads"]}
    return {}


def export_lines(home: Path, viewer: Viewer | None = None, at: Head | None = None) -> Iterator[str]:
    """The lines of one log as `verify_standalone` reads them, up to its last head or an earlier one."""
    with snapshot(home, at) as found:
        yield from lines_of(found, viewer)


def lines_of(found: LogSnapshot, viewer: Viewer | None = None) -> Iterator[str]:
    """The lines of a log that is being read."""
    about = {"log": found.name, "algorithm": found.head.algorithm}
    yield f"A {json.dumps(about, ensure_ascii=False)}\n"
    position = 0
    parts = segments(found.home)
    for number, part in enumerate(parts):
        if part.first >= found.head.size:
            return
        end = parts[number + 1].first if number + 1 < len(parts) else found.head.size
        for text in _part(found, part, position, min(end, found.head.size), viewer):
            position += text[0] not in "H"
            yield text


def _part(found: LogSnapshot, part: Segment, position: int, end: int, viewer: Viewer | None) -> Iterator[str]:
    """One segment. Where it has expired, hashes stand in for what is gone."""
    for text in committed(part.read()).split(b"\n")[:-1]:
        payload = line_format.payload(text)
        if payload is None:
            raise AuditDamaged(
                f"The line of record {position} of the log {found.name} is damaged.",
                hint=f"The line is in the file {part.path.name}; restore it from the backup.",
            )
        if text[:1] == line_format.HEAD:
            size = int(orjson.loads(payload)["size"])
            if size > found.head.size:
                return
            if part.expired:
                yield from _gone(found, position, size)
                position = max(position, size)
            yield f"H {payload.decode()}\n"
            continue
        if position >= end:
            return
        if part.expired:
            index = int(orjson.loads(payload)["index"])
            yield from _gone(found, position, index)
            position = index
        hash_ = _hash(found, position)
        clear = viewer is None or any(kind in payload for kind in _KINDS) or _sees(viewer, payload)
        yield f"R {hash_} {payload.decode()}\n" if clear else f"L {hash_}\n"
        position += 1
    if part.expired:
        yield from _gone(found, position, end)


def _gone(found: LogSnapshot, position: int, end: int) -> Iterator[str]:
    for index in range(position, end):
        yield f"X {_hash(found, index)}\n"


def _sees(viewer: Viewer, payload: bytes) -> bool:
    if not viewer.sources and orjson.dumps(viewer.agency) not in payload:
        return False
    return viewer.sees(orjson.loads(payload))


def _hash(found: LogSnapshot, index: int) -> str:
    # From the tree, not from the record: the hash of a record that was changed on disk would fit the change.
    return to_text(found.tree.leaf(index))
