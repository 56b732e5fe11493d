"""A recorder with an audit log of its own, on a disk that can be full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from hub.audit.keys import Keys
from hub.audit.log import AuditLog
from hub.operations.recording import Recorder
from hub.support.disk import Disk
from schema.values import Realm


class Full(Disk):
    """A disk that is full as soon as the test says so."""

    full = False

    def write(self, fd: int, data: bytes) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        super().write(fd, data)


@contextmanager
def recording(folder: Path, disk: Full, now: Callable[[], datetime]) -> Iterator[Recorder]:
    """A recorder whose log lies in the folder."""
    keys = Keys(folder / "keys")
    numbers = iter(range(10**6))
    log = AuditLog.open(
        folder / "audit",
        signer=keys.signer("ed25519"),
        hub="test",
        now=now,
        new_id=lambda: f"Q{next(numbers):06}",
        disk=disk,
    )
    yield Recorder(log, keys.identifiers(), Realm.FICTIONAL, now, keys.public)
    disk.full = False
    log.close()
