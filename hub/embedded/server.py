"""The child process that carries one Neo4j in a Java machine of its own (`hub.embedded.process` starts it).

It runs as a plain script, so that nothing but jpype and the standard library is loaded beside the Java machine.
One JSON line arrives on standard input; after that the open pipe means "keep running" and its end means "shut down".
One JSON line per event leaves on standard output; everything Java or Neo4j prints goes to a log file.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

# How often the child looks whether its parent lives, for the case that the pipe stays open in a forked copy of it.
PARENT_CHECK_SECONDS = 1.0
# How long a shutdown may take before the process ends anyway; Neo4j then recovers at its next start.
SHUTDOWN_GRACE_SECONDS = 25.0
# How long the writing of the archive may take after that; ten seconds are usual.
ARCHIVE_SECONDS = 60.0
# How long one look waits for a store that is being opened, before the next look for what has failed.
AVAILABLE_MILLISECONDS = 1_000
NOT_OPENED = "the store does not open"
# jpype 1.7 and Neo4j reach into these packages of the JDK.
OPENED_PACKAGES = ("java.nio", "java.io", "sun.nio.ch", "java.lang", "java.util.concurrent")


class StopRequest:
    """Set once, by the first thread that notices that the server is no longer wanted."""

    def __init__(self) -> None:
        self.event = threading.Event()
        #: Whether the archive of what Java has loaded is to be written at the end.
        self.keeping = False
        self._watchdog: threading.Timer | None = None

    def ask(self) -> None:
        """Ask for a clean shutdown, and see to it that the process ends even if that hangs."""
        if not self.event.is_set():
            self.event.set()
            self.end_within(SHUTDOWN_GRACE_SECONDS)

    def end_within(self, seconds: float) -> None:
        """End the process after so long, counted from now, whatever it does."""
        if self._watchdog is not None:
            self._watchdog.cancel()
        self._watchdog = threading.Timer(seconds, os._exit, [3])
        self._watchdog.daemon = True
        self._watchdog.start()


def watch_parent(parent: int, stop: StopRequest) -> None:
    """Wait until the pipe from the parent ends or the parent is gone."""
    while not stop.event.is_set():
        readable, _, _ = select.select([0], [], [], PARENT_CHECK_SECONDS)
        told = os.read(0, 4096) if readable else None
        stop.keeping = stop.keeping or bool(told)
        # prctl(PR_SET_PDEATHSIG) is no help here: it fires when the *thread* that started this process ends.
        if told == b"" or os.getppid() != parent:
            stop.ask()


def read_order() -> dict[str, Any]:
    """Read the one line that says what to start, byte by byte so that nothing of the pipe is buffered away."""
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            raise SystemExit(2)
        line += byte
    order: dict[str, Any] = json.loads(line)
    return order


def hold_store(path: Path) -> int:
    """Lock the file that tells the world a server runs on this store, and write our process id into it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.ftruncate(handle, 0)
    os.write(handle, str(os.getpid()).encode())
    return handle


def redirect_output(log: Path) -> int:
    """Send standard output and error to the log file, and answer the descriptor that still reaches the parent."""
    events = os.dup(1)
    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(target, 1)
    os.dup2(target, 2)
    os.close(target)
    return events


def report_event(events: int, **event: Any) -> None:
    """Write one event; a parent that is gone is noticed by the watch, not here."""
    try:
        os.write(events, json.dumps(event).encode() + b"\n")
    except BrokenPipeError:
        return


def start_java(order: dict[str, Any]) -> None:
    """Start the Java machine inside this process."""
    import jpype

    jpype.startJVM(
        order["jvm"],
        # -Xrs leaves SIGTERM to Python, which turns it into a clean shutdown.
        "-Xrs",
        f"-Xmx{order['heap']}",
        "-Dfile.encoding=UTF-8",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED_PACKAGES),
        *order["jvm_flags"],
        classpath=order["jars"],
    )


