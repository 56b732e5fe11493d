"""A class-data archive: what Java has loaded for Neo4j once, kept so that later starts take a third less time.

Measured on two cores: 18–22 s without, 11–15 s with. The first start records; the archive (some 140 MB, ten seconds) is
written by the machine that recorded, when its store is closed, because one that goes on afterwards was seen to crash;
later starts use it. Java itself ignores an archive that does not fit, so a lost or stale one costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import logging
import subprocess
from pathlib import Path

_LOG = logging.getLogger("hub.embedded")
_SECONDS = 120


def flags(home: Path, java: Path) -> list[str]:
    """The options of the Java machine: to use the archive, or to record for it; none where it cannot be kept."""
    base, kept = _paths(home, java)
    if ":" in str(home):
        # The option joins the two files with a colon.
        return []
    if kept.exists() and base.exists():
        return [f"-XX:SharedArchiveFile={base}:{kept}"]
    if not base.exists() and not _whole(base, str(_tool(java, "java")), "-Xshare:dump", "-XX:SharedArchiveFile={}"):
        return []
    return [f"-XX:SharedArchiveFile={base}", "-XX:+RecordDynamicDumpInfo"]


def writing(home: Path, java: Path) -> list[str]:
    """The command that has a machine write what it recorded; its process id stands at `{}`. Nothing if there is one."""
    base, kept = _paths(home, java)
    if kept.exists() or not base.exists():
        return []
    return [str(_tool(java, "jcmd")), "{}", "VM.cds", "dynamic_dump", str(_draft(kept))]


def settle(home: Path, java: Path, *, whole: bool) -> None:
    """Keep what that command wrote where it came to its end, else remove it."""
    _, kept = _paths(home, java)
    if whole and _draft(kept).exists():
        _draft(kept).rename(kept)
    else:
        _draft(kept).unlink(missing_ok=True)


def _paths(home: Path, java: Path) -> tuple[Path, Path]:
    # Another Java or other parts of Neo4j need another archive.
    lock = Path(__file__).with_name("neo4j.lock").read_bytes()
    release = java.parents[2] / "release"
    told = release.read_bytes() if release.exists() else b""
    name = hashlib.sha256(lock + told).hexdigest()[:12]
    return home / f"java-{name}.jsa", home / f"neo4j-{name}.jsa"


def _tool(java: Path, name: str) -> Path:
    """A program of the runtime that the Java machine `lib/server/libjvm` belongs to."""
    return java.parents[2] / "bin" / name


def _draft(archive: Path) -> Path:
    return archive.with_suffix(".part")


def _whole(archive: Path, *command: str) -> bool:
    """Have a command write an archive at `{}`: whole, or not at all, as where the disk is full."""
    draft = _draft(archive)
    draft.unlink(missing_ok=True)
    if not _run([each.replace("{}", str(draft)) for each in command]) or not draft.exists():
        draft.unlink(missing_ok=True)
        return False
    draft.rename(archive)
    return True


def _run(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - Java's own tools
    except (OSError, subprocess.TimeoutExpired):
        _LOG.warning("no class-data archive", extra={"tool": Path(command[0]).name})
        return False
    return done.returncode == 0
