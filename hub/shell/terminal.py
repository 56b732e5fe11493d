"""What a verb says at the terminal, how it is stopped, and its exit codes."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from types import FrameType
from typing import Any, TypeVar

import typer

from schema.errors import LinkageError

Answer = TypeVar("Answer")

FAILED = 1
MISUSED = 2
#: `hub serve` found no database; scripts that start both may try again.
NO_DATABASE = 3
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


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


def said(mark: str) -> Callable[[str], None]:
    """A way to tell progress."""
    return lambda text: say(f"{mark} {text}")


def is_terminal() -> bool:
    """Whether somebody watches."""
    return sys.stderr.isatty()