def knows(system: Any, password: str) -> bool:
    """Whether the store has this password already; to set it again would take five seconds of every start."""
    import jpype

    manager = jpype.JClass("org.neo4j.kernel.api.security.AuthManager")
    token = jpype.JClass("org.neo4j.kernel.api.security.AuthToken").newBasicAuthToken("neo4j", password)
    connection = jpype.JClass("org.neo4j.internal.kernel.api.connectioninfo.ClientConnectionInfo").EMBEDDED_CONNECTION
    login = system.getDependencyResolver().resolveDependency(manager).login(token, connection)
    return str(login.subject().getAuthenticationResult()) == "SUCCESS"


def start_neo4j(order: dict[str, Any]) -> tuple[Any, int]:
    """Start Neo4j on the store, see to its password, and answer the service and its Bolt port."""
    import jpype

    path = jpype.JClass("java.nio.file.Path").of
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(path(order["home"]))
    service = builder.loadPropertiesFromFile(path(order["conf"])).build()
    system = service.database("system")
    if not knows(system, order["password"]):
        parameters = jpype.JClass("java.util.HashMap")()
        parameters.put("password", order["password"])
        # Embedded calls run with full rights, so the password can be set without knowing the one before.
        system.executeTransactionally("ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", parameters)
    register = jpype.JClass("org.neo4j.configuration.connectors.ConnectorPortRegister")
    connector = jpype.JClass("org.neo4j.configuration.connectors.ConnectorType").BOLT
    graph = service.database("neo4j")
    await_store(system, graph)
    address = graph.getDependencyResolver().resolveDependency(register).getLocalAddress(connector)
    return service, int(address.getPort())


def await_store(system: Any, graph: Any) -> None:
    """Wait until the store is open; raises RuntimeError from what Java says where it never will be.

    The process that started this one ends it where that takes too long.
    """
    import jpype

    states = system.getDependencyResolver().resolveDependency(jpype.JClass("org.neo4j.dbms.DatabaseStateService"))
    while not graph.isAvailable(AVAILABLE_MILLISECONDS):
        failure = states.causeOfFailure(graph.databaseId())
        if failure.isPresent():
            raise RuntimeError(NOT_OPENED) from failure.get()


def keep_archive(command: list[str]) -> int:
    """Have this machine write what it has loaded into an archive; the exit status of the command that asks for it.

    Only now: a machine that runs on after it may crash, and with the store closed that harms nobody.
    """
    own = [each.replace("{}", str(os.getpid())) for each in command]
    try:
        return subprocess.run(own, stdin=subprocess.DEVNULL, check=False).returncode  # noqa: S603 - Java's own tool
    except OSError:
        return 1


def reasons_of(problem: BaseException) -> list[str]:
    """The first line of an exception and of each of its causes, those of Java included; ten at most."""
    reasons: list[str] = []
    cause: Any = problem
    while cause is not None and len(reasons) < 10:
        reasons.append(f"{type(cause).__name__}: {cause}".splitlines()[0])
        # What Java throws names its own cause; Python's chain ends there.
        cause = cause.getCause() if hasattr(cause, "getCause") else cause.__cause__
    return reasons


def main() -> None:
    """Start, report, wait for the end of the pipe, shut down."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The store holds the whole graph: no other user may read it past the hub, whatever umask this process inherits.
    os.umask(0o077)
    order = read_order()
    events = redirect_output(Path(order["log"]))
    stop = StopRequest()
    signal.signal(signal.SIGTERM, lambda *_: stop.ask())
    threading.Thread(target=watch_parent, args=(order["parent"], stop), daemon=True).start()
    try:
        hold_store(Path(order["lock"]))
        start_java(order)
        service, port = start_neo4j(order)
    except BaseException as problem:
        traceback.print_exc()
        report_event(events, state="failed", reasons=reasons_of(problem))
        sys.stderr.flush()
        os._exit(1)
    report_event(events, state="ready", port=port, pid=os.getpid())
    stop.event.wait()
    service.shutdown()
    report_event(events, state="stopped")
    kept = 0
    if stop.keeping and order["archive"]:
        stop.end_within(ARCHIVE_SECONDS)
        kept = keep_archive(order["archive"])
    # Java's own exit waits for helper threads that no longer matter once the store is closed.
    os._exit(kept)


if __name__ == "__main__":
    main()
