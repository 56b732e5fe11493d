"""What holds of every load: the counts add up, a killed load resumes, a repeated one changes nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.examples import examples
from support.intake import agency, citizen, dump, people, restart, row, wipe

from hub.embedded.process import Endpoint
from hub.errors import GraphUnavailable
from hub.graph.client import Graph
from loaders.landing.pipeline import Options, load, quarantine
from schema.errors import SetupError
from schema.statements.write import Write

BAD = ["x,y", "990101198001010000,坏,,", ',"没有号码",,', '"open,a,b,c', f"{citizen(3)},{'名' * 1001},,", "a,b,c,d,e"]


class Failing:
    """A store that is lost after a number of writes."""

    def __init__(self, store: Graph, after: int) -> None:
        self._store, self._after = store, after

    async def ask(self, text: str, parameters: Mapping[str, Any], *, operation: str) -> list[dict[str, Any]]:
        return await self._store.ask(text, parameters, operation=operation)

    async def write(
        self,
        statements: Sequence[Write],
        *,
        operation: str,
        timeout: float | None = None,  # noqa: ASYNC109 - the Store's own
    ) -> list[list[dict[str, Any]]]:
        if self._after == 0:
            raise GraphUnavailable("The database was lost.", hint="Start it.")
        self._after -= 1
        return await self._store.write(statements, operation=operation, timeout=timeout)


async def test_a_row_lands_or_is_quarantined(store: Graph, options: Options, tmp_path: Path) -> None:
    path = people(tmp_path, [row(1), *BAD, row(2)])

    [report] = await load(store, agency(tmp_path), [path], options)

    assert (report.total, report.landed, report.quarantined) == (8, 2, 6)
    rejected = await quarantine(store, report.batch)
    assert [(q["line"], q["column"], q["code"]) for q in rejected] == [
        (3, "", "CELLS"),
        (4, "id", "CHECK_DIGIT"),
        (5, "id", "MISSING"),
        (6, "", "QUOTE"),
        (7, "name", "LENGTH"),
        (8, "", "CELLS"),
    ]
    assert rejected[1]["value"] == "9…0 (18 characters)"
    assert all(q["file"] == "people.csv" and q["reason"] and q["hint"] for q in rejected)
    found = await store.ask(
        "MATCH (p:Party:Person)-[r:RESIDES_AT]->(a:Address) RETURN p.key AS key, p.namePinyin IS NOT NULL AS pinyin,"
        " p.source AS source, r.asserted AS asserted, a.text AS home ORDER BY key",
        {},
        operation="test",
    )
    assert [(f["key"], f["home"]) for f in found] == [
        (f"Person:{citizen(1)}", "示例路1号"),
        (f"Person:{citizen(2)}", "示例路2号"),
    ]
    assert all(f["pinyin"] and f["source"] == "townhall.people" for f in found)
    assert found[0]["asserted"] == [f"townhall.people@{report.batch}"]


@settings(max_examples=examples(60), deadline=None)
@given(rows=st.lists(st.one_of(st.integers(0, 500).map(row), st.sampled_from(BAD), st.text(max_size=30))))
async def test_counts_add_up_for_any_file(rows: list[str], options: Options, tmp_path: Path) -> None:
    path = people(tmp_path, [r.encode("utf-8", "replace").decode() for r in rows])

    [report] = await load(None, agency(tmp_path), [path], replace(options, dry_run=True))

    assert report.landed + report.quarantined == report.total
    assert report.landed >= sum(1 for r in rows if r in {row(n) for n in range(501)} and '"open' not in "".join(rows))


# The load of this file writes ten times.
@pytest.mark.parametrize("after", range(1, 10))
async def test_lost_anywhere_and_started_again_it_ends_in_the_same_graph(
    store: Graph, options: Options, tmp_path: Path, after: int
) -> None:
    rows = [row(n) if n % 6 else BAD[n % len(BAD)] for n in range(40)]
    code, path = agency(tmp_path), people(tmp_path, rows)
    complete = replace(options, complete=True, retire_anyway=True)
    await load(store, code, [path], complete)
    whole = await dump(store)
    await restart(store)

    with pytest.raises(GraphUnavailable):
        await load(Failing(store, after), code, [path], complete)
    [report] = await load(store, code, [path], complete)

    assert report.landed + report.quarantined == report.total == len(rows)
    assert await dump(store) == whole


async def test_the_error_of_a_lost_database_says_how_to_go_on(store: Graph, options: Options, tmp_path: Path) -> None:
    code, path = agency(tmp_path), people(tmp_path, [row(n) for n in range(30)])

    with pytest.raises(GraphUnavailable) as caught:
        await load(Failing(store, 3), code, [path], options)

    assert "14 rows of people.csv are in, up to line 15; the same command goes on from there." in str(caught.value)


KILLED = """
import asyncio, json, os, signal, sys
from datetime import UTC, datetime
from hub.embedded.process import Endpoint
from hub.graph.client import Graph
from loaders.landing.pipeline import Options, load
from schema.values import Realm

