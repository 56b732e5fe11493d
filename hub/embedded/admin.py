"""Neo4j's own programs on a store: the jars of the server hold `neo4j-admin`, with its importer and its check."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from hub.embedded.home import CONFIGURATION
from hub.embedded.parts import java_library
from hub.embedded.server import OPENED_PACKAGES

#: Beside the heap, for ids and the page cache; the default is nine tenths of all free memory.
OFF_HEAP = "1g"


def prepare(scratch: Path) -> None:
    """Make a new scratch directory with a configuration, for one run; raises OSError."""
    shutil.rmtree(scratch, ignore_errors=True)
    (scratch / "conf").mkdir(parents=True)
    shutil.copyfile(CONFIGURATION, scratch / "conf" / "neo4j.conf")


def command(parts: Iterable[Path], scratch: Path, heap: str, *words: str) -> list[str]:
    """The command line of `neo4j-admin database …`, whose paths lie in the scratch directory."""
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
        *words,
    ]


def run(command: list[str], *, home: Path, scratch: Path, within: Path, output: IO[bytes]) -> int:
    """Run it to its end in a directory, on the store of a home, and answer its exit code; it ends with this process."""
    environment = {
        **os.environ,
        "NEO4J_HOME": str(home.resolve()),
        "NEO4J_CONF": str((scratch / "conf").resolve()),
    }
    program = subprocess.Popen(  # noqa: S603 - Java's own program and our own arguments
        command, cwd=within, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
    )
    try:
        return program.wait()
    except BaseException:
        program.kill()
        program.wait()
        raise


def private_log(path: Path) -> IO[bytes]:
    """A new log, readable to its owner alone: what a program complains of may hold values."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    return path.open("wb")
