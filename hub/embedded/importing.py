"""Neo4j's own importer on the embedded store (`hub.embedded.admin`).

It writes a store of its own, which is moved to its place once it is whole; so a store is never half imported.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

from hub.embedded import admin
from hub.embedded.home import Home, disk_error, full_disk
from hub.embedded.parts import jars
from hub.embedded.process import DATABASE
from schema.errors import SetupError

SCRATCH = "import"
LOG = "import.log"


def import_files(data: Path, files: Path, arguments: str, *, heap: str, progress: Callable[[str], None]) -> None:
    """Import what the arguments file in the folder `files` names into the store of a data directory.

    Raises SetupError where a hub runs there, where there is a store already, and where the importer fails.
    """
    held = Home(data, progress)
    held.take()
    try:
        held.replace_orphan()
        if _store(held.path).exists():
            raise SetupError(
                "The data directory already holds a graph, and an import needs an empty one.",
                hint="Set HUB_DATA to an empty directory, or add to the graph with: hub load",
            )
        parts = jars(progress)
        # Before the store exists: a new store takes the password that it finds, an old one needs it at each start.
        held.password()
        scratch = held.path / SCRATCH
        try:
            admin.prepare(scratch)
            progress("Importing")
            _run(parts, scratch, files.resolve(), arguments, heap, held.path / "logs" / LOG)
            _move_to_home(scratch, held.path)
        except OSError as problem:
            raise disk_error(problem) from problem
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    finally:
        held.release()


def _store(home: Path) -> Path:
    return home / "data" / "databases" / DATABASE


def _run(parts: list[Path], scratch: Path, files: Path, arguments: str, heap: str, log: Path) -> None:
    words = ("import", "full", f"--max-off-heap-memory={admin.OFF_HEAP}", f"@{arguments}", DATABASE)
    with admin.private_log(log) as output:
        command = admin.command(parts, scratch, heap, *words)
        code = admin.run(command, home=scratch, scratch=scratch, within=files, output=output)
    if code:
        said = log.read_bytes()
        if b"No space left" in said:
            raise full_disk()
        raise SetupError(
            "The importer of Neo4j failed. Nothing was imported.",
            hint="Its log is neo4j/logs/import.log in the data directory.",
            reason=_reason(said),
        )


def _reason(said: bytes) -> str | None:
    """The line that says why, without the values that it may hold."""
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines()]
    with contextlib.suppress(ValueError):
        return lines[lines.index("Command Failed") + 2][:200]
    return next((line[:200] for line in lines if line.startswith("IMPORT FAILED")), None)


def _move_to_home(scratch: Path, home: Path) -> None:
    """Move the new store to where the server looks for it; the directory that says 'there is a store' comes last."""
    for kind in ("transactions", "databases"):
        target = home / "data" / kind / DATABASE
        target.parent.mkdir(parents=True, exist_ok=True)
        # Left by an import that was cut off between the two.
        shutil.rmtree(target, ignore_errors=True)
        (scratch / "data" / kind / DATABASE).rename(target)
