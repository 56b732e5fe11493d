"""Files that are whole and durable, or not there; and locks between processes.

The audit log touches its disk through the calls of `Disk` alone, so that tests can let each of them fail.
"""

from __future__ import annotations

import fcntl
import math
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

POLL_SECONDS = 0.05
# Sizes are part of what fdatasync makes durable; macOS has only the dearer call.
_datasync = getattr(os, "fdatasync", os.fsync)


class Disk:
    """Writes and syncs; raises OSError as the system does."""

    def write(self, fd: int, data: bytes) -> None:
        """Append all of it; what was written before an error stays in the file."""
        left = memoryview(data)
        while left:
            left = left[os.write(fd, left) :]

    def sync(self, fd: int) -> None:
        """Return when all that was written is on the disk."""
        _datasync(fd)

    def cut(self, fd: int, size: int) -> None:
        """Make the file this long."""
        os.ftruncate(fd, size)

    def sync_directory(self, path: Path) -> None:
        """Return when the names in a directory are on the disk."""
        fd = os.open(path, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def create(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        """A whole file, durable, or none: it gets its name when it is complete, in place of one that had it."""
        draft = self._draft(path, data, mode)
        draft.replace(path)
        self.sync_directory(path.parent)

    def publish(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        """As `create`, but the first of several processes wins, and the others leave its file as it is."""
        draft = self._draft(path, data, mode)
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
        self.sync_directory(path.parent)

    def _draft(self, path: Path, data: bytes, mode: int) -> Path:
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with opened(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode) as fd:
                self.write(fd, data)
                self.sync(fd)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        return draft


@contextmanager
def opened(path: Path, flags: int, mode: int = 0o600) -> Iterator[int]:
    """A file descriptor, closed afterwards."""
    fd = os.open(path, flags | os.O_CLOEXEC, mode)
    try:
        yield fd
    finally:
        os.close(fd)


def read_durable(path: Path) -> bytes:
    """All of a file, after making it durable: nobody may see what a power cut could still take back."""
    with opened(path, os.O_RDONLY) as fd:
        os.fsync(fd)
        with os.fdopen(os.dup(fd), "rb") as file:
            return file.read()


class FileLock:
    """That this process alone has something; the system lets go of it when the process ends, however it ends."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    @classmethod
    def take(cls, path: Path, within: float = 0.0, mode: int = 0o600) -> FileLock | None:
        """The lock on a file, or None where another process keeps it for as many seconds.

        `math.inf` waits for as long as it takes. `mode` is that of a new file.
        """
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode)
        try:
            taken = _lock_within(fd, within)
        except BaseException:
            os.close(fd)
            raise
        if not taken:
            os.close(fd)
        return cls(fd) if taken else None

    def sign(self) -> None:
        """Write into the file which process has the lock."""
        os.ftruncate(self._fd, 0)
        os.pwrite(self._fd, str(os.getpid()).encode(), 0)

    def release(self) -> None:
        """Let others have it."""
        os.close(self._fd)


def holder(path: Path) -> str:
    """Which process has signed a lock last."""
    with path.open("rb") as file:
        return file.read(20).decode("ascii", "replace")


def _lock_within(fd: int, within: float) -> bool:
    if within == math.inf:
        fcntl.flock(fd, fcntl.LOCK_EX)
        return True
    deadline = time.monotonic() + within
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            # flock has no wait with a deadline of its own.
            time.sleep(POLL_SECONDS)
        else:
            return True
