"""Which log of a directory a process writes: a free one of its kind, or a new one; none is ever written by two."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hub.audit.durable_log import LogLimits
from hub.audit.recovery import Recovered, recover
from hub.audit.segments import LOCK, RESTORED, about
from hub.audit.signing import Signer
from hub.support.disk import Disk, FileLock
from schema.errors import SetupError


def claim(
    directory: Path,
    hub: str,
    signer: Signer,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
    limits: LogLimits,
    disk: Disk,
) -> tuple[FileLock, Recovered]:
    """Lock and recover a log for this process.

    Others of this hub that nobody writes are recovered too, so that questions which a crash cut off get their outcome.
    """
    logs = directory / "logs"
    try:
        logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        taken: tuple[FileLock, Recovered] | None = None
        own = re.compile(re.escape(hub) + "-[0-9a-f]{8}")
        for home in sorted(each for each in logs.iterdir() if own.fullmatch(each.name)):
            if (home / RESTORED).exists():
                # Others may know how it went on after the backup.
                continue
            locked = FileLock.take(home / LOCK)
            if locked is None:
                continue
            known = about(home)
            if known is not None and known.algorithm != signer.algorithm:
                locked.release()
                continue
            try:
                found = recover(home, signer, now, limits, disk)
            except BaseException:
                locked.release()
                raise
            if taken is None:
                taken = locked, found
                continue
            if found.owed:
                found.store.append(found.owed)
            found.store.close()
            locked.release()
        return taken or _begin(logs, hub, signer, now, new_id, limits, disk)
    except OSError as problem:
        raise SetupError(
            f"The audit log cannot be opened: {problem.strerror}.",
            hint="Make the directory HUB_AUDIT writable for the hub's user, on a disk with free space.",
            variable="HUB_AUDIT",
        ) from None


def _begin(
    logs: Path,
    hub: str,
    signer: Signer,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
    limits: LogLimits,
    disk: Disk,
) -> tuple[FileLock, Recovered]:
    while True:
        # A name of its own on every machine: two logs of one name would look like two versions of one.
        home = logs / f"{hub}-{hashlib.sha256(new_id().encode()).hexdigest()[:8]}"
        home.mkdir(mode=0o700, exist_ok=True)
        locked = FileLock.take(home / LOCK)
        if locked is not None and about(home) is None:
            return locked, recover(home, signer, now, limits, disk)
        if locked is not None:
            locked.release()
