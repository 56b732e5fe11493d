"""Tasks that wait for the audit log to write something, in any event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hub.audit.durable_log import RecordDraft


@dataclass(slots=True, eq=False)
class Waiter:
    """A record that waits to be written, and the future of the task that waits (None for the log's own)."""

    #: None: nothing is to be written, but whether anything could be.
    draft: RecordDraft | None
    future: asyncio.Future[Any] | None = None
    #: Who waits goes on when the record is written; it becomes durable with the next batch.
    soon: bool = False
    #: Who waits wants the proof of the record too.
    proof: bool = False

    def notify(self, answer: object) -> None:
        """Wake the task that waits; runs in that task's loop."""
        if self.future is None or self.future.done():
            return
        if isinstance(answer, Exception):
            self.future.set_exception(answer)
        else:
            self.future.set_result(answer)


def notify(askers: Sequence[Waiter], answers: Sequence[object]) -> None:
    """Wake everybody, with one call into each event loop."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[Waiter, object]]] = {}
    for asker, answer in zip(askers, answers, strict=True):
        if asker.future is not None:
            loops.setdefault(asker.future.get_loop(), []).append((asker, answer))
    for loop, told in loops.items():
        try:
            loop.call_soon_threadsafe(_wake, told)
        except RuntimeError:
            # That loop has ended, and the tasks in it too.
            continue


def _wake(told: Sequence[tuple[Waiter, object]]) -> None:
    for asker, answer in told:
        asker.notify(answer)
