"""Processor time and memory of processes, as Linux tells them."""

from __future__ import annotations

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used, with all of its threads."""
    # The name in brackets may hold anything; what follows it is numbers.
    fields = (_PROC / str(pid) / "stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory(pid: int) -> float:
    """Resident megabytes of a process."""
    for line in (_PROC / str(pid) / "status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    text = (_PROC / str(pid) / "task" / str(pid) / "children").read_text("utf-8")
    return [int(each) for each in text.split()]
