"""Runs a Neo4j of the hub's own in a child process: the same engine as in production, from pip-installed parts.

The store, its log, its password and its address live under `<data>/neo4j`. It listens on the loopback address only, on
a port that the system chooses, and asks for a password that is made anew at every start.

Two locks tell who is there. The hub holds `hub.lock`: one living hub per data directory. The child holds `server.lock`
with its process id in it: who takes `hub.lock` and finds `server.lock` held has met the child of a hub that died, and
replaces it. Locks end with their process, so nothing has to be guessed from process ids.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO

from hub import embedded_archive
from hub.embedded_parts import jars, java_library
from schema.errors import SetupError

LOOPBACK = "127.0.0.1"
USER = "neo4j"
DATABASE = "neo4j"
# A first start on a loaded two-core machine was seen to take 40 s.
START_GRACE_SECONDS = 180.0
# Longer than the child's own grace, so that it ends by itself whenever it can.
STOP_GRACE_SECONDS = 30.0
# An empty store takes some 4 MB, a demo city some hundred; below this Neo4j soon fails half way through a write.
NEEDED_BYTES = 256 * 1024 * 1024
POLL_SECONDS = 0.05
# The client's side of a Bolt handshake: the magic number and four proposals of protocol versions.
BOLT_HELLO = bytes.fromhex("6060b01700080805000204040000000000000000")

CONFIGURATION = Path(__file__).with_name("embedded.conf")


@dataclass(frozen=True)
class Endpoint:
    """Where a Neo4j answers and how to log in; the password stays out of `repr`."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str


