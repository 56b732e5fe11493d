"""Writes what was found between the marks of `docs/benchmarks.md` and of its annex, with the chart beside them."""

from __future__ import annotations

import os
import statistics
from pathlib import Path

from benchmarks.chart import chart
from benchmarks.findings import NAMES, Findings
from benchmarks.first import First
from benchmarks.page import page, spread, table
from benchmarks.rounds import Result
from benchmarks.while_writing import RATE
from benchmarks.workloads import BARE, HUB, PLAIN, WORKERS, WORKLOADS

DOCS = Path(__file__).parents[1] / "docs"
PAGE, ANNEX, CHART = DOCS / "benchmarks.md", DOCS / "benchmarks-annex.md", DOCS / "benchmarks.svg"
BEGIN, END = "<!-- written by make bench: begin -->", "<!-- written by make bench: end -->"


def write(found: Findings) -> None:
    """Replace the part of both pages between the marks, and the chart."""
    between(PAGE, page(found))
    between(ANNEX, section(found))
    CHART.write_text(chart(found.results), encoding="utf-8")


def between(path: Path, text: str) -> None:
    """Replace what stands between the marks of a page."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def section(found: Findings) -> str:
    """What a run writes into the annex."""
    connections = ", ".join(str(c) for c in sorted({r.connections for r in found.results}))
    parts = [
        f"{found.machine} The city: `{found.size}`. {found.rounds} rounds of {found.seconds:g} s for each contender.",
        "![Requests a second beside the bare endpoint](benchmarks.svg)",
        f"**Bars.** Medians of the rounds, at {connections} connections; a bar holds where it holds at each.",
        table(
            ("Bar", "Wanted", "Found", "Holds"),
            ((b.what, b.wanted, b.found, "yes" if b.holds else "**no**") for b in found.bars()),
        ),
        "**Requests a second.** Ratios are minimum/median/maximum over the rounds.",
        table(
            ("Workload", "Conn.", "Hub, req/s", "÷ bare endpoint", "÷ plain strawberry"),
            (_rates(r) for r in found.results),
        ),
        "**Time of an answer**, 50th and 99th percentile in milliseconds.",
        table(
            ("Workload", "Conn.", "Hub", "Bare endpoint", "Plain strawberry"),
            (_times(r) for r in found.results),
        ),
        "**Processor time for each request**, milliseconds: who asks or answers, then Neo4j for it.",
        table(
            ("Workload", "Conn.", "Hub + Neo4j", "Bare endpoint", "Plain strawberry", "Load generator"),
            (_cpu(r) for r in found.results),
        ),
    ]
    if found.workers:
        parts += [
            f"**A process for each core** of the machine, beside one; ratios are one ÷ {os.cpu_count()}.",
            table(
                ("Workload", "Conn.", "One, req/s", "One ÷ many", "CPU, ms: one, many"),
                (_workers(r) for r in found.workers),
            ),
        ]
    if found.first:
        parts += [
            "**First asking** of shapes that nobody has asked, own case, over one connection: medians, milliseconds.",
            table(
                (
                    "Nested links",
                    "Shapes",
                    "First",
                    "Second",
                    "First ÷ second",
                    "Longest first",
                    "Neo4j's processor, first",
                ),
                (_first(each) for each in found.first),
            ),
        ]
    if found.writing:
        parts += [
            f"**While others write**: look-ups in one's own case over 16 connections, quietly and while {RATE:.0f} "
            "flags a second are raised through the same contender in other cases.",
            table(
                ("", "Rate, writing ÷ quiet", "99th percentile, writing ÷ quiet", "Flags a second"),
                (
                    (NAMES[name], spread(kept.rates), spread(kept.slowest), f"{statistics.median(kept.written):.0f}")
                    for name, kept in found.writing.items()
                ),
            ),
        ]
    if found.start:
        s = found.start
        parts.append(
            f"**Start.** `hub serve` over a Neo4j that runs and has no plans: ready after {s['ready']:.1f} s, "
            f"{s['hub']:.1f} s of its own processor and {s['neo4j']:.1f} s of Neo4j's; the first look-up then takes "
            f"{s['first']:.0f} ms, the second {s['second']:.0f} ms. Medians."
        )
    if found.growth:
        rows = ((WORKLOADS[n].title, spread(ratios)) for n, ratios in found.growth.items())
        parts += [
            "**Growth with size.** Median time of an answer over one connection, `city` ÷ `town`, both in turns.",
            table(("Workload", "City ÷ town"), rows),
        ]
    if found.shares:
        parts += [
            "**The share of rights and audit**, one question after the other within one process, median milliseconds.",
            table(
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
    return "\n\n".join(parts) + "\n"


def _rates(result: Result) -> list[str]:
    cells = [spread(result.ratios(HUB, other)) if other in result.rounds else "" for other in (BARE, PLAIN)]
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


def _first(each: First) -> list[str]:
    first, second, neo4j = (statistics.median(column) for column in (each.first, each.second, each.neo4j))
    return [
        str(each.links),
        str(len(each.first)),
        f"{first:.0f}",
        f"{second:.1f}",
        f"**{each.ratio:.1f}**",
        f"{max(each.first):.0f}",
        f"{neo4j:.0f}",
    ]


def _workers(result: Result) -> list[str]:
    cpu = ", ".join(f"{result.cpu(lane, lane):.2f}" for lane in (HUB, WORKERS))
    return [
        *_what(result),
        f"{result.median(HUB, lambda m: m.rate):.0f}",
        spread(result.ratios(HUB, WORKERS)),
        cpu,
    ]
