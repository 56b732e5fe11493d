"""What the hub keeps on disk is its owner's alone: new files, and those that an earlier hub left open to others."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

#: What is taken from the rights of every new file and directory: all that is for the group and for others.
UMASK = 0o077


def only_owner() -> None:
    """Make new files and directories of this process, and of those it starts, readable to their owner alone."""
    os.umask(UMASK)


@contextmanager
def public() -> Iterator[None]:
    """While files are made that hold nothing of anybody, such as programs in a cache that accounts share."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def create(path: Path) -> IO[bytes]:
    """A new file for its owner alone; FileExistsError where there is one."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb")


def close(path: Path) -> None:
    """Take the rights of the group and of others from a file, or from a directory and all that it holds.

    What belongs to another account stays as it is, and `hub doctor` reports it.
    """
    for each in _paths_below(path):
        try:
            mode = each.lstat().st_mode
            if mode & UMASK and not stat.S_ISLNK(mode):
                each.chmod(stat.S_IMODE(mode) & ~UMASK)
        # Also files that a running database takes away meanwhile.
        except OSError:
            continue


def open_to_others(path: Path, bits: int = UMASK) -> Path | None:
    """The first file or directory, from the path on, that another account can use; None where there is none."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    if not mode & bits:
        return None
    if not stat.S_ISDIR(mode):
        return path
    # A directory that others may only pass through protects unknown names; names of Neo4j's files are known.
    try:
        inside = sorted(path.iterdir())
    except OSError:
        return path
    return path if mode & bits & _READ_OR_WRITE else next(filter(None, (open_to_others(p, bits) for p in inside)), None)


_READ_OR_WRITE = 0o066


def _paths_below(path: Path) -> Iterator[Path]:
    # The directory first: from then on nobody else comes to what is in it.
    yield path
    for folder, folders, files in os.walk(path):
        yield from (Path(folder) / name for name in (*folders, *files))
