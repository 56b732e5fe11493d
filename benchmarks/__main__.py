"""`make bench`: the hub beside a bare endpoint and beside plain strawberry, in turns on one machine.

python -m benchmarks --write                              everything, and docs/benchmarks.md with its annex
python -m benchmarks --size village --workloads point,rows20 --connections 16 --rounds 3 --seconds 2
python -m benchmarks --growth                             town and city side by side
python -m benchmarks --quick                              what `make test` holds against benchmarks/floors.json
python -m benchmarks --set-floors                         the same, kept as the floors from now on

The ten numbers of docs/benchmarks.md alone, in some minutes: python -m benchmarks.ten
Parts of them: python -m benchmarks.first, .while_writing, .starting, .intake, .rights; each with --help.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from pathlib import Path

from benchmarks import bench, first, intake, printing, quick, report, rights, starting, while_writing
from benchmarks.bench import BenchOrder
from benchmarks.workloads import BARE, GRANIAN, HUB, PLAIN, WORKERS, WORKLOADS


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(","))


def _some_of(known: tuple[str, ...], text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := [name for name in names if name not in known]:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(unknown)}; there are {', '.join(known)}")
    return names


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the hub.")
    names, others = tuple(WORKLOADS), (BARE, PLAIN)
    beside = (*others, WORKERS, GRANIAN)
    parser.add_argument("--size", default="town", help="the city behind the hub: village, town, city (default: town)")
    parser.add_argument(
        "--workloads", type=lambda text: _some_of(names, text), default=names, help=f"of {', '.join(names)}"
    )
    parser.add_argument("--connections", type=_numbers, default=(1, 16, 64), help="default: 1,16,64")
    parser.add_argument("--rounds", type=int, default=5, help="default: 5")
    parser.add_argument("--seconds", type=float, default=2.0, help="of each contender in each round (default: 2)")
    parser.add_argument(
        "--against",
        type=lambda text: _some_of(beside, text),
        default=others,
        help=f"of {', '.join(beside)}, beside the {HUB} (default: {', '.join(others)})",
    )
    parser.add_argument("--cache", type=Path, default=Path(".bench"), help="where prepared cities are kept (.bench)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="measure everything and write docs/benchmarks.md")
    what.add_argument("--growth", action="store_true", help="measure growth from town to city alone")
    what.add_argument("--quick", action="store_true", help="measure the quick form and hold it against the floors")
    what.add_argument("--set-floors", action="store_true", help="measure the quick form and keep it as the floors")
    return parser


def main() -> None:
    """Read the options and measure."""
    asked = _options().parse_args()
    order = BenchOrder(
        asked.size, asked.workloads, asked.connections, asked.rounds, asked.seconds, asked.against, asked.cache
    )
    if asked.quick or asked.set_floors:
        quick.main(keep=asked.set_floors)
    elif asked.growth:
        bench.growth(order)
    else:
        findings = bench.run(order)
        if asked.write:
            findings.growth = bench.growth(order)
            findings.intake = asyncio.run(intake.run(20_000, asked.rounds, None))
            findings.shares = rights.shares(rounds=asked.rounds)
            findings.workers = bench.workers(order)
            findings.start = starting.medians(starting.run(asked.size, asked.cache, asked.rounds))
            findings.first = first.run(asked.size, asked.cache, 10, range(7), time.time_ns())
            findings.writing = while_writing.run(asked.size, asked.cache, asked.rounds)
            report.write(findings)
        printing.show_bars(findings.bars())


if __name__ == "__main__":
    main()
