"""Pytest fixtures for those who build clients: a running hub over a graph with known truths.

    def test_debtor(hub_url, hub_token):
        answer = httpx.post(f"{hub_url}/graphql", headers={"Authorization": f"Bearer {hub_token('示0102-A-017')}"}, …)

The package brings them along, nothing has to be configured. Nothing starts before a test asks for it, and loading this
module costs next to nothing, because every pytest run with the package installed loads it. docs/for-client-teams.md
says more.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from hub.embedded.process import Endpoint

READY = "Linkage Hub is ready: "
SIZE, SEED = "village", 7
START_SECONDS = 600.0
STOP_SECONDS = 40.0


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the size and seed of the hub that `hub_url` starts."""
    group = parser.getgroup("linkage hub")
    group.addoption("--hub-size", help=f"size of the invented city behind hub_url (default: {SIZE})")
    group.addoption("--hub-seed", type=int, help=f"its seed (default: {SEED})")
    parser.addini("hub_size", f"size of the invented city behind hub_url (default: {SIZE})")
    parser.addini("hub_seed", f"its seed (default: {SEED})")


@dataclass(frozen=True, kw_only=True)
class SeededGraph:
    """A running hub over an invented city."""

    url: str
    size: str
    seed: int
    data: Path = field(repr=False)
    #: The process of the hub.
    pid: int = field(repr=False, default=0)

    @property
    def truth(self) -> dict[str, Any]:
        """What is hidden in the city: its planted truths, and how many of everything there are."""
        path = self.data / "city" / f"{self.size}-{self.seed}" / "truth.json"
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    @property
    def endpoint(self) -> Endpoint:
        """The Neo4j behind it, for tests that look into the graph itself."""
        from hub.embedded.process import running

        return running(self.data, patience=0)

    def token(self, card: str) -> str:
        """A token of the demo officer with this card; raises LookupError."""
        from hub.process.showcase import showcase

        return showcase(self.data).token(card)


Seeder = Callable[..., SeededGraph]


@pytest.fixture(scope="session")
def seeded_graph() -> Iterator[Seeder]:
    """`seeded_graph(size, seed)`: a running hub over that city, with `url`, `token(card)`, `truth` and `endpoint`.

    The same size and seed give the same hub for the whole session; all of them end with it.
    """
    hubs: dict[tuple[str, int], SeededGraph] = {}
    with contextlib.ExitStack() as running:

        def seed(size: str = SIZE, seed: int = SEED) -> SeededGraph:
            if (size, seed) not in hubs:
                hubs[size, seed] = running.enter_context(start_hub(size, seed))
            return hubs[size, seed]

        yield seed


@pytest.fixture(scope="session")
def hub_graph(request: pytest.FixtureRequest, seeded_graph: Seeder) -> SeededGraph:
    """The hub behind `hub_url`, with its truths and its database."""
    config = request.config
    size = config.getoption("--hub-size") or config.getini("hub_size") or SIZE
    seed = config.getoption("--hub-seed")
    if seed is None:
        seed = int(config.getini("hub_seed") or SEED)
    return seeded_graph(size, seed)


@pytest.fixture(scope="session")
def hub_url(hub_graph: SeededGraph) -> str:
    """The address of a running hub over an invented city; ask it at `/graphql`."""
    return hub_graph.url


@pytest.fixture(scope="session")
def hub_token(hub_graph: SeededGraph) -> Callable[[str], str]:
    """`hub_token(card)`: a token of that demo officer for the hub behind `hub_url`."""
    return functools.cache(hub_graph.token)


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
