"""Several processes that serve on one socket, and the one above them that starts, watches and stops them.

The parent prepares everything that can be shared, then forks: a worker is there in milliseconds, and what was prepared
is in memory once. A worker never returns into the parent's stack, where files would be closed and databases stopped
that are not its own. However the parent ends, the pipe that it holds open ends with it, and the workers see that.
"""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import os
import selectors
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import FrameType
from typing import Protocol

from hub.process.server import GRACE_SECONDS
from hub.shell import terminal
from schema.errors import LinkageError, SetupError

_LOG = logging.getLogger("hub.workers")
#: So often in a row a worker may end before it was ready.
TRIES = 5
#: The first pause before a worker that ended soon is started again; each next one is twice as long.
PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 30.0
#: A worker that lived so long did not fail at its start.
STEADY_SECONDS = 30.0
#: Beyond the grace for answers under way: closing connections and the audit log.
MARGIN_SECONDS = 5.0
_READY = b"ready\n"

#: What a worker does: it calls its argument once it serves, and returns when it is asked to stop.
WorkerLife = Callable[[Callable[[], None]], None]


class Guard(Protocol):
    """Looks after something that the workers need."""

    def fileno(self) -> int:
        """What is readable when `heard` is to be called; another one after that."""
        ...

    def heard(self) -> None:
        """Do what is to be done; whatever it raises ends the workers."""
        ...


@dataclass
class _Worker:
    """One place among the workers, and the process that has it now."""

    pid: int = 0
    pipe: int = -1
    told: bytes = b""
    began: float = 0.0
    #: How often in a row it ended: before it was ready, and before it had lived for long.
    failures: int = 0
    falls: int = 0
    #: When to start it again.
    due: float | None = field(default=0.0)

    @property
    def ready(self) -> bool:
        """Whether it serves."""
        return self.pid != 0 and self.told.startswith(_READY)

    @property
    def pause(self) -> float:
        """Seconds before it is started again: none after a long life, twice as many after each short one."""
        return min(LONGEST_PAUSE_SECONDS, PAUSE_SECONDS * 2 ** (self.falls - 1)) if self.falls else 0.0

    def fell(self) -> float:
        """Count that its process ended; the seconds that it lived."""
        lived = time.monotonic() - self.began
        self.failures += not self.ready
        self.falls = 0 if lived >= STEADY_SECONDS else self.falls + 1
        self.pid = 0
        return lived


