"""Copies of signed jars without their signatures: Java reads the list of all signed files again for each service.

Eclipse Collections is signed and has 254 services, and its manifest holds a checksum for each of thousands of files.
Java opens the jar for each service that Neo4j asks for and reads the whole manifest again, which was most of what a
start does on its main thread. What is in the jars is known by their sha256 in `neo4j.lock`, which says more than the
signature. Java also keeps classes of unsigned jars alone in an ahead-of-time cache.
"""

from __future__ import annotations

import contextlib
import logging
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

_LOG = logging.getLogger("hub.embedded")
FOLDER = "linkage-hub-jars"
#: Jars whose signature is of no use to anybody here, by the beginning of their names.
SIGNED = ("eclipse-collections-",)
SIGNATURES = (".SF", ".RSA", ".DSA", ".EC")
MANIFEST = "META-INF/MANIFEST.MF"
#: What Java reads of a manifest on its class path; the rest is for other frameworks, and checksums.
READ = (b"Manifest-Version:", b"Multi-Release:")


def without_signatures(jars: Sequence[tuple[Path, str]], cache: Path) -> list[Path]:
    """The paths of jars, given with their sha256, with unsigned copies in place of those that are named above.

    Where a copy cannot be made, the jar itself serves, more slowly. The caller holds the lock of the cache directory.
    """
    return [_unsigned(path, sha256, cache / FOLDER) if path.name.startswith(SIGNED) else path for path, sha256 in jars]


def _unsigned(jar: Path, sha256: str, folder: Path) -> Path:
    made = folder / f"{jar.stem}-unsigned-{sha256[:16]}.jar"
    if made.is_file():
        return made
    draft = made.with_suffix(".part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copy(jar, draft)
        state = jar.stat()
        # An ahead-of-time cache knows its jars by their times: a copy that is made again is the same jar.
        os.utime(draft, ns=(state.st_atime_ns, state.st_mtime_ns))
        draft.replace(made)
    except (OSError, zipfile.BadZipFile) as problem:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        _LOG.warning("a jar keeps its signature, and starts are slower", extra={"reason": str(problem)})
        return jar
    return made


def _copy(jar: Path, target: Path) -> None:
    """Copy all files but the signatures, and of the manifest what Java reads."""
    with zipfile.ZipFile(jar) as source, zipfile.ZipFile(target, "w") as copy:
        for each in source.infolist():
            if each.filename.startswith("META-INF/") and each.filename.endswith(SIGNATURES):
                continue
            content = source.read(each)
            if each.filename == MANIFEST:
                content = b"".join(line for line in content.splitlines(keepends=True) if line.startswith(READ))
            # Not compressed: read at every start.
            copy.writestr(zipfile.ZipInfo(each.filename, each.date_time), content)
