"""Look-ups while others write: what each contender keeps of its rate, and what becomes of its slowest answers.

python -m benchmarks.while_writing [--size village] [--connections 16] [--rounds 5] [--seconds 3]

Flags are raised at a steady rate through the same contender that is asked, on debtors of some cases; look-ups are asked
in others, so that nothing that is written concerns what is asked. Printed for each contender: the rate while others
write ÷ the quiet rate, the 99th percentile ÷ the quiet one, and how many flags a second were raised; at last what the
hub keeps ÷ what the bare endpoint keeps.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import bench, servers
from benchmarks.agent import Agent, How
from benchmarks.rounds import WARM_SECONDS, Kept, Lane, compare, measured, warm
from benchmarks.servers import Server
from benchmarks.workloads import BARE, HUB

#: Flags a second, and over how many connections they may wait for their answers.
RATE, WRITERS = 50.0, 32
#: Flags are raised in this number of cases.
CASES = 50


def apart(questions: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Flags in some cases, look-ups in the others."""
    cases = sorted({each["basis"]["case"] for each in questions["write"]})
    written = set(cases[: min(CASES, len(cases) // 2)])
    return {
        "write": [each for each in questions["write"] if each["basis"]["case"] in written],
        "point": [each for each in questions["point"] if each["basis"]["case"] not in written],
    }


def rounds(lanes: Mapping[str, Lane], questions: Path, connections: int, many: int, seconds: float) -> dict[str, Kept]:
    """Measure all contenders in turn; their agents and the writers read the same questions."""
    found = {name: Kept() for name in lanes}
    names = list(lanes)
    for number in range(many):
        for place in range(len(names)):
            lane = lanes[names[(number + place) % len(names)]]
            kept = found[lane.name]
            kept.quiet.append(measured(lane, "point", connections, seconds))
            with Agent("benchmarks.over_http", str(questions), lane.url) as writer:
                # A little longer than who asks, so that all of its answers fall into the time of writing.
                writer.begin("write", How(WRITERS, seconds * 1.2 + 0.5, rate=RATE))
                kept.writing.append(measured(lane, "point", connections, seconds))
                told = writer.end()
            kept.written.append(told["count"] / told["seconds"])
    return found


def over(server: Server, connections: int, many: int, seconds: float, warmed: float = WARM_SECONDS) -> dict[str, Kept]:
    """The hub and the bare endpoint over one city."""
    with bench.asked(server, ("point", "write")) as questions:
        questions.write_text(json.dumps(apart(json.loads(questions.read_text("utf-8")))), encoding="utf-8")
        with bench.contenders(server, questions, (BARE,)) as lanes:
            compare("point", list(lanes.values()))
            warm("point", list(lanes.values()), warmed)
            return rounds(lanes, questions, connections, many, seconds)


def run(size: str, cache: Path, many: int, connections: int = 16, seconds: float = 3.0) -> dict[str, Kept]:
    """The hub and the bare endpoint over this city, and what was found is printed."""
    with servers.hub(size, cache) as server:
        found = over(server, connections, many, seconds)
    print("\n".join(shown(found)), flush=True)
    return found


def shown(found: Mapping[str, Kept]) -> list[str]:
    """What was found, in sentences."""
    told = [
        f"{name}: keeps {_spread(kept.rates)} of its rate, 99 % within {_spread(kept.slowest)} times the quiet time, "
        f"{statistics.median(kept.written):.0f} flags a second"
        for name, kept in found.items()
    ]
    ratios = [a / b for a, b in zip(found[HUB].rates, found[BARE].rates, strict=True)]
    return [*told, f"hub ÷ bare endpoint, of what is kept: {_spread(ratios)}"]


def _spread(values: list[float]) -> str:
    return f"{min(values):.2f}/{statistics.median(values):.2f}/{max(values):.2f}"


def main() -> None:
    """Read the options, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="village")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--cache", type=Path, default=Path(".bench"))
    given = parser.parse_args()
    run(given.size, given.cache, given.rounds, given.connections, given.seconds)


if __name__ == "__main__":
    main()
