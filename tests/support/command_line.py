"""Runs the command line as its users do: in a process of its own."""

from __future__ import annotations

import atexit
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from support.verb_processes import VerbProcesses

PATIENCE = 400.0
_PROCESSES = VerbProcesses()
atexit.register(_PROCESSES.close)


def environment(**settings: str) -> dict[str, str]:
    """This process's environment with these settings of the hub and no others."""
    own = ("HUB_", "NEO4J_", "HOST", "PORT")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)} | settings


def hub(*arguments: str, cwd: Path | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a verb to its end."""
    given = list(arguments)
    code, out, err = _PROCESSES.run(given, environment(**settings), cwd or Path.cwd(), PATIENCE)
    return subprocess.CompletedProcess(given, code, out, err)


@dataclass
class Running:
    """A verb that goes on until it is stopped."""

    process: subprocess.Popen[str]
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)
    _readers: list[threading.Thread] = field(default_factory=list)
    _news: queue.SimpleQueue[None] = field(default_factory=queue.SimpleQueue)

    def follow(self) -> None:
        """Collect what it prints."""
        for pipe, lines in ((self.process.stdout, self.out), (self.process.stderr, self.err)):
            assert pipe is not None

            def read(pipe: object = pipe, lines: list[str] = lines) -> None:
                for line in pipe:  # type: ignore[attr-defined]  # bound as a default, hence an object
                    lines.append(line.rstrip("\n"))
                    self._news.put(None)
                self._news.put(None)

            thread = threading.Thread(target=read, daemon=True)
            thread.start()
            self._readers.append(thread)

    def close(self) -> None:
        """Read what is left, once the process has ended, and close the pipes."""
        for thread in self._readers:
            thread.join(20)
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()

    def await_line(self, start: str) -> str:
        """Wait for a line on either stream that starts like this."""
        deadline = time.monotonic() + PATIENCE
        while True:
            for line in (*self.out, *self.err):
                if line.startswith(start):
                    return line
            assert self.process.poll() is None, "\n".join((*self.out, *self.err))
            try:
                self._news.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no line {start!r} in {PATIENCE} s: {self.err[-5:]}") from None

    def url(self) -> str:
        """Wait until it is ready and answer its address."""
        return self.await_line("Linkage Hub is ready: ").split(": ", 1)[1]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to stop and answer its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(60)
        for thread in self._readers:
            thread.join(20)
        return code


@contextmanager
def started(*arguments: str, **settings: str) -> Iterator[Running]:
    """Start a verb; it is gone afterwards, whatever happened."""
    process = subprocess.Popen(
        [sys.executable, "-m", "hub.cli", *arguments],
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    running = Running(process)
    running.follow()
    try:
        yield running
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        running.close()


def within(seconds: float, met: Callable[[], bool]) -> bool:
    """Look until it is so, or the time is up."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not met():
        if time.monotonic() > deadline:
            return False
        pause.wait(0.05)
    return True


def children(pid: int) -> set[int]:
    """The processes that this one started."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text("utf-8", "replace").rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(parts[1]) == pid:
            found.add(int(stat.parent.name))
    return found


def alive(pid: int) -> bool:
    """Whether there is such a process."""
    return Path(f"/proc/{pid}").exists()
