"""Workers that do no more than a test asks for, in a process of its own: `python workers_process.py COUNT HOW FOLDER`.

Each writes its process id into the folder when it starts. `well`: serves until it is stopped. `never`: ends before it
is ready. `refused`: says why it cannot start. `stuck`: ignores the signal to stop. `guarded`: what they need is lost.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from hub.process import workers
from hub.serving import logs
from schema.errors import LinkageError, SetupError


class Lost:
    """Hears once that nothing can be done."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def fileno(self) -> int:
        return self._pipe

    def heard(self) -> None:
        raise SetupError("The database ended.", hint="See its log.")


def main(count: int, how: str, folder: Path) -> None:
    """Run them."""
    logs.set_up(20)
    workers.PAUSE_SECONDS = 0.01
    if how == "stuck":
        workers.GRACE_SECONDS = workers.MARGIN_SECONDS = 0

    def work(ready: Callable[[], None]) -> None:
        (folder / str(os.getpid())).touch()
        if how == "never":
            os._exit(7)
        if how == "refused":
            raise SetupError("The audit log cannot be kept.", hint="Free space.")
        if how == "stuck":
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        ready()
        while True:
            signal.pause()

    reading, writing = os.pipe()

    def ready() -> None:
        print("ready", flush=True)  # noqa: T201 - the test reads it
        if how == "guarded":
            os.write(writing, b".")

    try:
        workers.Workers(count, work, ready, [Lost(reading)]).run()
    except LinkageError as problem:
        print(problem.message, problem.hint, sep="\n", flush=True)  # noqa: T201 - the test reads it
        sys.exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
