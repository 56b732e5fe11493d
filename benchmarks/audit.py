"""The audit log beside a bare loop that writes and syncs the same bytes, one record at a time.

    python -m benchmarks.audit [--seconds 3] [--rounds 3] [--directory DIR] [--algorithm ed25519]

A question is an intent and an outcome, each durable before the asker goes on, under a signed head and with a receipt.
Printed are, for 1, 16 and 64 who ask at once: records per second, milliseconds that a question spends on its two
records (median and 99th percentile), and the ratio of records per second to the bare loop of the same round.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hub.audit.actor import Actor
from hub.audit.hashing import hashed
from hub.audit.keys import Keys
from hub.audit.log import AuditLog
from hub.audit.records import Intent, Outcome
from hub.shell import terminal

ASKERS = (1, 16, 64)
KEY = b"benchmark"
#: Bytes of an intent and an outcome as asked here, halved.
RECORD = 900


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


async def ask(log: AuditLog, number: int) -> None:
    """One question with a page of twenty entities."""
    variables = hashed({"citizenId": "990102198506150019", "first": 20}, KEY)
    intent = Intent(
        at=now(),
        actor=Actor.officer("9901GA", "GA-0017", "INVESTIGATOR"),
        purpose="ENFORCEMENT",
        case="（2026）示0102执619号",
        operation_kind="query",
        operation_name="Vehicles",
        document_sha256="0" * 64,
        variables=variables,
    )
    ticket = await log.intent(intent)
    entities = [f"{number:022}"] * 20
    await log.outcome(
        ticket, Outcome(at=now(), outcome="ANSWERED", entities=entities, answer_sha256="0" * 64, sources=["police"])
    )


async def measure(log: AuditLog, askers: int, seconds: float) -> tuple[float, list[float]]:
    """Records per second, and the milliseconds of each question."""
    taken: list[float] = []
    began = time.perf_counter()

    async def one() -> None:
        while (start := time.perf_counter()) - began < seconds:
            await ask(log, len(taken))
            taken.append((time.perf_counter() - start) * 1000)

    await asyncio.gather(*(one() for _ in range(askers)))
    return 2 * len(taken) / (time.perf_counter() - began), sorted(taken)


def bare(directory: Path, seconds: float) -> float:
    """Records per second of a loop that writes and syncs each alone."""
    fd = os.open(directory / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    data, written = b"x" * RECORD, 0
    sync = getattr(os, "fdatasync", os.fsync)
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        os.write(fd, data)
        sync(fd)
        written += 1
    os.close(fd)
    return written / (time.perf_counter() - began)


async def run(seconds: float, rounds: int, where: Path | None, algorithm: str) -> dict[str, Any]:
    """Rounds in turns; the first of each is not counted."""
    with tempfile.TemporaryDirectory(dir=where) as name:
        directory = Path(name)
        signer = Keys(directory / "keys").signer(algorithm)
        log = AuditLog.open(directory, signer=signer, hub="bench", now=now, new_id=lambda: uuid.uuid4().hex)
        rates: dict[int, list[float]] = {each: [] for each in ASKERS}
        ratios: dict[int, list[float]] = {each: [] for each in ASKERS}
        taken: dict[int, list[float]] = {each: [] for each in ASKERS}
        for number in range(rounds + 1):
            alone = bare(directory, seconds / 2)
            for askers in ASKERS:
                rate, times = await measure(log, askers, seconds)
                if number:
                    rates[askers].append(rate)
                    ratios[askers].append(rate / alone)
                    taken[askers].extend(times)
        await log.aclose()
    found = {}
    for askers in ASKERS:
        times = sorted(taken[askers])
        found[str(askers)] = {
            "records_per_second": round(statistics.median(rates[askers])),
            "question_ms": {"median": round(times[len(times) // 2], 2), "p99": round(times[len(times) * 99 // 100], 2)},
            "ratio_to_bare": {
                "min": round(min(ratios[askers]), 2),
                "median": round(statistics.median(ratios[askers]), 2),
                "max": round(max(ratios[askers]), 2),
            },
        }
    return {"algorithm": algorithm, "askers": found}


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--directory", type=Path, help="where the log is kept meanwhile; default: the system's")
    parser.add_argument("--algorithm", default="ed25519")
    given = parser.parse_args()
    print(json.dumps(terminal.run(run(given.seconds, given.rounds, given.directory, given.algorithm)), indent=2))


if __name__ == "__main__":
    main()
