"""A hub that dies on command: forks a writer for each line of standard input and waits until it is dead.

A line is `directory acknowledgements seed operation stage microseconds`. The writer asks questions, eight at a time,
and notes each acknowledgement in a file the moment it has it. It kills itself at the given operation of its disk, which
is counted from the first acknowledgement where it begins with a plus sign; or the system ends it after
these microseconds of its processor, wherever it is.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from pathlib import Path

from support.audit_ledger import Ledger

from hub.audit.durable_log import LogLimits
from hub.audit.log import AuditLog
from hub.audit.records import Outcome
from hub.support.disk import Disk

QUESTIONS = 40


class Deadly(Disk):
    """Ends the process at one of its operations: before it, in the middle of what it writes, or after it."""

    def __init__(self, operation: int, stage: str, *, counting: bool) -> None:
        self.left, self.stage, self.counting = operation, stage, counting

    def write(self, fd: int, data: bytes) -> None:
        dying = self._dying()
        if dying and self.stage != "after":
            # "before" writes nothing, a number that share of the bytes.
            share = 0.0 if self.stage == "before" else float(self.stage)
            os.write(fd, data[: int(len(data) * share)])
            die()
        super().write(fd, data)
        if dying:
            die()

    def sync(self, fd: int) -> None:
        if self._dying():
            die()
        super().sync(fd)

    def _dying(self) -> bool:
        self.left -= self.counting
        return self.counting and self.left == 0


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def write(directory: str, acknowledged: str, seed: str, operation: str, stage: str, microseconds: str) -> None:
    """Ask questions until dead."""
    dice = random.Random(int(seed))  # noqa: S311 - the same every time
    limits = LogLimits(segment_bytes=dice.choice([2000, 20_000]))
    disk = Deadly(int(operation), stage, counting=not operation.startswith("+"))
    ledger = Ledger(Path(directory), limits=limits, disk=disk)
    fd = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    if int(microseconds):
        # Of the processor's time: on a busy machine the writer gets as far as on a quiet one.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, int(microseconds) / 1e6)

    async def ask(log: AuditLog, number: int) -> None:
        intent = ledger.intent(variables=["h:" + "0" * dice.randrange(300)])
        ticket = await log.intent(intent, durable=dice.random() < 0.3)
        os.write(fd, f"I {ticket.id} {log.name} {ticket.index} -\n".encode())
        disk.counting = True
        receipt = await log.outcome(ticket, Outcome(at=ledger.now(), outcome="ANSWERED", cost=number), proof=True)
        os.write(fd, f"O {ticket.id} {log.name} {receipt.index} {receipt.leaf_hash}\n".encode())

    async def work() -> None:
        log = ledger.open()
        for start in range(0, QUESTIONS, 8):
            await asyncio.gather(*(ask(log, start + i) for i in range(8)))
        await log.aclose()

    asyncio.run(work())


if __name__ == "__main__":
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                write(*line.split())
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}\n")
        sys.stdout.flush()
