"""`make bench`: the hub beside the bare driver and beside plain strawberry, in turns on one machine.

python -m benchmarks --size village --workloads point,rows20 --connections 16 --rounds 3 --seconds 2
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.bench import Wish, run
from benchmarks.workloads import WORKLOADS


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(","))


def _workloads(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := [name for name in names if name not in WORKLOADS]:
        raise argparse.ArgumentTypeError(f"no workload {', '.join(unknown)}; there are {', '.join(WORKLOADS)}")
    return names


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the hub.")
    parser.add_argument("--size", default="town", help="city behind the hub: village, town, city (default: town)")
    parser.add_argument("--workloads", type=_workloads, default=tuple(WORKLOADS), help="which, with commas between")
    parser.add_argument("--connections", type=_numbers, default=(1, 16, 64), help="default: 1,16,64")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each contender in each round")
    parser.add_argument("--against", default="one,many,plain", help="contenders beside the hub")
    parser.add_argument("--cache", type=Path, default=Path(".bench"), help="where prepared cities are kept")
    asked = parser.parse_args()
    run(
        Wish(
            asked.size,
            asked.workloads,
            asked.connections,
            asked.rounds,
            asked.seconds,
            tuple(asked.against.split(",")),
            asked.cache,
        )
    )


if __name__ == "__main__":
    main()
