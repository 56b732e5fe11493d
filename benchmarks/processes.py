"""Processor time and memory of processes, as Linux tells them; on other systems they are not known (nan)."""

from __future__ import annotations

import contextlib
import math
import time
from pathlib import Path

_PROC = Path("/proc")


def cpu(pid: int, *, workers: bool = False) -> float:
    """Seconds of processor time that a process has used, with all of its threads; `workers`: and those it started."""
    with contextlib.suppress(OSError):
        # The number of a process's own clock (clock_getcpuclockid); /proc counts in steps of 10 ms.
        used = time.clock_gettime((~pid << 3) | 2)
        return used + sum(map(cpu, _children(pid))) if workers else used
    return math.nan


def memory(pid: int) -> float:
    """Resident megabytes of a process."""
    with contextlib.suppress(FileNotFoundError):
        for line in (_PROC / str(pid) / "status").read_text("utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return math.nan


def child(pid: int, part: str) -> int | None:
    """The process that another one started with these words in its command line; None where there is none."""
    with contextlib.suppress(FileNotFoundError):
        for each in _children(pid):
            if part in (_PROC / str(each) / "cmdline").read_text("utf-8"):
                return each
    return None


def _children(pid: int) -> list[int]:
    return [int(each) for each in (_PROC / str(pid) / "task" / str(pid) / "children").read_text("utf-8").split()]
