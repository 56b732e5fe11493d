"""The page of ten numbers has ten of them, each from what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.findings import Findings
from benchmarks.first import First
from benchmarks.page import SHOWN, page
from benchmarks.report import ANNEX, BEGIN, END, PAGE, between, section
from benchmarks.rounds import Kept, Measured, Result


def measured(rate: float, p99: float = 20) -> Measured:
    return Measured(rate=rate, p50=1000 / rate, p99=p99, client=0.1, cpu={"hub": 1.0})


def found() -> Findings:
    results = [
        Result(name, connections, {"hub": [measured(200)], "bare": [measured(400)], "plain": [measured(100)]})
        for name, connections in SHOWN
    ]
    hub, bare = (Kept([measured(200)], [measured(rate, 40)], [50.0]) for rate in (90, 100))
    return Findings(
        "village",
        1,
        1.0,
        "A machine.",
        results=results,
        first=[First(links, [100.0, 300.0], [10.0, 10.0], [50.0, 60.0]) for links in (0, 4)],
        writing={"hub": hub, "bare": bare},
        intake={
            "rows": 10,
            "chunk": 5,
            "intake_rows_per_second": 2000,
            "driver_rows_per_second": 4000,
            "ratio": {"min": 0.4, "median": 0.5, "max": 0.6},
        },
    )


def test_the_page_has_ten_numbers() -> None:
    rows = [line for line in page(found()).splitlines() if line.startswith("| ")][1:]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, 11))
    assert "| 0.50/**0.50**/0.50 | 2.00/**2.00**/2.00 |" in rows[0]
    assert "200 ms, 300 at most; asked again 10.0 ms" in rows[7]
    assert "0.45 of the quiet rate; 99 % within 2.0 times the quiet time | 0.90/**0.90**/0.90 |" in rows[8]
    assert "0.40/**0.50**/0.60" in rows[9]


def test_the_page_holds_what_was_measured_alone() -> None:
    less = found()
    less.first, less.writing, less.intake = [], {}, {}
    assert len([line for line in page(less).splitlines() if line.startswith("| ")][1:]) == len(SHOWN)


def test_what_stands_between_the_marks_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"# Before\n\n{BEGIN}\nold\n{END}\n\nAfter.\n", encoding="utf-8")
    between(path, "new\n")
    between(path, "newer\n")
    assert path.read_text("utf-8") == f"# Before\n\n{BEGIN}\n\nnewer\n\n{END}\n\nAfter.\n"


@pytest.mark.parametrize("path", [PAGE, ANNEX])
def test_both_pages_have_their_marks_once(path: Path) -> None:
    text = path.read_text("utf-8")
    assert (text.count(BEGIN), text.count(END)) == (1, 1)


def test_the_annex_has_the_same_and_more() -> None:
    text = section(found())
    assert "| 4 | 2 | 200 | 10.0 | **20.0** | 300 | 55 |" in text
    assert "| bare endpoint | 0.50/**0.50**/0.50 | 2.00/**2.00**/2.00 | 50 |" in text


def test_bars_count_over_many_connections_and_say_what_does_not_hold() -> None:
    bars = {bar.what: bar for bar in found().bars()}
    assert not bars["look-up, own case: hub ÷ bare endpoint"].holds
    assert bars["look-up, own case: hub ÷ bare endpoint"].found == "0.50"
    assert not bars["first asking ÷ second, 4 nested links"].holds
    assert bars["kept while others write, hub ÷ bare endpoint"].holds
