"""The chart of a run: requests a second of each contender, where the bare endpoint is one."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from html import escape

from benchmarks.findings import NAMES
from benchmarks.rounds import Result
from benchmarks.workloads import BARE, HUB, PLAIN, WORKLOADS

#: Shown where several were measured: enough to keep the machine busy, and no queue.
CONNECTIONS = 16
SHOWN = (HUB, PLAIN)
LEFT, WIDTH, RIGHT = 190, 470, 60
HIGH, GAP, TOP = 13, 14, 58

STYLE = """
  text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #24292f }
  .small { font-size: 11px; fill: #57606a }
  .line { stroke: #8c959f; stroke-width: 1 }
  .spread { stroke: #24292f; stroke-width: 1.5 }
  .hub { fill: #0969da } .plain { fill: #9a6700 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .small { fill: #9198a1 } .line { stroke: #656c76 } .spread { stroke: #e6edf3 }
    .hub { fill: #4493f8 } .plain { fill: #d29922 }
  }"""


def chart(results: Sequence[Result]) -> str:
    """An SVG with a group of bars for each workload, each with the spread of its rounds."""
    shown = _shown(results)
    most = max([1.0, *(max(r.ratios(lane, BARE)) for r in shown for lane in _lanes(r))])
    scale = WIDTH / (most * 1.05)
    parts, y = [], TOP
    for result in shown:
        lanes = _lanes(result)
        middle = y + HIGH * len(lanes) / 2 + 4
        parts.append(f'<text x="{LEFT - 10}" y="{middle:.0f}" text-anchor="end">{_title(result)}</text>')
        for lane in lanes:
            parts.append(_bar(result.ratios(lane, BARE), lane, y, scale))
            y += HIGH
        y += GAP
    one = LEFT + scale
    line = (
        f'<line class="line" x1="{one:.1f}" y1="{TOP - 8}" x2="{one:.1f}" y2="{y - GAP + 4}" stroke-dasharray="4 3"/>'
    )
    return "\n".join([_head(y + 4), *_legend(one), line, *parts, "</svg>", ""])


def _head(height: int) -> str:
    width = LEFT + WIDTH + RIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="Requests a second beside the bare endpoint">\n<style>{STYLE}\n</style>'
    )


def _legend(one: float) -> list[str]:
    parts = [f'<text class="small" x="{one:.1f}" y="{TOP - 14}" text-anchor="middle">bare endpoint = 1</text>']
    x = LEFT
    for lane in SHOWN:
        parts.append(f'<rect class="{lane}" x="{x}" y="10" width="10" height="10"/>')
        parts.append(f'<text x="{x + 15}" y="19">{escape(NAMES[lane])}</text>')
        x += 30 + 7 * len(NAMES[lane])
    return parts


def _bar(ratios: Sequence[float], lane: str, y: int, scale: float) -> str:
    middle, across = statistics.median(ratios), y + (HIGH - 2) / 2
    low, high = (LEFT + each * scale for each in (min(ratios), max(ratios)))
    return (
        f'<rect class="{lane}" x="{LEFT}" y="{y}" width="{middle * scale:.1f}" height="{HIGH - 2}" rx="1.5"/>'
        f'<line class="spread" x1="{low:.1f}" y1="{across}" x2="{high:.1f}" y2="{across}"/>'
        f'<text class="small" x="{high + 6:.1f}" y="{across + 4:.1f}">{middle:.2f}</text>'
    )


def _shown(results: Sequence[Result]) -> list[Result]:
    there = {r.connections for r in results}
    connections = CONNECTIONS if CONNECTIONS in there else max(there)
    return [r for r in results if r.connections == connections and BARE in r.rounds]


def _lanes(result: Result) -> list[str]:
    return [lane for lane in SHOWN if lane in result.rounds]


def _title(result: Result) -> str:
    return escape(WORKLOADS[result.workload].title)
