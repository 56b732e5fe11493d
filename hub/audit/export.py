"""Exports of the log: what an agency takes home, with the verifier that needs no hub."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import orjson

from hub.audit import lines, records, verify_standalone
from hub.audit.proofs import Reading, reading
from hub.audit.reading import Viewer
from hub.audit.segments import Segment, committed, homes, segments
from hub.audit.signing import Keys
from schema.errors import AuditDamaged, SetupError

_KINDS = tuple(b'"kind":"%s"' % kind.encode() for kind in sorted(records.OWN))


def export(directory: Path, keys: Keys, out: Path, viewer: Viewer | None = None) -> dict[str, int]:
    """Write all logs into a new directory; answers how many records of each log are in clear.

    With a viewer, records that it does not see are given as hashes: what is there can be proven complete, and not read.
    """
    if out.exists():
        raise SetupError(f"{out} is there already.", hint="Name a directory that does not exist yet.")
    # Records name duty cards, so it is for whoever made it alone.
    out.mkdir(mode=0o700, parents=True)
    (out / "logs").mkdir()
    (out / "keys.json").write_text(json.dumps(keys.public(), indent=1, sort_keys=True), "utf-8")
    verifier = Path(verify_standalone.__file__).read_bytes()
    (out / "verify.py").write_bytes(verifier)
    shown: dict[str, int] = {}
    for home in homes(directory):
        shown[home.name] = 0
        with (out / "logs" / f"{home.name}.log").open("w", encoding="utf-8", newline="\n") as file:
            for line in export_lines(home, viewer):
                shown[home.name] += line.startswith("R ")
                file.write(line)
    return shown


def export_lines(home: Path, viewer: Viewer | None = None) -> Iterator[str]:
    """The lines of one log as `verify_standalone` reads them."""
    with reading(home) as found:
        about = {"log": found.name, "algorithm": found.head.algorithm}
        yield f"A {json.dumps(about, ensure_ascii=False)}\n"
        position = 0
        parts = segments(home)
        for number, part in enumerate(parts):
            if part.first >= found.head.size:
                return
            end = parts[number + 1].first if number + 1 < len(parts) else found.head.size
            for text in _part(found, part, position, min(end, found.head.size), viewer):
                position += text[0] not in "H"
                yield text


def _part(found: Reading, part: Segment, position: int, end: int, viewer: Viewer | None) -> Iterator[str]:
    """One segment. Where it has expired, hashes stand in for what is gone."""
    for text in committed(part.read()).split(b"\n")[:-1]:
        payload = lines.payload(text)
        if payload is None:
            raise AuditDamaged(
                f"The line of record {position} of the log {found.name} is damaged.", hint=f"See {part.path.name}."
            )
        if text[:1] == lines.HEAD:
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


def _gone(found: Reading, position: int, end: int) -> Iterator[str]:
    for index in range(position, end):
        yield f"X {_hash(found, index)}\n"


def _sees(viewer: Viewer, payload: bytes) -> bool:
    if not viewer.sources and orjson.dumps(viewer.agency) not in payload:
        return False
    return viewer.sees(orjson.loads(payload))


def _hash(found: Reading, index: int) -> str:
    # From the tree, not from the record: whoever changed a record on disk would else have its hash made to fit.
    return base64.b64encode(found.tree.leaf(index)).decode()
