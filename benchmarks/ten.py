"""The ten numbers alone, in some minutes: one hub over a village, short rounds, and then the intake.

python -m benchmarks.ten [--size village] [--rounds 3] [--seconds 1] [--write]

Printed is the table of `docs/benchmarks.md`; `--write` puts it into that page. `make bench` measures longer, and more.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from dataclasses import replace
from pathlib import Path

from benchmarks import bench, first, intake, page, report, servers, while_writing
from benchmarks.bench import BenchOrder
from benchmarks.findings import Findings
from benchmarks.workloads import BARE, PLAIN

#: Seconds that each contender is asked before anything counts, at least twice; shapes of a first asking; rows landed.
WARM, SHAPES, ROWS = 1.5, 10, 5_000


def measured(order: BenchOrder, seed: int) -> Findings:
    """All ten, the first nine over one hub."""
    findings = Findings(order.size, order.rounds, order.seconds, bench.machine())
    names = list(dict.fromkeys(name for name, _ in page.SHOWN))
    with servers.hub(order.size, order.cache) as server:
        with bench.lanes(server, names, order.against) as lanes:
            for name in names:
                mine = tuple(connections for each, connections in page.SHOWN if each == name)
                findings.results += bench.measured(replace(order, connections=mine), (name,), lanes)
        findings.first = list(first.over(server, (page.LINKS,), SHAPES, seed))
        findings.writing = while_writing.over(server, 16, order.rounds, order.seconds * 2, order.warm)
    findings.intake = asyncio.run(intake.run(ROWS, order.rounds, None))
    return findings


def main() -> None:
    """Read the options, measure, print, and write where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="village")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--cache", type=Path, default=Path(".bench"))
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    given = parser.parse_args()
    names = tuple(name for name, _ in page.SHOWN)
    order = BenchOrder(given.size, names, (), given.rounds, given.seconds, (BARE, PLAIN), given.cache, WARM)
    found = measured(order, time.time_ns())
    print(page.page(found))
    if given.write:
        report.between(report.PAGE, page.page(found))


if __name__ == "__main__":
    main()
