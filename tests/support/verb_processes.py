"""Loads all that verbs load, once, and forks a process for each verb that is asked for.

A verb has a process of its own, with its arguments, environment, folder and output, as from a shell; what it is spared
is loading the same modules again. `tests/hub/test_start.py` and `tests/hub/test_verbs.py` say what a verb loads by
itself.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import select
import subprocess
import sys
import tempfile
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

#: Whose modules verbs load.
PACKAGES = ("schema", "loaders", "hub", "demo")


class VerbProcesses:
    """The process that is forked, and the way to it; one verb at a time."""

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, arguments: list[str], environment: dict[str, str], cwd: Path, wait: float) -> tuple[int, str, str]:
        """Run a verb to its end; its exit code, and what it printed on standard output and error."""
        asked = {"arguments": arguments, "environment": environment, "cwd": str(cwd)}
        with self._one, tempfile.TemporaryDirectory() as folder:
            process = self._process = self._process or self._started()
            assert process.stdin is not None
            assert process.stdout is not None
            out, err = Path(folder, "out"), Path(folder, "err")
            process.stdin.write(json.dumps({**asked, "out": str(out), "err": str(err)}).encode() + b"\n")
            process.stdin.flush()
            if not select.select([process.stdout], [], [], wait)[0]:
                self.close()
                raise subprocess.TimeoutExpired(arguments, wait)
            return int(process.stdout.readline()), out.read_text("utf-8"), err.read_text("utf-8")

    def close(self) -> None:
        """End the process, and what it has forked."""
        process, self._process = self._process, None
        if process is not None:
            os.killpg(process.pid, 9)
            with process:
                process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        # It finds modules where this process does. A process with threads must not fork; numpy's library makes some.
        own = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"}
        command, pipe = [sys.executable, "-P", __file__], subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, env=own, start_new_session=True)


def load_all() -> None:
    """Load every module of the hub that is no program, and what typer loads to print."""
    for package in PACKAGES:
        for found in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            import_module(found.name)
    import_module("typer.rich_utils")
    # What is here stays until the end; looking through it takes most of the time in which a forked process ends.
    gc.collect()
    gc.freeze()


def fork_for_each() -> dict[str, Any]:
    """Read what is asked for, line by line; return it in a new process, and write the exit code in this one."""
    for line in sys.stdin.buffer:
        child = os.fork()
        if not child:
            found: dict[str, Any] = json.loads(line)
            return found
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
    sys.exit()


def become(asked: dict[str, Any]) -> None:
    """Give this process the arguments, the environment, the folder and the output of a verb."""
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, path in enumerate((os.devnull, asked["out"], asked["err"])):
        opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["hub", *asked["arguments"]]


if __name__ == "__main__":
    load_all()
    become(fork_for_each())
    from hub.cli import main

    main()
