"""Neo4j's own check of a store: whether its records, links and indexes fit each other; no hub runs on it meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from hub.embedded import admin
from hub.embedded.home import Home, disk_error
from hub.embedded.parts import jars
from hub.embedded.process import DATABASE
from schema.errors import SetupError

SCRATCH = "check"
LOG = "check.log"
HEAP = "1g"
RESTORE = "Leave the directory as it is, set HUB_DATA to another one, and restore the backup into it."


def check_store(data: Path, progress: Callable[[str], None]) -> str:
    """Say that the store of a data directory is whole; raises SetupError where it is not, or where a hub runs on it."""
    held = Home(data, progress)
    held.take()
    try:
        held.replace_orphan()
        scratch = held.path / SCRATCH
        try:
            admin.prepare(scratch)
            log = held.path / "logs" / LOG
            code = _run(jars(progress), held.path, scratch, log)
            said = log.read_text("utf-8", "replace")
        except OSError as problem:
            raise disk_error(problem) from problem
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    finally:
        held.release()
    if code == 0:
        return "its records, links and indexes fit each other"
    if "recovery" in said.lower():
        return "it was not closed properly; the next start mends it, and then it can be checked"
    raise SetupError(
        "The store of the embedded Neo4j is damaged: its records, links and indexes contradict each other.",
        hint=f"{RESTORE} neo4j/logs/{LOG} lists what is wrong.",
    )


def _run(parts: list[Path], home: Path, scratch: Path, log: Path) -> int:
    words = ("check", f"--max-off-heap-memory={admin.OFF_HEAP}", f"--report-path={scratch.resolve()}", DATABASE)
    with admin.private_log(log) as output:
        command = admin.command(parts, scratch, HEAP, *words)
        code = admin.run(command, home=home, scratch=scratch, within=scratch, output=output)
        for report in sorted(scratch.glob("*.report")):
            output.write(report.read_bytes())
    return code
