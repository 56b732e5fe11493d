"""Samples of a profile come to the part whose code ran innermost."""

from __future__ import annotations

from benchmarks.stacks import REST, part_of, parts

LEADING = "demo (demo/commands/demo.py:77);Endpoint._answer (hub/api/http.py:99)"
ASKING = f"{LEADING};Operations.answer (hub/operations/answering.py:60);Graph.ask_all (hub/graph/client.py:90)"


def test_the_innermost_frame_that_names_a_part_counts() -> None:
    found = parts(
        [
            f"{ASKING};AsyncBolt.fetch_message (neo4j/_async/io/_bolt/_base.py:900) 3",
            f"{LEADING};loads (json/__init__.py:299) 2",
            "demo (demo/commands/demo.py:77);Runner.run (asyncio/runners.py:118) 1",
        ]
    )
    assert found == {
        "the statement sent and its records read": 3,
        "HTTP: body and headers read, response made": 2,
        REST: 1,
    }


def test_a_part_named_further_out_does_not_count() -> None:
    charge = "Quotas.charge (hub/access/quotas.py:60)"
    answer = "Operations.answer (hub/operations/answering.py:60)"
    assert part_of([*LEADING.split(";"), answer, charge]) == "price and budget"
