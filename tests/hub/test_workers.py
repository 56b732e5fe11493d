"""Several workers under one parent: ready together, replaced, stopped, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from support.command_line import PATIENCE, alive, children, hub, started, within

from hub.process.workers import TRIES
from hub.testing import SeededGraph

pytestmark = pytest.mark.slow

WORKERS = Path(__file__).with_name("workers_process.py")
JUDGE = "示0102-A-017"


@contextmanager
def workers(count: int, how: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Workers of `workers_process.py`; gone afterwards, whatever happened."""
    process = subprocess.Popen(
        [sys.executable, str(WORKERS), str(count), how, str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE)
        process.stdout.close()


def said(process: subprocess.Popen[str]) -> str:
    """The next line it prints."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def ended(pids: set[int]) -> bool:
    """Whether none of these is left; a process of this run's children counts as ended once it only waits for us."""
    return within(20, lambda: not any(alive(pid) for pid in pids))


def test_all_are_there_when_it_says_ready_and_none_when_it_ended(tmp_path: Path) -> None:
    with workers(3, "well", tmp_path) as process:
        assert said(process) == "ready"
        there = children(process.pid)
        assert there == {int(each.name) for each in tmp_path.iterdir()}
        assert len(there) == 3

        process.send_signal(signal.SIGTERM)

        assert process.wait(PATIENCE) == 0
        assert ended(there)


def test_one_that_dies_is_replaced(tmp_path: Path) -> None:
    with workers(2, "well", tmp_path) as process:
        assert said(process) == "ready"
        killed = min(children(process.pid))
        os.kill(killed, signal.SIGKILL)

        assert within(20, lambda: len(children(process.pid) - {killed}) == 2)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0


def test_they_end_with_their_parent_however_that_ends(tmp_path: Path) -> None:
    with workers(2, "well", tmp_path) as process:
        assert said(process) == "ready"
        there = children(process.pid)
        process.kill()
        process.wait(PATIENCE)

        assert ended(there)


def test_one_that_does_not_stop_is_stopped(tmp_path: Path) -> None:
    with workers(2, "stuck", tmp_path) as process:
        assert said(process) == "ready"
        there = children(process.pid)
        process.send_signal(signal.SIGTERM)

        assert process.wait(PATIENCE) == 0
        assert ended(there)


@pytest.mark.parametrize(
    ("how", "line", "least", "most"),
    [
        ("never", f"A worker process ended {TRIES} times in a row before it was ready.", TRIES, 2 * TRIES),
        ("refused", "The audit log cannot be kept.", 1, 2),
    ],
)
def test_workers_that_cannot_start_are_given_up_in_words(
    tmp_path: Path, how: str, line: str, least: int, most: int
) -> None:
    with workers(2, how, tmp_path) as process:
        assert said(process) == line
        assert said(process)
        assert process.wait(PATIENCE) == 1
        assert least <= len(list(tmp_path.iterdir())) <= most
        assert ended({int(each.name) for each in tmp_path.iterdir()})


def test_they_end_where_what_they_need_cannot_be_kept(tmp_path: Path) -> None:
    with workers(2, "guarded", tmp_path) as process:
        assert said(process) == "ready"
        there = children(process.pid)
        assert (said(process), said(process)) == ("The database ended.", "See its log.")
        assert process.wait(PATIENCE) == 1
    assert ended(set(there))


def test_a_served_hub_has_workers_that_share_what_a_hub_has(hub_graph: SeededGraph, tmp_path: Path) -> None:
    """One socket, one budget, an audit log for each, and a suspension that all of them see."""
    endpoint = hub_graph.endpoint
    settings = {
        "NEO4J_URI": endpoint.uri,
        "NEO4J_PASSWORD": endpoint.password,
        "HUB_MODE": "demo",
        "HUB_DATA": str(hub_graph.data),
        "HUB_AUDIT": str(tmp_path / "audit"),
        "HUB_WORKERS": "2",
        "HUB_MAX_COST": "100000",
        "HUB_OFFICER_BUDGET": "100000",
        "PORT": "0",
    }
    headers = {"Authorization": f"Bearer {hub_graph.token(JUDGE)}"}
    # Each question on a connection of its own, which the system gives to one of the workers.
    apart = httpx.Limits(max_keepalive_connections=0)
    with (
        httpx.Client(headers=headers, limits=apart, timeout=60, trust_env=False) as client,
        started("serve", **settings) as running,
    ):
        url = running.url()
        there = children(running.process.pid)
        assert len(there) == 2
        assert len(list((tmp_path / "audit" / "logs").iterdir())) == 2

        def ask(question: str) -> httpx.Response:
            return client.post(f"{url}/graphql", json={"query": question})

        answers = [ask("{ agencies { totalCount } }") for _ in range(30)]
        assert len({each.json()["extensions"]["receipt"]["log"] for each in answers}) == 2
        # Together these cost more than the budget; had each worker one of its own, each would have a third left.
        assert {ask("{ nothingOfThisName }").status_code for _ in range(65)} <= {200, 429}
        assert {ask("{ agencies { totalCount } }").status_code for _ in range(8)} == {429}

        second = hub("serve", **settings | {"PORT": url.rsplit(":", 1)[1]})
        assert second.returncode == 1
        assert "is in use by another program" in second.stderr

        killed = min(there)
        os.kill(killed, signal.SIGKILL)
        assert within(60, lambda: len(children(running.process.pid) - {killed}) == 2)
        assert client.get(f"{url}/readyz").status_code == 200
        there = children(running.process.pid)
        assert running.stop(signal.SIGTERM) == 0
    assert ended(there)
    assert hub("audit", "verify", **settings).returncode == 0


def test_workers_are_a_number(tmp_path: Path) -> None:
    refused: Callable[[str], int] = lambda count: hub("serve", "--workers", count, cwd=tmp_path).returncode  # noqa: E731
    assert [refused("0"), refused("many")] == [2, 2]
