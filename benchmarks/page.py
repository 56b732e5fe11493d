"""The page of ten numbers: what stands between the marks of `docs/benchmarks.md`."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence

from benchmarks.findings import Findings
from benchmarks.rounds import Result
from benchmarks.while_writing import RATE
from benchmarks.workloads import BARE, HUB, PLAIN, WORKLOADS

HEAD = ("", "What", "The hub", "÷ bare endpoint", "÷ plain strawberry")
#: Workloads of the page, and over how many connections.
SHOWN = (
    ("point", 1),
    ("point", 16),
    ("rows20", 16),
    ("near", 16),
    ("path", 16),
    ("write", 16),
    ("screen539", 1),
)
#: Nested links of the first asking that the page shows.
LINKS = 4
#: What, what the hub does, and what that is beside the others.
PageRow = tuple[str, str, str, str]


def page(found: Findings) -> str:
    """What a run writes into the page."""
    rows = [(str(number), *row) for number, row in enumerate(_rows(found), 1)]
    return (
        f"{found.machine} The city: `{found.size}`. {found.rounds} rounds of {found.seconds:g} s for each contender. "
        "Ratios of requests a second are minimum/**median**/maximum of the rounds.\n\n" + table(HEAD, rows) + "\n"
    )


def _rows(found: Findings) -> Iterable[PageRow]:
    results = {(r.workload, r.connections): r for r in found.results}
    yield from (_workload(results[key]) for key in SHOWN if key in results)
    others: Sequence[Callable[[Findings], PageRow | None]] = (_first, _writing, _intake)
    yield from filter(None, (row(found) for row in others))


def _workload(result: Result) -> PageRow:
    over = "one connection" if result.connections == 1 else f"{result.connections} connections"
    rate, p50, p99 = (result.median(HUB, of) for of in (lambda m: m.rate, lambda m: m.p50, lambda m: m.p99))
    hub = f"{rate:,.0f} a second; {p50:.1f} ms, 99 % within {p99:.0f}"
    beside = (spread(result.ratios(HUB, other)) if other in result.rounds else "" for other in (BARE, PLAIN))
    return f"{WORKLOADS[result.workload].title}, {over}", hub, *beside  # type: ignore[return-value]  # two of them


def _first(found: Findings) -> PageRow | None:
    four = next((each for each in found.first if each.links == LINKS), None)
    if four is None:
        return None
    first, second = statistics.median(four.first), statistics.median(four.second)
    hub = f"{first:.0f} ms, {max(four.first):.0f} at most; asked again {second:.1f} ms"
    return f"a shape that nobody has asked, {LINKS} nested links, own case, one connection", hub, "", ""


def _writing(found: Findings) -> PageRow | None:
    if not found.writing:
        return None
    hub, bare = found.writing[HUB], found.writing[BARE]
    rate, slower = statistics.median(hub.rates), statistics.median(hub.slowest)
    kept = f"{rate:.2f} of the quiet rate; 99 % within {slower:.1f} times the quiet time"
    beside = spread([a / b for a, b in zip(hub.rates, bare.rates, strict=True)])
    return f"look-up, own case, 16 connections, while {RATE:.0f} flags a second are raised", kept, beside, ""


def _intake(found: Findings) -> PageRow | None:
    if not found.intake:
        return None
    i = found.intake
    ratio = "{min:.2f}/**{median:.2f}**/{max:.2f} of a bare `UNWIND` loop".format(**i["ratio"])
    return "rows landed by the intake", f"{i['intake_rows_per_second']:,} a second", ratio, ""


def spread(ratios: Sequence[float]) -> str:
    """Minimum, median and maximum."""
    return f"{min(ratios):.2f}/**{statistics.median(ratios):.2f}**/{max(ratios):.2f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
