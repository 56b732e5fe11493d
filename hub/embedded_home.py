"""The directory of an embedded Neo4j: who holds it, its password, and what is said when the disk cannot be used."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from schema.errors import SetupError

USER = "neo4j"
# Longer than the child's own grace, so that it ends by itself whenever it can.
STOP_GRACE_SECONDS = 30.0
# An empty store takes some 4 MB, a demo city some hundred; below this Neo4j soon fails half way through a write.
NEEDED_BYTES = 256 * 1024 * 1024
POLL_SECONDS = 0.05
# How Neo4j itself keeps a password.
HASH_ROUNDS = 1024

CONFIGURATION = Path(__file__).with_name("embedded.conf")


class Home:
    """The directory `neo4j` of a data directory; one living hub at a time holds it."""

    def __init__(self, data: Path, progress: Callable[[str], None]) -> None:
        self.path = data / "neo4j"
        self._progress = progress
        self._lock: int | None = None

    def take(self) -> None:
        """Make the directory and hold it; raises SetupError where another hub does, or the disk cannot be used."""
        try:
            (self.path / "logs").mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.path / "hub.lock", os.O_RDWR | os.O_CREAT, 0o600)
            if not _take(self._lock):
                holder = os.pread(self._lock, 20, 0).decode("ascii", "replace")
                self.release()
                raise SetupError(
                    f"Another hub (process {holder}) already runs on this data directory.",
                    hint="Stop it, or give this one a directory of its own through HUB_DATA.",
                    holder=holder,
                )
            os.ftruncate(self._lock, 0)
            os.pwrite(self._lock, str(os.getpid()).encode(), 0)
            shutil.copyfile(CONFIGURATION, self.path / "neo4j.conf")
            free = shutil.disk_usage(self.path).free
        except OSError as problem:
            self.release()
            raise disk_error(problem) from problem
        if free < NEEDED_BYTES:
            self.release()
            raise full_disk()

    def release(self) -> None:
        """Let another hub have it; a second call does nothing."""
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)

    def replace_orphan(self) -> None:
        """End the child of a hub that died, if there is one."""
        handle = os.open(self.path / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if _take(handle):
                return
            self._progress("Replacing the database process of a hub that ended without shutting down")
            # It has seen its parent go and is most likely shutting down already: let it.
            if _take_within(handle, STOP_GRACE_SECONDS):
                return
            with contextlib.suppress(ValueError, ProcessLookupError):
                os.kill(int(os.pread(handle, 20, 0)), signal.SIGKILL)
            if not _take_within(handle, STOP_GRACE_SECONDS):
                raise SetupError(
                    "A database process of an earlier hub does not end.",
                    hint="End the process named in neo4j/server.lock of the data directory.",
                )
        finally:
            os.close(handle)

    def password(self) -> str:
        """The store's password; made with the store and kept where only the owner may read it.

        A store that has another one, whatever came of that, is given this one when it starts.
        """
        # Of an earlier run that was killed: whoever finds an address takes it for this run's.
        (self.path / "address").unlink(missing_ok=True)
        with contextlib.suppress(OSError, UnicodeDecodeError):
            kept = (self.path / "credentials").read_text("ascii")
            if kept:
                self._before_the_first_start(kept)
                return kept
        made = secrets.token_urlsafe(24)
        self.put("credentials", made)
        self._before_the_first_start(made)
        return made

    def _before_the_first_start(self, password: str) -> None:
        """Leave the password where a new store finds it: to change it later takes Neo4j five seconds."""
        if (self.path / "data" / "databases").exists():
            return
        salt = os.urandom(32)
        digest = hashlib.sha256(salt + password.encode("ascii")).digest()
        for _ in range(HASH_ROUNDS - 1):
            digest = hashlib.sha256(digest).digest()
        kept = f"SHA-256,{digest.hex().upper()},{salt.hex().upper()},{HASH_ROUNDS}"
        try:
            (self.path / "data" / "dbms").mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise disk_error(problem) from problem
        self.put("data/dbms/auth.ini", f"{USER}:{kept}:\n")

    def put(self, name: str, text: str) -> None:
        """Write a file that only its owner may read, whole or not at all."""
        path = self.path / name
        draft = path.with_suffix(".new")
        try:
            draft.unlink(missing_ok=True)
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                os.write(handle, text.encode("ascii"))
            finally:
                os.close(handle)
            draft.replace(path)
        except OSError as problem:
            raise disk_error(problem) from problem


def disk_error(problem: OSError) -> SetupError:
    """Say that the data directory is of no use, and what is wrong with it."""
    return SetupError(
        f"The data directory cannot be used: {problem.strerror}.",
        hint=f"Choose a writable directory with {NEEDED_BYTES >> 20} MB free through HUB_DATA.",
    )


def full_disk() -> SetupError:
    """Say that there is no space left."""
    return disk_error(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))


def _take(handle: int) -> bool:
    """Try to take a lock."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_within(handle: int, seconds: float) -> bool:
    """Try to take a lock until the time is up; flock has no wait with a deadline of its own."""
    deadline = time.monotonic() + seconds
    while not _take(handle):
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True
