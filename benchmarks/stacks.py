"""Where a process spends its time: the samples of a profile, sorted into parts by their innermost frame that names one.

py-spy record --gil --rate 250 --duration 20 --format raw --output stacks.txt --pid PID
python -m benchmarks.stacks stacks.txt
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

#: Parts, and what stands in the frames that belong to them; a frame belongs to the first part that it fits.
PARTS = {
    "audit log, in its own thread": ("AuditLog._write", "hub/audit/durable_log.py"),
    "audit: the intent and the outcome made and handed over": (
        "hub/operations/recording.py",
        "hub/operations/hashes.py",
        "hub/audit/",
    ),
    "the statement sent and its records read": (
        "hub/graph/direct_reads.py",
        "hub/graph/client.py",
        "hub/graph/connection_queue.py",
    ),
    "price and budget": ("hub/operations/charging.py", "hub/questions/cost.py", "hub/access/quotas.py"),
    "admission: token, rights, basis": ("hub/access/", "hub/signin/"),
    "document read, variables coerced": (
        "hub/operations/documents/reading.py",
        "Preparer.prepare",
        "hub/operations/documents/variables.py",
    ),
    "plan found, parameters bound, answer put together": (
        "hub/operations/running.py",
        "hub/operations/compiling.py",
        "hub/operations/asking.py",
        "hub/questions/",
        "hub/operations/answer.py",
    ),
    "HTTP: body and headers read, response made": ("hub/api/http.py", "hub/api/body.py", "hub/api/connection.py"),
    "HTTP: uvicorn and starlette": ("uvicorn/protocols", "starlette/"),
    "the operation led from step to step": (
        "hub/operations/answering.py",
        "hub/operations/stages.py",
        "hub/operations/question.py",
        "hub/operations/context.py",
        "hub/support/background.py",
    ),
}
REST = "the event loop: tasks, timers, sockets that became readable"


def part_of(stack: Iterable[str]) -> str:
    """The part of one stack, given outermost first: that of the innermost frame that names a part."""
    for frame in reversed(list(stack)):
        for part, words in PARTS.items():
            if any(word in frame for word in words):
                return part
    return REST


def parts(lines: Iterable[str]) -> Counter[str]:
    """How many samples each part has; a line is a stack, frames parted by `;`, and its samples."""
    found: Counter[str] = Counter()
    for line in lines:
        stack, _, samples = line.rpartition(" ")
        found[part_of(stack.split(";"))] += int(samples)
    return found


def main() -> None:
    """Print each part's share as a row of a table."""
    found = parts(Path(sys.argv[1]).read_text("utf-8").splitlines())
    total = found.total()
    for part, samples in found.most_common():
        print(f"| {part} | {samples / total:.0%} |")


if __name__ == "__main__":
    main()
