"""Neo4j's own importer on the embedded store: the jars of the server hold `neo4j-admin`, and with it the importer.

It writes a store of its own, which is moved to its place once it is whole; so a store is never half imported.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from hub.embedded import DATABASE
from hub.embedded_home import CONFIGURATION, Home, disk_error, full_disk
from hub.embedded_parts import jars, java_library
from hub.embedded_server import OPENED_PACKAGES
from schema.errors import SetupError

SCRATCH = "import"
LOG = "import.log"
#: Beside the heap, for ids and the page cache; the importer's default is nine tenths of all free memory.
OFF_HEAP = "1g"

Progress = Callable[[str], None]


def import_files(data: Path, files: Path, arguments: str, *, heap: str, progress: Progress) -> None:
    """Import what the arguments file in the folder `files` names into the store of a data directory.

    Raises SetupError where a hub runs there, where there is a store already, and where the importer fails.
    """
    held = Home(data, progress)
    held.take()
    try:
        held.replace_orphan()
        if _store(held.path).exists():
            raise SetupError(
                "There is a store in the data directory already, and an import makes a new one.",
                hint="Give it a directory of its own through HUB_DATA; 'hub load' adds to a graph that is there.",
            )
        parts = jars(progress)
        # Before the store is there: a new one finds its password, an old one would have to be told at its start.
        held.password()
        scratch = held.path / SCRATCH
        try:
            shutil.rmtree(scratch, ignore_errors=True)
            (scratch / "conf").mkdir(parents=True)
            shutil.copyfile(CONFIGURATION, scratch / "conf" / "neo4j.conf")
            progress("Importing")
            _run(_command(parts, scratch, arguments, heap), scratch, files.resolve(), held.path / "logs" / LOG)
            _put_in_place(scratch, held.path)
        except OSError as problem:
            raise disk_error(problem) from problem
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    finally:
        held.release()


def _store(home: Path) -> Path:
    return home / "data" / "databases" / DATABASE


def _command(parts: list[Path], scratch: Path, arguments: str, heap: str) -> list[str]:
    java = java_library().parents[2] / "bin" / "java"
    # A command line has no room for the paths of 240 jars.
    (scratch / "classpath").write_text(f'-cp "{":".join(map(str, parts))}"\n', "utf-8")
    return [
        str(java),
        f"-Xmx{heap}",
        "-Dfile.encoding=UTF-8",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED_PACKAGES),
        f"@{scratch.resolve() / 'classpath'}",
        "org.neo4j.cli.AdminTool",
        "database",
        "import",
        "full",
        f"--max-off-heap-memory={OFF_HEAP}",
        f"@{arguments}",
        DATABASE,
    ]


def _run(command: list[str], scratch: Path, files: Path, log: Path) -> None:
    home = str(scratch.resolve())
    environment = {**os.environ, "NEO4J_HOME": home, "NEO4J_CONF": f"{home}/conf"}
    # What the importer complains of may hold values.
    log.unlink(missing_ok=True)
    log.touch(mode=0o600)
    with log.open("wb") as output:
        importer = subprocess.Popen(  # noqa: S603 - Java's own program and our own arguments
            command, cwd=files, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            code = importer.wait()
        except BaseException:
            importer.kill()
            importer.wait()
            raise
    if code:
        said = log.read_bytes()
        if b"No space left" in said:
            raise full_disk()
        raise SetupError(
            "Neo4j's importer failed, and nothing was imported.",
            hint="Its log is neo4j/logs/import.log in the data directory.",
            reason=_reason(said),
        )


def _reason(said: bytes) -> str | None:
    """The line that says why, without the values that it may tell of."""
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines()]
    with contextlib.suppress(ValueError):
        return lines[lines.index("Command Failed") + 2][:200]
    return next((line[:200] for line in lines if line.startswith("IMPORT FAILED")), None)


def _put_in_place(scratch: Path, home: Path) -> None:
    """Move the new store to where the server looks for it; the directory that says 'there is a store' comes last."""
    for kind in ("transactions", "databases"):
        target = home / "data" / kind / DATABASE
        target.parent.mkdir(parents=True, exist_ok=True)
        # Left by an import that was cut off between the two.
        shutil.rmtree(target, ignore_errors=True)
        (scratch / "data" / kind / DATABASE).rename(target)
