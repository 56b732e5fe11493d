"""The audit log and its keys as files of a backup, and put back: what is there and goes further stays."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from hub.audit import line_format
from hub.audit.export import cut
from hub.audit.keys import fingerprint_of_kept
from hub.audit.records import Head
from hub.audit.segments import ABOUT, RECORDS, RESTORED, TORN, TREE, last_head, segments
from hub.audit.signing import ALGORITHMS, verify
from hub.audit.tree import WIDTH, nodes_of
from hub.audit.verify_standalone import Chain
from hub.errors import AuditDamaged
from hub.support import private
from hub.support.disk import Disk
from schema.errors import LinkageError, SetupError

_PUBLIC = "keys.json"
_IDENTIFIERS = "identifiers.key"
CHECK = "identifiers.check"


@dataclass(frozen=True)
class Piece:
    """A file of a log, as far as it belongs to the moment: whole where there are `data`, else the first bytes."""

    name: str
    size: int
    path: Path
    data: bytes | None = None


def pieces(directory: Path) -> tuple[dict[str, int], Iterator[Piece]]:
    """How many records each log has at one moment, and all files of them, also while hubs write."""
    heads = cut(directory)
    return {name: head.size for name, head in heads.items()}, _pieces(directory, heads)


def _pieces(directory: Path, heads: dict[str, Head]) -> Iterator[Piece]:
    if (directory / CHECK).exists():
        yield _whole(directory / CHECK, CHECK)
    for name, head in heads.items():
        home = directory / "logs" / name
        yield _whole(home / ABOUT, f"{name}/{ABOUT}")
        for part in segments(home):
            if part.first < head.size:
                data = _until(part.read(), head.size)
                yield Piece(f"{name}/{RECORDS}/{part.path.name}", len(data), part.path, data)
        for path in sorted((home / TORN).glob("*")):
            yield _whole(path, f"{name}/{TORN}/{path.name}")
        yield Piece(f"{name}/{TREE}", nodes_of(head.size) * WIDTH, home / TREE)


def _whole(path: Path, name: str) -> Piece:
    data = path.read_bytes()
    return Piece(name, len(data), path, data)


def _until(data: bytes, size: int) -> bytes:
    """The part of a segment that heads of up to this number of records cover."""
    end = 0
    for start, text in line_format.forward(data):
        if text[:1] == line_format.HEAD:
            payload = line_format.payload(text)
            if payload is None or orjson.loads(payload)["size"] > size:
                break
            end = start + len(text) + 1
    return data[:end]


class BackedUpKeys:
    """The keys of a backup beside those that are there."""

    def __init__(self, home: Path, given: dict[str, bytes]) -> None:
        self._home, self._given = home, given

    def check(self) -> None:
        """Raise SetupError where keys are there that have nothing to do with those of the backup."""
        chain = Chain(self._public(), verify)
        for name in self._private():
            here, theirs = self._there(name), self._given[name]
            if here is None or here == theirs:
                continue
            if name == _IDENTIFIERS or not self._follows(chain, name, here, theirs):
                raise SetupError(
                    f"{self._home} holds a {name} that differs from the one in the backup.",
                    hint="Restore into an empty HUB_AUDIT and HUB_AUDIT_KEYS, or move their files away first.",
                )

    def put(self) -> None:
        """Put the keys in their place; one that follows that of the backup stays."""
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        public = json.dumps(self._public(), indent=1, sort_keys=True).encode()
        Disk().create(self._home / _PUBLIC, public, mode=0o644)
        for name in self._private():
            if self._there(name) is None:
                Disk().create(self._home / name, self._given[name])

    def _private(self) -> list[str]:
        return [name for name in sorted(self._given) if name != _PUBLIC]

    def _public(self) -> dict[str, Any]:
        here = self._there(_PUBLIC)
        return {**json.loads(self._given.get(_PUBLIC, b"{}")), **json.loads(here or b"{}")}

    def _there(self, name: str) -> bytes | None:
        try:
            return (self._home / name).read_bytes()
        except FileNotFoundError:
            return None

    def _follows(self, chain: Chain, name: str, here: bytes, theirs: bytes) -> bool:
        algorithm = next(each for each in ALGORITHMS if each in name)
        mine, other = (fingerprint_of_kept(algorithm, key.decode()) for key in (here, theirs))
        return other in chain.line(mine)


class BackedUpLogs:
    """Logs of a backup on their way into a directory of logs."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._draft = directory / "restoring"
        shutil.rmtree(self._draft, ignore_errors=True)

    def take(self, name: str, data: Iterator[bytes]) -> None:
        """Keep a file until all are there."""
        path = self._draft / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with private.create(path) as file:
            for each in data:
                file.write(each)
            file.flush()
            os.fsync(file.fileno())

    def finish(self, made: str) -> tuple[list[str], list[str]]:
        """Put the logs in their place; which were put back, and which stayed because they go at least as far.

        What was put back is never written again: an agency may hold receipts of what came after the backup, and must
        find a log that ends, not one that went on otherwise.
        """
        put, stayed = [], []
        (self._directory / "logs").mkdir(mode=0o700, parents=True, exist_ok=True)
        for draft in sorted(each for each in self._draft.glob("*") if each.is_dir()):
            home = self._directory / "logs" / draft.name
            if _size(home) >= _size(draft):
                stayed.append(draft.name)
                continue
            if home.exists():
                aside = self._directory / "replaced" / f"{draft.name}-{made.replace(':', '')}"
                aside.parent.mkdir(mode=0o700, exist_ok=True)
                home.rename(aside)
            Disk().create(draft / RESTORED, json.dumps({"backup": made}).encode())
            draft.rename(home)
            put.append(draft.name)
        if (self._draft / CHECK).exists() and not (self._directory / CHECK).exists():
            (self._draft / CHECK).rename(self._directory / CHECK)
        shutil.rmtree(self._draft, ignore_errors=True)
        return put, stayed


def _size(home: Path) -> int:
    try:
        head = last_head(home)
    except (OSError, LinkageError, AuditDamaged):
        return -1
    return -1 if head is None else int(head["size"])
