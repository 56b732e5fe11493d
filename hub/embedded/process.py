"""Runs a Neo4j of the hub's own in a child process: the same engine as in production, from pip-installed parts.

The store, its log, its password and its address live under `<data>/neo4j`. It listens on the loopback address only, on
a port that the system chooses, and asks for a password that was made with the store.

Two locks tell who is there. The hub holds `hub.lock`: one living hub per data directory. The child holds `server.lock`
with its process id in it: who takes `hub.lock` and finds `server.lock` held has met the child of a hub that died, and
replaces it. Locks end with their process, so nothing has to be guessed from process ids.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO

from hub.embedded import class_data_archive as embedded_archive
from hub.embedded import home as embedded_home
from hub.embedded import server as embedded_server
from hub.embedded.home import SERVER_LOCK, USER, Home, full_disk
from hub.embedded.parts import jars, java_library
from hub.support import private
from hub.support.disk import POLL_SECONDS
from schema.errors import SetupError

LOOPBACK = "127.0.0.1"
DATABASE = "neo4j"
# A first start on a loaded two-core machine was seen to take 40 s.
START_GRACE_SECONDS = 180.0
# Before the end of the pipe to the child: when its store is closed, it is to write its archive.
KEEP = b"keep\n"
KEEP_GRACE_SECONDS = 60.0
# The client's side of a Bolt handshake: the magic number and four proposals of protocol versions.
BOLT_HELLO = bytes.fromhex("6060b01700080805000204040000000000000000")


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
        self._progress = progress or (lambda text: None)
        self._held = Home(data, self._progress)
        self.home = self._held.path
        self._data = data
        self._heap = heap
        self._fast_start = fast_start
        self._child: subprocess.Popen[bytes] | None = None
        #: What starts the child again: Java, its archives, the password, and the port that it had.
        self._given: tuple[Path, list[Path], str] | None = None
        self._port = 0
        self._keeping = False

    @property
    def pid(self) -> int | None:
        """The process id of the running child."""
        return self._child.pid if self._child else None

    def start(self) -> Endpoint:
        """Start the server and return once it answers."""
        if self._child is not None:
            raise RuntimeError("already started")
        java = java_library()
        self._held.take()
        try:
            self._held.replace_orphan()
            paths = jars(self._progress)
            password = self._held.password()
            # What was just written, whatever umask this process has; the child has one of its own.
            private.close(self.home)
            self._progress("Starting Neo4j")
            self._given = java, paths, password
            self._child = self._spawn()
            self._order(*self._given)
            self._port = self._await_port()
            endpoint = Endpoint(f"bolt://{LOOPBACK}:{self._port}", USER, password, DATABASE)
            self._held.put("address", endpoint.uri)
        except BaseException:
            self.stop()
            raise
        return endpoint

    @property
    def events(self) -> IO[bytes]:
        """What the running child says, a line each; the end of it is the child's."""
        return self._pipe("stdout")

    def revive(self) -> int:
        """Begin to start a child that has ended, at the address that it had; answers how it ended.

        It says over `events` when it answers.
        """
        child, given = self._child, self._given
        if child is None or given is None:
            raise RuntimeError("not started")
        # It let go of its pipe, so nothing is left of it that could be asked to stop.
        child.kill()
        code = child.wait()
        _end(child)
        self._held.listen_again(self._port)
        self._child = self._spawn()
        self._order(*given)
        return code

    def stop(self) -> None:
        """Shut the server down cleanly and wait for it; a second call does nothing."""
        child, self._child = self._child, None
        try:
            if child is not None:
                (self.home / "address").unlink(missing_ok=True)
                self._end(child)
        finally:
            self._held.release()

    def __enter__(self) -> Endpoint:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self._data)!r})"

    def _spawn(self) -> subprocess.Popen[bytes]:
        script = Path(__file__).with_name("server.py")
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
            "lock": str(home / SERVER_LOCK),
            "log": str(home / "logs" / "embedded.log"),
            "jvm": str(java),
            "jvm_flags": self._jvm_flags(home, java),
            "archive": embedded_archive.writing(home, java),
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
        """Have `stop` keep what makes later starts on this directory quicker, once; it then takes ten seconds more."""
        self._keeping = not self._fast_start

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        if not self._keeping:
            _end(child)
            return
        home, java = self.home.resolve(), java_library()
        if embedded_archive.writing(home, java):
            self._progress("Keeping what makes the next start quicker, this once")
        _end(child, KEEP)
        embedded_archive.settle(home, java, whole=child.returncode == 0)

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
            return full_disk()
        if any("OutOfMemoryError" in text for text in texts):
            return SetupError(
                "The embedded Neo4j has too little memory to open its store.",
                hint="Give it more through HUB_JAVA_HEAP.",
                reason=texts[-1],
            )
        if any(embedded_server.NOT_OPENED in text for text in texts):
            return SetupError(
                "The embedded Neo4j cannot open its store: some of its files are missing or damaged.",
                hint="Leave the directory neo4j in HUB_DATA as it is, and restore the backup into another HUB_DATA.",
                reason=texts[-1],
            )
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
                "The hub that runs on this data directory has not published the address of its database.",
                hint="Wait until that hub is ready, or stop it.",
            )
        time.sleep(POLL_SECONDS)


def _end(child: subprocess.Popen[bytes], word: bytes = b"") -> None:
    """Close the pipe that means "keep running", after a last word, and wait."""
    if word and child.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(word)
            child.stdin.flush()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
    try:
        child.wait(embedded_home.STOP_GRACE_SECONDS + (KEEP_GRACE_SECONDS if word else 0))
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _await_bolt(port: int) -> None:
    """Do a Bolt handshake: an open port alone does not prove that Neo4j is behind it."""
    with socket.create_connection((LOOPBACK, port), timeout=START_GRACE_SECONDS) as connection:
        connection.sendall(BOLT_HELLO)
        if connection.recv(4) in (b"", bytes(4)):
            raise SetupError(
                "The embedded Neo4j does not speak Bolt.",
                hint="Report this to the hub's developers with neo4j/logs/embedded.log.",
            )
