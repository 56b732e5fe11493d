"""What all verbs share: messages, exit codes, stopping, and the way to the database."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from schema.errors import LinkageError, MigrationError

if TYPE_CHECKING:
    from hub.embedded import EmbeddedNeo4j, Endpoint
    from hub.graph import Graph
    from hub.settings import Settings

Answer = TypeVar("Answer")

FAILED = 1
MISUSED = 2
#: `hub serve` found no database; scripts that start both may try again.
NO_DATABASE = 3
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


def examples(*lines: str) -> str:
    """The end of a help text; an empty line between two keeps each on its own."""
    return "\n\n".join(("Examples:", *(f"  {line}" for line in lines)))


def say(text: str) -> None:
    """Tell the person at the terminal something; standard output is kept for results."""
    typer.echo(text, err=True)


def explain(problem: LinkageError) -> None:
    """Say what went wrong and what to do."""
    say(f"✗ {problem.message}")
    reason = problem.details.get("reason")
    if reason:
        say(f"  ({reason})")
    if problem.hint:
        say(f"  → {problem.hint}")


@dataclass
class Stop:
    """How this process was asked to stop."""

    terminated: bool = False

    def listen(self) -> None:
        """Let SIGTERM do what Ctrl-C does."""

        def on_sigterm(number: int, frame: FrameType | None) -> None:
            self.terminated = True
            signal.raise_signal(signal.SIGINT)

        signal.signal(signal.SIGTERM, on_sigterm)
        # A shell that starts a command in the background has it ignore Ctrl-C; the hub still wants to hear it.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    @property
    def code(self) -> int:
        """The exit code by convention."""
        return TERMINATED if self.terminated else INTERRUPTED


STOP = Stop()


def run(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Run something asynchronous on the fast loop; Ctrl-C cancels it."""
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


@contextmanager
def database(
    settings: Settings, *, fast_start: bool = False, share: bool = True, owned: list[EmbeddedNeo4j] | None = None
) -> Iterator[Endpoint]:
    """The database of these settings: a server, the one of a hub that runs here, or one of our own meanwhile.

    One of our own is put into `owned`.
    """
    from hub.embedded import EmbeddedNeo4j, running
    from schema.errors import SetupError

    given = settings.endpoint
    if given is not None:
        yield given
        return
    embedded = EmbeddedNeo4j(settings.data, heap=settings.java_heap, fast_start=fast_start, progress=said("…"))
    try:
        endpoint = embedded.start()
        if owned is not None:
            owned.append(embedded)
    except SetupError as problem:
        if not share or "holder" not in problem.details:
            raise
        endpoint = running(settings.data)
    try:
        yield endpoint
    finally:
        embedded.stop()


def said(mark: str) -> Callable[[str], None]:
    """A way to tell progress."""
    return lambda text: say(f"{mark} {text}")


async def check_version(graph: Graph) -> None:
    """Raise MigrationError unless the graph has this hub's schema version."""
    from hub.migrate import VERSION, version

    found = await version(graph)
    if found == VERSION:
        return
    if found == 0:
        raise MigrationError("The graph is not initialised.", hint="Run: hub init", found=0, known=VERSION)
    newer = found > VERSION
    raise MigrationError(
        f"The graph has schema version {found}; this hub needs {VERSION}.",
        hint="Run the newer hub, or restore a graph of this version." if newer else "Run: hub init",
        found=found,
        known=VERSION,
    )


def is_terminal() -> bool:
    """Whether somebody watches."""
    return sys.stderr.isatty()
