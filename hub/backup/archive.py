"""A backup as a file: a tar archive, compressed and sealed, written and read in one pass."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hub.backup.encrypted_file import Opening, Sealing
from hub.support import private
from schema.errors import InvalidArgument, SetupError

#: Zeros and ones of a graph compress well at the first try.
_LEVEL = 3


class ArchiveWriter:
    """An archive being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def add(self, name: str, data: bytes) -> None:
        """Add a file."""
        info = tarfile.TarInfo(name)
        info.size = len(data)
        self._tar.addfile(info, io.BytesIO(data))

    def add_start(self, name: str, path: Path, size: int) -> None:
        """Add the first bytes of a file that goes on growing."""
        info = tarfile.TarInfo(name)
        info.size = size
        with path.open("rb") as file:
            self._tar.addfile(info, file)


@contextmanager
def create_archive(path: Path, passphrase: str) -> Iterator[ArchiveWriter]:
    """Write a whole archive, or none; raises SetupError where it cannot be."""
    if path.exists():
        raise SetupError(f"{path} exists already.", hint="Name a file that does not exist yet.")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with private.create(draft) as file:
            sealed = Sealing(file, passphrase)
            with (
                gzip.GzipFile(fileobj=sealed, mode="wb", compresslevel=_LEVEL, mtime=0) as packed,
                tarfile.open(fileobj=packed, mode="w|", bufsize=1 << 20) as tar,
            ):
                yield ArchiveWriter(tar)
            sealed.finish()
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except OSError as problem:
        raise SetupError(
            f"The backup cannot be written: {problem.strerror}.", hint="Name a file on a disk with free space."
        ) from None
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def open_archive(path: Path, passphrase: str) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """The files of an archive in their order, after making sure that all of it is there and unchanged."""
    try:
        file = path.open("rb")
    except OSError as problem:
        raise InvalidArgument(
            f"{path} cannot be read: {problem.strerror}.", hint="Name a file that hub backup wrote."
        ) from None
    with file:
        Opening(file, passphrase).drain()
        file.seek(0)
        with (
            gzip.GzipFile(fileobj=io.BufferedReader(Opening(file, passphrase), 1 << 20), mode="rb") as packed,
            tarfile.open(fileobj=packed, mode="r|", bufsize=1 << 20) as tar,
        ):
            yield _members(tar)


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for each in tar:
        found = tar.extractfile(each)
        if found is None or each.name.startswith("/") or ".." in each.name.split("/"):
            raise InvalidArgument(
                f"The backup holds {each.name!r}, which is not a file that hub backup writes.",
                hint="Use another backup.",
            )
        yield each.name, found
