"""Starts `hub demo` for tests, in a process and a directory of its own, and stops it."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from hub.testing.running_hub import SeededGraph

READY = "Linkage Hub is ready: "
START_SECONDS = 600.0
STOP_SECONDS = 40.0


@contextlib.contextmanager
def start_hub(size: str, seed: int) -> Iterator[SeededGraph]:
    """Run `hub demo` in a process and a directory of its own, which ends when this process does, however it ends."""
    with tempfile.TemporaryDirectory(prefix="linkage-hub-", ignore_cleanup_errors=True) as folder:
        data = Path(folder)
        # Nothing of the caller's settings: a test run must never reach a database that somebody uses.
        names = ("HUB_", "NEO4J_", "HOST", "PORT")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(names)}
        environment |= {"HUB_DATA": str(data), "PORT": "0", "HUB_JAVA_HEAP": "512m"}
        # A busy machine plans a statement for longer than people should wait; a test waits.
        environment |= {"HUB_QUERY_TIMEOUT": "120", "HUB_DEADLINE": "120"}
        environment |= {"HUB_LOG_LEVEL": "info", "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "hub.cli", "demo", "--size", size, "--seed", str(seed)]
        with (data / "hub.log").open("w+", encoding="utf-8") as log:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [*command, "--fast-start", "--while-stdin"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                encoding="utf-8",
                # Ctrl-C is for pytest, which then ends the hub.
                start_new_session=True,
            )
            try:
                yield SeededGraph(url=_await_ready(process, log), size=size, seed=seed, data=data, pid=process.pid)
            finally:
                _stop(process)


def _await_ready(process: subprocess.Popen[str], log: IO[str]) -> str:
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    pipe = process.stdout

    def read() -> None:
        for line in pipe:
            lines.put(line)
        lines.put("")

    # A thread, because reading a pipe has no deadline.
    threading.Thread(target=read, daemon=True, name="linkage-hub").start()
    with contextlib.suppress(queue.Empty):
        while line := lines.get(timeout=START_SECONDS):
            if line.startswith(READY):
                return line.removeprefix(READY).strip()
    log.seek(0)
    raise RuntimeError(f"The hub for the tests did not start:\n{log.read()[-2000:]}")


def _stop(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
