"""What a run says while it goes."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from benchmarks.findings import Bar
from benchmarks.rounds import Result
from benchmarks.workloads import HUB, WORKLOADS

_HEAD = (
    f"{'workload':26} {'conn':>4}  {'contender':9} {'req/s':>8} {'p50 ms':>8} {'p99 ms':>8}  "
    f"{'hub ÷ it: min/med/max':>21}  CPU ms per request"
)
_said: list[str] = []


def show(result: Result) -> None:
    """One workload at one number of connections: a line for each contender."""
    if not _said:
        _said.append(_HEAD)
        print(_HEAD)
    for lane in result.rounds:
        ratio = ""
        if lane != HUB:
            found = result.ratios(HUB, lane)
            ratio = f"{min(found):6.2f}/{statistics.median(found):6.2f}/{max(found):6.2f}"
        names = result.rounds[lane][0].cpu
        cpu = "  ".join(f"{name} {result.cpu(lane, name):.2f}" for name in names)
        cpu += f"  client {result.median(lane, lambda m: m.client):.2f}"
        print(
            f"{WORKLOADS[result.workload].title:26} {result.connections:>4}  {lane:9} "
            f"{result.median(lane, lambda m: m.rate):8.1f} {result.median(lane, lambda m: m.p50):8.2f} "
            f"{result.median(lane, lambda m: m.p99):8.2f}  {ratio:>21}  {cpu}",
            flush=True,
        )


def show_growth(workload: str, ratios: Sequence[float]) -> None:
    """How much longer the same takes in the larger city."""
    spread = f"{min(ratios):.2f}/{statistics.median(ratios):.2f}/{max(ratios):.2f}"
    print(f"{WORKLOADS[workload].title:26} city ÷ town, median time: {spread}", flush=True)


def show_bars(bars: Sequence[Bar]) -> None:
    """Which bars hold."""
    for bar in bars:
        print(f"{'holds' if bar.holds else 'FAILS':6} {bar.what}: {bar.found} (wanted {bar.wanted})")
