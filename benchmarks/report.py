"""Writes what was found into `docs/benchmarks.md`, between two marks, with the chart beside it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.chart import chart
from benchmarks.findings import NAMES, Findings
from benchmarks.rounds import Result
from benchmarks.workloads import HUB, MANY, ONE, PLAIN, WORKLOADS

DOCS = Path(__file__).parents[1] / "docs"
PAGE, CHART = DOCS / "benchmarks.md", DOCS / "benchmarks.svg"
BEGIN, END = "<!-- written by make bench: begin -->", "<!-- written by make bench: end -->"


def write(found: Findings) -> None:
    """Replace the part of the page between the marks, and the chart."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{section(found)}\n{END}{after}", encoding="utf-8")
    CHART.write_text(chart(found.results), encoding="utf-8")


def section(found: Findings) -> str:
    """The part of the page that a run writes."""
    connections = ", ".join(str(c) for c in sorted({r.connections for r in found.results}))
    parts = [
        f"{found.machine} The city: `{found.size}`. {found.rounds} rounds of {found.seconds:g} s for each contender.",
        "![Requests a second beside the bare driver](benchmarks.svg)",
        f"**Bars.** Medians of the rounds, at {connections} connections; a bar holds where it holds at each.",
        _table(
            ("Bar", "Wanted", "Found", "Holds"),
            ((b.what, b.wanted, b.found, "yes" if b.holds else "**no**") for b in found.bars()),
        ),
        "**Requests a second.** Ratios are minimum/median/maximum over the rounds.",
        _table(
            ("Workload", "Conn.", "Hub, req/s", "÷ one record", "÷ rows", "÷ plain strawberry"),
            (_rates(r) for r in found.results),
        ),
        "**Time of an answer**, 50th and 99th percentile in milliseconds.",
        _table(
            ("Workload", "Conn.", "Hub", "One record", "Rows", "Plain strawberry"),
            (_times(r) for r in found.results),
        ),
        "**Processor time for each request**, milliseconds: who asks or answers, then Neo4j for it.",
        _table(
            ("Workload", "Conn.", "Hub + Neo4j", "One record", "Rows", "Plain strawberry", "Load generator"),
            (_cpu(r) for r in found.results),
        ),
    ]
    if found.growth:
        rows = ((WORKLOADS[n].title, _spread(ratios)) for n, ratios in found.growth.items())
        parts += [
            "**Growth with size.** Median time of an answer over one connection, `city` ÷ `town`, both in turns.",
            _table(("Workload", "City ÷ town"), rows),
        ]
    if found.shares:
        parts += [
            "**The share of rights and audit**, one question after the other within one process, median milliseconds.",
            _table(
                ("Question", "Neither", "Rights", "Rights and audit"),
                ((q, *(f"{ms:.2f}" for ms in ways.values())) for q, ways in found.shares.items()),
            ),
        ]
    if found.intake:
        i = found.intake
        ratio = "/".join(f"{i['ratio'][key]:.2f}" for key in ("min", "median", "max"))
        parts.append(
            f"**Intake.** {i['rows']:,} rows in chunks of {i['chunk']:,}: {i['intake_rows_per_second']:,} rows/s, "
            f"the bare `UNWIND` loop {i['driver_rows_per_second']:,}; ratio {ratio}."
        )
    memory = ", ".join(f"{name} {mb:.0f} MB" for name, mb in found.memory.items())
    parts.append(f"**Memory** after all of it: {memory}.")
    parts += found.skipped
    return "\n\n".join(parts) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def _spread(ratios: Sequence[float]) -> str:
    return f"{min(ratios):.2f}/**{statistics.median(ratios):.2f}**/{max(ratios):.2f}"


def _rates(result: Result) -> list[str]:
    cells = [_spread(result.ratios(HUB, other)) if other in result.rounds else "" for other in (ONE, MANY, PLAIN)]
    return [*_what(result), f"{result.median(HUB, lambda m: m.rate):.0f}", *cells]


def _times(result: Result) -> list[str]:
    cells = [
        f"{result.median(lane, lambda m: m.p50):.1f}, {result.median(lane, lambda m: m.p99):.0f}"
        if lane in result.rounds
        else ""
        for lane in NAMES
    ]
    return [*_what(result), *cells]


def _cpu(result: Result) -> list[str]:
    cells = []
    for lane in NAMES:
        of = result.rounds[lane][0].cpu if lane in result.rounds else {}
        cells.append(" + ".join(f"{result.cpu(lane, name):.2f}" for name in of))
    return [*_what(result), *cells, f"{result.median(HUB, lambda m: m.client):.2f}"]


def _what(result: Result) -> list[str]:
    return [WORKLOADS[result.workload].title, str(result.connections)]