class Workers:
    """As many processes as asked for, until somebody says stop."""

    def __init__(self, count: int, work: WorkerLife, ready: Callable[[], None], guards: Sequence[Guard] = ()) -> None:
        self._work, self._ready, self._guards = work, ready, guards
        self._workers = [_Worker() for _ in range(count)]
        self._announced = False
        self._asked = 0
        self._deadline = float("inf")
        self._selector = selectors.DefaultSelector()
        self._life: tuple[int, int] = (-1, -1)

    def run(self) -> None:
        """Start them, and keep them until SIGTERM or SIGINT; raises SetupError where they cannot be started."""
        self._life = os.pipe()
        try:
            with self._signals():
                # Nothing that is there already is ever looked at again by the collector, nor copied because of it.
                gc.freeze()
                for guard in self._guards:
                    self._watch(guard.fileno(), partial(self._guard, guard))
                self._loop()
        finally:
            self._kill()
            gc.unfreeze()
            self._selector.close()
            for end in self._life:
                os.close(end)

    def _loop(self) -> None:
        while any(each.pid or each.due is not None for each in self._workers):
            now = time.monotonic()
            for each in self._workers:
                if each.due is not None and each.due <= now:
                    self._start(each)
            if now >= self._deadline:
                self._kill()
                return
            moments = [each.due for each in self._workers if each.due is not None]
            until = min([*moments, self._deadline])
            for key, _ in self._selector.select(None if until == float("inf") else max(0.0, until - now)):
                key.data()

    def _watch(self, what: int | socket.socket, then: Callable[[], None]) -> None:
        """Have the loop call this whenever there is something to read."""
        self._selector.register(what, selectors.EVENT_READ, then)

    def _guard(self, guard: Guard) -> None:
        """Let what the workers need look after itself; its pipe is another one afterwards."""
        self._selector.unregister(guard.fileno())
        guard.heard()
        self._watch(guard.fileno(), partial(self._guard, guard))

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Have both signals wake the loop; what was there before is put back."""
        inner, outer = socket.socketpair()
        with inner, outer, contextlib.ExitStack() as undo:
            inner.setblocking(False)
            outer.setblocking(False)
            for number in (signal.SIGTERM, signal.SIGINT):
                undo.callback(signal.signal, number, signal.signal(number, _noted))
            undo.callback(signal.set_wakeup_fd, signal.set_wakeup_fd(outer.fileno(), warn_on_full_buffer=False))
            self._watch(inner, partial(self._woken, inner))
            yield

    def _woken(self, inner: socket.socket) -> None:
        self._asked += sum(number in (signal.SIGTERM, signal.SIGINT) for number in inner.recv(64))
        if not self._asked:
            return
        self._deadline = min(self._deadline, time.monotonic() + GRACE_SECONDS + MARGIN_SECONDS)
        for each in self._workers:
            each.due = None
            if each.pid:
                # Asked twice, a worker does not wait for the answers under way.
                os.kill(each.pid, signal.SIGTERM)

    def _start(self, worker: _Worker) -> None:
        reading, writing = os.pipe()
        both = {signal.SIGTERM, signal.SIGINT}
        # A signal between the fork and the worker's own handlers would be lost, or taken for the parent's.
        signal.pthread_sigmask(signal.SIG_BLOCK, both)
        try:
            pid = os.fork()
            if pid == 0:
                os.close(reading)
                self._be(writing)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, both)
        os.close(writing)
        worker.pid, worker.pipe, worker.told, worker.began, worker.due = pid, reading, b"", time.monotonic(), None
        self._watch(reading, partial(self._hear, worker))

    def _be(self, pipe: int) -> None:
        """Be a worker; never returns."""
        code = terminal.FAILED
        try:
            # Ctrl-C in the terminal is for the parent, which then asks the workers.
            os.setsid()
            signal.set_wakeup_fd(-1)
            terminal.STOP.listen()
            os.close(self._life[1])
            threading.Thread(target=_end_with_parent, args=(self._life[0],), daemon=True, name="parent").start()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
            self._work(lambda: _tell(pipe, _READY))
            code = 0
        except KeyboardInterrupt:
            code = 0
        except LinkageError as problem:
            told = {"message": problem.message, "hint": problem.hint, "code": problem.code}
            _tell(pipe, json.dumps(told).encode() + b"\n")
        except Exception:
            _LOG.exception("a worker failed")
        finally:
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)

    def _hear(self, worker: _Worker) -> None:
        told = os.read(worker.pipe, 4096)
        worker.told += told
        if not told:
            self._ended(worker)
        elif worker.ready:
            worker.failures = 0
            if not self._announced and all(each.ready for each in self._workers):
                self._announced = True
                self._ready()

    def _ended(self, worker: _Worker) -> None:
        """Its end of the pipe is closed, which only its end does."""
        self._selector.unregister(worker.pipe)
        os.close(worker.pipe)
        _, status = os.waitpid(worker.pid, 0)
        lived = worker.fell()
        if self._asked:
            return
        self._give_up_on(worker)
        worker.due = time.monotonic() + worker.pause
        _LOG.error(
            "a worker ended and is started again",
            extra={"code": os.waitstatus_to_exitcode(status), "seconds": round(lived, 1)},
        )

    def _give_up_on(self, worker: _Worker) -> None:
        """Raise where starting it again is of no use: it said why before anybody served, or nobody serves."""
        if not worker.failures or any(each.ready for each in self._workers if self._announced):
            return
        if worker.told and not self._announced:
            problem = json.loads(worker.told)
            raise SetupError(problem["message"], hint=problem["hint"], reason=problem["code"])
        if worker.failures >= TRIES:
            raise SetupError(
                f"A worker process ended {TRIES} times in a row before it was ready.",
                hint="Its log lines say why. To see the error in one process, run: hub serve --workers 1",
            )

    def _kill(self) -> None:
        """Leave none behind."""
        for each in self._workers:
            each.due = None
            if each.pid:
                os.kill(each.pid, signal.SIGKILL)
                os.waitpid(each.pid, 0)
                os.close(each.pipe)
                each.pid = 0


def _noted(number: int, frame: FrameType | None) -> None:
    """Python calls this for a signal; what counts is the byte that wakes the loop."""


def _tell(pipe: int, what: bytes) -> None:
    # A parent that is gone is noticed by the thread that waits for it.
    with contextlib.suppress(BrokenPipeError):
        os.write(pipe, what)


def _end_with_parent(life: int) -> None:
    os.read(life, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS + MARGIN_SECONDS)
    os._exit(terminal.FAILED)
