"""How long each hostile request takes to be refused: python tests/hub/hostile/measure_refusals.py prints a table.

Over HTTP, against a hub in a process of its own, in turns, so that a busy neighbour slows all of them alike.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from support.hostile_corpus import EVERYTHING, REFUSED

ROUNDS = 21


def main() -> None:
    """Measure and print."""
    times: dict[str, list[float]] = {case: [] for case in REFUSED}
    alone = str(Path(__file__).with_name("lone_hub_process.py"))
    with (
        tempfile.TemporaryDirectory() as data,
        subprocess.Popen(
            [sys.executable, alone, data], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        ) as process,
    ):
        assert process.stdout is not None
        url, token = process.stdout.readline().split()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Linkage-Basis": EVERYTHING}
        with httpx.Client(base_url=url, headers=headers, trust_env=False, timeout=60) as client:
            for _ in range(ROUNDS):
                for case, hostile in REFUSED.items():
                    started = time.perf_counter()
                    client.post("/graphql", content=hostile.body)
                    times[case].append(1000 * (time.perf_counter() - started))
    print("| Request | Bytes | Refused by | Median, ms | Longest |\n|---|---|---|---|---|")  # noqa: T201
    for case, hostile in REFUSED.items():
        median, longest = statistics.median(times[case]), max(times[case])
        by = hostile.limit or hostile.code
        print(f"| {case} | {len(hostile.body):,} | {by} | {median:.1f} | {longest:.0f} |")  # noqa: T201


if __name__ == "__main__":
    main()
