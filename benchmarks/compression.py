"""What compressing an answer costs and saves: `python -m benchmarks.compression`.

Answers as pages of people have them, from 200 bytes to 2 MB, each compressed in turns by each coding. Prints the
microseconds of CPU, the bytes that are left, and on which line speed the two break even.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time

import orjson

from hub.api.negotiation import CODINGS, compress

SIZES = (200, 500, 1_000, 2_000, 5_000, 20_000, 50_000, 100_000, 200_000, 500_000, 2_000_000)
ROUNDS = 15
_FAMILY, _GIVEN = "陈林黄张李王吴刘蔡杨", "伟芳娜敏静秀丽强磊军洋勇艳杰涛明超兰霞平"
_DRAW = random.Random(7)  # noqa: S311 - the same answers each time


def answer(size: int) -> bytes:
    """An answer of about this many bytes."""
    rows: list[dict[str, object]] = []
    content = b""
    while len(content) < size:
        rows.extend(_row() for _ in range(max(1, (size - len(content)) // 200)))
        content = orjson.dumps({"data": {"persons": {"nodes": rows}}})
    return content[:size]


def _row() -> dict[str, object]:
    return {
        "id": _DRAW.randbytes(16).hex()[:22],
        "name": _DRAW.choice(_FAMILY) + "".join(_DRAW.choices(_GIVEN, k=2)),
        "citizenId": f"990102{_DRAW.randrange(19500101, 20051231)}{_DRAW.randrange(10_000):04}",
        "address": f"澜川市东屿区海港路{_DRAW.randrange(1, 400)}号",
        "vehicles": {"nodes": [{"plateNo": f"测A{_DRAW.randrange(100_000):05}"} for _ in range(_DRAW.randrange(3))]},
    }


async def _through_a_thread(rounds: int) -> float:
    """Microseconds for which handing work to a thread and back holds up an answer."""
    began = time.perf_counter()
    for _ in range(rounds):
        await asyncio.to_thread(len, b"")
    return (time.perf_counter() - began) / rounds * 1e6


def main() -> None:
    """Measure and print."""
    contents = {size: answer(size) for size in SIZES}
    spent: dict[tuple[int, str], list[float]] = {(size, name): [] for size in SIZES for name in CODINGS}
    for _ in range(ROUNDS):
        for (size, name), times in spent.items():
            repeat = max(1, 100_000 // size)
            began = time.thread_time()
            for _ in range(repeat):
                compress(contents[size], name)
            times.append((time.thread_time() - began) / repeat * 1e6)
    for (size, name), times in spent.items():
        micros, left = statistics.median(times), len(compress(contents[size], name))
        # Bits that are saved in a microsecond: on a slower line (Mbit/s) compressing comes out ahead.
        even = (size - left) * 8 / micros
        print(
            f"{size:>9,} {name:<5} {micros:>9,.0f} µs {left:>9,} bytes {left / size:>5.0%} even at {even:>7,.0f} Mbit/s"
        )
    print(f"through a thread and back: {asyncio.run(_through_a_thread(2_000)):,.0f} µs")


if __name__ == "__main__":
    main()
