"""The directory of an embedded Neo4j: who holds it, its password, and what is said when the disk cannot be used."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from hub.support import private
from hub.support.disk import Disk, FileLock, holder
from schema.errors import SetupError

USER = "neo4j"
# Longer than the child's own grace, so that it ends by itself whenever it can.
STOP_GRACE_SECONDS = 30.0
# An empty store takes some 4 MB, a demo city some hundred; below this Neo4j soon fails half way through a write.
NEEDED_BYTES = 256 * 1024 * 1024
# How Neo4j itself keeps a password.
HASH_ROUNDS = 1024

#: Of the living hub, and of its database process.
HUB_LOCK, SERVER_LOCK = "hub.lock", "server.lock"
ANY_PORT = "server.bolt.listen_address=127.0.0.1:0"
CONFIGURATION = Path(__file__).with_name("embedded.conf")


class Home:
    """The directory `neo4j` of a data directory; one living hub at a time holds it."""

    def __init__(self, data: Path, progress: Callable[[str], None]) -> None:
        self.path = data / "neo4j"
        self._progress = progress
        self._lock: FileLock | None = None

    def take(self) -> None:
        """Make the directory and hold it; raises SetupError where another hub does, or the disk cannot be used."""
        try:
            (self.path / "logs").mkdir(parents=True, exist_ok=True)
            # Also what an earlier hub made so that every account of the machine could read it.
            private.close(self.path)
            self._lock = FileLock.take(self.path / HUB_LOCK)
            if self._lock is None:
                other = holder(self.path / HUB_LOCK)
                raise SetupError(
                    f"Another hub (process {other}) already runs on this data directory.",
                    hint="Stop it, or set HUB_DATA to another directory for this hub.",
                    holder=other,
                )
            self._lock.sign()
            shutil.copyfile(CONFIGURATION, self.path / "neo4j.conf")
            free = shutil.disk_usage(self.path).free
        except OSError as problem:
            self.release()
            raise disk_error(problem) from problem
        if free < NEEDED_BYTES:
            self.release()
            raise full_disk()

    def listen_again(self, port: int) -> None:
        """Have the next start listen where the one before did."""
        text = (self.path / "neo4j.conf").read_text("ascii")
        (self.path / "neo4j.conf").write_text(text.replace(ANY_PORT, ANY_PORT[:-1] + str(port)), "ascii")

    def release(self) -> None:
        """Let another hub have it; a second call does nothing."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()

    def replace_orphan(self) -> None:
        """End the child of a hub that died, if there is one."""
        path = self.path / SERVER_LOCK
        lock = FileLock.take(path)
        if lock is None:
            self._progress("Replacing the database process of a hub that ended without shutting down")
            # It has seen its parent go and is most likely shutting down already: let it.
            lock = FileLock.take(path, STOP_GRACE_SECONDS)
        if lock is None:
            with contextlib.suppress(ValueError, ProcessLookupError):
                os.kill(int(holder(path)), signal.SIGKILL)
            lock = FileLock.take(path, STOP_GRACE_SECONDS)
        if lock is None:
            raise SetupError(
                "The database process of an earlier hub does not end.",
                hint=f"End the process named in neo4j/{SERVER_LOCK} of the data directory.",
            )
        lock.release()

    def password(self) -> str:
        """The store's password; made with the store and kept where only the owner may read it.

        A store that has another one, whatever came of that, is given this one when it starts.
        """
        # An earlier run that was killed leaves its address behind; readers would take it for the address of this run.
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
        try:
            Disk().create(self.path / name, text.encode("ascii"))
        except OSError as problem:
            raise disk_error(problem) from problem


def disk_error(problem: OSError) -> SetupError:
    """Say that the data directory is of no use, and what is wrong with it."""
    return SetupError(
        f"The data directory cannot be used: {problem.strerror}.",
        hint=f"Choose a writable directory with {NEEDED_BYTES >> 20} MB free: set HUB_DATA.",
    )


def full_disk() -> SetupError:
    """Say that there is no space left."""
    return disk_error(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