class EmbeddedNeo4j:
    """One Neo4j under one data directory, from `start` to `stop`."""

    def __init__(
        self,
        data: Path,
        *,
        heap: str = "1g",
        fast_start: bool = False,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        self.home = data / "neo4j"
        self._data = data
        self._heap = heap
        self._fast_start = fast_start
        self._progress = progress or (lambda text: None)
        self._hub_lock: int | None = None
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the running child."""
        return self._child.pid if self._child else None

    def start(self) -> Endpoint:
        """Start the server and return once it answers."""
        if self._child is not None:
            raise RuntimeError("already started")
        java = java_library()
        self._prepare_directory()
        try:
            self._replace_orphan()
            paths = jars(self._progress)
            password = self._new_password()
            self._progress("Starting Neo4j")
            self._child = self._spawn()
            self._order(java, paths, password)
            endpoint = Endpoint(f"bolt://{LOOPBACK}:{self._await_port()}", USER, password, DATABASE)
            _put(self.home / "address", endpoint.uri)
        except BaseException:
            self.stop()
            raise
        return endpoint

    def stop(self) -> None:
        """Shut the server down cleanly and wait for it; a second call does nothing."""
        child, self._child = self._child, None
        try:
            if child is not None:
                (self.home / "address").unlink(missing_ok=True)
                _end(child)
        finally:
            if self._hub_lock is not None:
                os.close(self._hub_lock)
                self._hub_lock = None

    def __enter__(self) -> Endpoint:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self._data)!r})"

    def _prepare_directory(self) -> None:
        try:
            (self.home / "logs").mkdir(parents=True, exist_ok=True)
            self._hub_lock = os.open(self.home / "hub.lock", os.O_RDWR | os.O_CREAT, 0o600)
            if not _take(self._hub_lock):
                holder = os.pread(self._hub_lock, 20, 0).decode("ascii", "replace")
                os.close(self._hub_lock)
                self._hub_lock = None
                raise SetupError(
                    f"Another hub (process {holder}) already runs on this data directory.",
                    hint="Stop it, or give this one a directory of its own through HUB_DATA.",
                    holder=holder,
                )
            os.ftruncate(self._hub_lock, 0)
            os.pwrite(self._hub_lock, str(os.getpid()).encode(), 0)
            shutil.copyfile(CONFIGURATION, self.home / "neo4j.conf")
            free = shutil.disk_usage(self.home).free
        except OSError as problem:
            self.stop()
            raise _disk_error(problem) from problem
        if free < NEEDED_BYTES:
            self.stop()
            raise _disk_error(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))

    def _replace_orphan(self) -> None:
        """End the child of a hub that died, if there is one."""
        handle = os.open(self.home / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if _take(handle):
                return
            self._progress("Replacing the database process of a hub that ended without shutting down")
            # It has seen its parent go and is most likely shutting down already: let it.
            if _take_within(handle, STOP_GRACE_SECONDS):
                return
            with contextlib.suppress(ValueError, ProcessLookupError):
                os.kill(int(os.pread(handle, 20, 0)), signal.SIGKILL)
            if not _take_within(handle, STOP_GRACE_SECONDS):
                raise SetupError(
                    "A database process of an earlier hub does not end.",
                    hint="End the process named in neo4j/server.lock of the data directory.",
                )
        finally:
            os.close(handle)

    def _new_password(self) -> str:
        """Make a password for this run and keep it where only the owner may read it."""
        password = secrets.token_urlsafe(24)
        # Of an earlier run that was killed: whoever finds an address takes it for this run's.
        (self.home / "address").unlink(missing_ok=True)
        _put(self.home / "credentials", password)
        return password

    def _spawn(self) -> subprocess.Popen[bytes]:
        script = Path(__file__).with_name("embedded_server.py")
        # -P keeps hub/ off the import path of the script, where modules of ours would hide those of others.
        # A session of its own: Ctrl-C in the terminal reaches the hub, and the hub then asks the child.
        return subprocess.Popen(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-P", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=self.home,
        )

    def _order(self, java: Path, jars: list[Path], password: str) -> None:
        home = self.home.resolve()
        order = {
            "parent": os.getpid(),
            "home": str(home),
            "conf": str(home / "neo4j.conf"),
            "lock": str(home / "server.lock"),
            "log": str(home / "logs" / "embedded.log"),
            "jvm": str(java),
            "jvm_flags": self._jvm_flags(home, java),
            "heap": self._heap,
            "jars": [str(jar) for jar in jars],
            "password": password,
        }
        pipe = self._pipe("stdin")
        with contextlib.suppress(BrokenPipeError):
            pipe.write(json.dumps(order).encode() + b"\n")
            pipe.flush()

    def _jvm_flags(self, home: Path, java: Path) -> list[str]:
        if self._fast_start:
            # Starts soonest, runs slowest: right for tests.
            return ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        return embedded_archive.flags(home, java)

    def keep_archive(self) -> None:
        """Keep what makes later starts on this directory quicker; the database answers nothing meanwhile."""
        if self._child is not None and not self._fast_start:
            embedded_archive.keep(self.home.resolve(), java_library(), self._child.pid)

    def _await_port(self) -> int:
        """Wait for the child's report and for the Bolt port to answer."""
        pipe = self._pipe("stdout")
        answered, _, _ = select.select([pipe], [], [], START_GRACE_SECONDS)
        line = pipe.readline() if answered else b""
        event = json.loads(line) if line else {"state": "ended"}
        if event["state"] != "ready":
            raise self._start_error(event, late=not answered)
        port = int(event["port"])
        _await_bolt(port)
        return port

    def _start_error(self, event: dict[str, object], *, late: bool) -> SetupError:
        reasons = event.get("reasons")
        texts = [str(reason) for reason in reasons] if isinstance(reasons, list) else []
        if any("No space left" in text or "Read-only file system" in text for text in texts):
            return _disk_error(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        what = f"did not start within {START_GRACE_SECONDS:.0f} s" if late else "did not start"
        return SetupError(
            f"The embedded Neo4j {what}.",
            hint="Its log is neo4j/logs/embedded.log in the data directory.",
            reason=texts[-1] if texts else None,
        )

    def _pipe(self, name: str) -> IO[bytes]:
        pipe: IO[bytes] | None = getattr(self._child, name)
        assert pipe is not None  # noqa: S101 - both pipes were asked for in _spawn
        return pipe


def running(data: Path, patience: float = START_GRACE_SECONDS) -> Endpoint:
    """Answer where the Neo4j of another hub on this data directory is; wait for it while it starts."""
    home = data / "neo4j"
    deadline = time.monotonic() + patience
    while True:
        # In this order: the password is renewed before the address is.
        with contextlib.suppress(FileNotFoundError):
            uri = (home / "address").read_text("ascii")
            return Endpoint(uri, USER, (home / "credentials").read_text("ascii"), DATABASE)
        if time.monotonic() > deadline:
            raise SetupError(
                "The hub that runs on this data directory does not say where its database is.",
                hint="Wait until it is ready, or stop it.",
            )
        time.sleep(POLL_SECONDS)


def _put(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    draft = path.with_suffix(".new")
    try:
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, text.encode("ascii"))
        finally:
            os.close(handle)
        draft.replace(path)
    except OSError as problem:
        raise _disk_error(problem) from problem


def _end(child: subprocess.Popen[bytes]) -> None:
    """Close the pipe that means "keep running", and wait."""
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
    try:
        child.wait(STOP_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _disk_error(problem: OSError) -> SetupError:
    return SetupError(
        f"The data directory cannot be used: {problem.strerror}.",
        hint=f"Choose a writable directory with {NEEDED_BYTES >> 20} MB free through HUB_DATA.",
    )


def _take(handle: int) -> bool:
    """Try to take a lock."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_within(handle: int, seconds: float) -> bool:
    """Try to take a lock until the time is up; flock has no wait with a deadline of its own."""
    deadline = time.monotonic() + seconds
    while not _take(handle):
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _await_bolt(port: int) -> None:
    """Do a Bolt handshake: an open port alone does not prove that Neo4j is behind it."""
    with socket.create_connection((LOOPBACK, port), timeout=START_GRACE_SECONDS) as connection:
        connection.sendall(BOLT_HELLO)
        if connection.recv(4) in (b"", bytes(4)):
            raise SetupError(
                "The embedded Neo4j does not speak Bolt.", hint="Report this with neo4j/logs/embedded.log."
            )