async def main() -> None:
    async with await Graph.open(Endpoint(*json.loads(sys.argv[1]))) as graph:
        def progress(feed: str, done: int, total: int) -> None:
            if done > 500:
                os.kill(os.getpid(), signal.SIGKILL)
        options = Options(realm=Realm.FICTIONAL, clock=lambda: datetime(2026, 11, 22, 4, tzinfo=UTC), chunk=100,
                          progress=progress)
        await load(graph, sys.argv[2], [sys.argv[3]], options)

asyncio.run(main())
"""


@pytest.mark.slow
async def test_killed_for_real_it_resumes(store: Graph, endpoint: Endpoint, options: Options, tmp_path: Path) -> None:
    code, path = agency(tmp_path), people(tmp_path, [row(n) for n in range(1000)])
    options = replace(options, chunk=100)
    await load(store, code, [path], options)
    whole = await dump(store)
    await restart(store)

    where = json.dumps([endpoint.uri, endpoint.user, endpoint.password, endpoint.database])
    root = str(Path(__file__).parents[2])
    child = subprocess.run(  # noqa: ASYNC221 - nothing else runs meanwhile
        [sys.executable, "-c", KILLED, where, code, str(path)],
        env={**os.environ, "PYTHONPATH": root},
        timeout=120,
        capture_output=True,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr.decode()
    [batch] = await store.ask("MATCH (b:Batch) RETURN b.state AS state, b.landed AS landed", {}, operation="test")
    assert (batch["state"], batch["landed"]) == ("RUNNING", 600)

    [report] = await load(store, code, [path], options)

    assert report.landed == 1000
    assert await dump(store) == whole


async def test_loading_twice_changes_nothing(store: Graph, options: Options, tmp_path: Path) -> None:
    code, path = agency(tmp_path), people(tmp_path, [row(1), BAD[1], row(2), row(2)])
    await load(store, code, [path], options)
    once = await dump(store)

    [second] = await load(store, code, [path], options)
    assert second.already
    assert second.finished is not None
    assert (second.landed, second.quarantined) == (3, 1)
    assert await dump(store) == once

    [third] = await load(store, code, [path], replace(options, again=True))
    assert not third.already
    assert await dump(store) == once


async def test_a_dry_run_does_not_touch_the_graph(options: Options, tmp_path: Path) -> None:
    path = people(tmp_path, [row(1), *BAD])

    [report] = await load(None, agency(tmp_path), [path], replace(options, dry_run=True))

    assert (report.landed, report.quarantined) == (1, 6)
    assert report.reasons["id: CHECK_DIGIT"] == 1


async def test_it_does_not_matter_whether_the_authority_or_the_mention_came_first(
    store: Graph, options: Options, tmp_path: Path
) -> None:
    code = agency(tmp_path)
    home = people(tmp_path, [f"{citizen(1)},张三,,", f"{citizen(2)},李四,李小四,"])
    guests = people(
        tmp_path, [f"{citizen(1)},张叁,张小三,", f"{citizen(2)},李肆,,", f"{citizen(3)},王五,,"], "guests.csv"
    )

    await load(store, code, [home, guests], options)
    first = await dump(store)
    await restart(store)
    await load(store, code, [guests, home], options)

    assert await dump(store) == first
    found = await store.ask(
        "MATCH (p:Person) RETURN p.name AS name, p.formerName AS former, p.source AS source ORDER BY p.citizenId",
        {},
        operation="test",
    )
    names = {f["name"]: (f["former"], f["source"]) for f in found}
    assert names == {
        "张三": (None, "townhall.people"),
        "李四": ("李小四", "townhall.people"),
        "王五": (None, "townhall.guests"),
    }


async def test_a_graph_that_is_not_set_up_says_so(prepared: Graph, options: Options, tmp_path: Path) -> None:
    await wipe(prepared)

    with pytest.raises(SetupError, match="hub init"):
        await load(prepared, agency(tmp_path), [people(tmp_path, [row(1)])], options)
