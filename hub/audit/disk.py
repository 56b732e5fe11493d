"""The few calls by which the audit log touches its disk, in one place so that tests can let each of them fail."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

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


class Lock:
    """That this process alone writes here; the system lets go of it when the process ends, however it ends."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    @classmethod
    def take(cls, path: Path) -> Lock | None:
        """The lock, or None where another process has it."""
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(fd)
            return None
        except BaseException:
            os.close(fd)
            raise
        return cls(fd)

    def release(self) -> None:
        """Let others write here."""
        os.close(self._fd)
