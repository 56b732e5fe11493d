"""The hub that is measured, over a city that is kept from one run to the next, and the servers beside it.

A city is prepared once: invented, loaded, and given a notice of inquiry for each of many open cases and judges at their
courts, by the hub's own verbs. The hub runs as it does in production: its own process, audit and limits on, log lines
written; budgets are set so high that one machine cannot use them up.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import IO

from neo4j import Driver, GraphDatabase

from benchmarks.processes import child
from hub.embedded.process import Endpoint, running
from hub.testing import READY

ROOT = Path(__file__).parents[1]
SEED = 7
#: A city takes its time to load the first time.
LOAD_SECONDS, START_SECONDS, STOP_SECONDS = 3 * 3600.0, 300.0, 60.0
HEAPS = {"village": "1g", "town": "1g", "city": "2g", "province": "8g"}
#: A setting, not a switch: everything is priced and charged, and there is enough.
BUDGETS = {"HUB_OFFICER_BUDGET": "1000000000", "HUB_AGENCY_BUDGET": "10000000000"}
#: On a busy machine the first plan of a long statement alone can take longer than the defaults.
DEADLINES = {"HUB_QUERY_TIMEOUT": "60", "HUB_DEADLINE": "60"}
#: Filled through the files of Neo4j's own importer, which takes minutes where a load takes an hour.
LARGE = ("city", "province")
#: Said in its log when what it makes ready at the start is ready; nothing is measured before.
WARM, WARM_SECONDS = "known documents are ready", 600.0
#: Written when a city has everything that is asked about.
PREPARED = "bench-ready"
#: Notices are issued in this many cases; each is a basis.
NOTICES = 400
TERM = timedelta(days=365)

CASES = """
MATCH (p:Person)-[:DEBTOR_IN]->(c:EnforcementCase)-[:HEARD_BY]->(g:Agency)
WHERE c.status IN ['OPEN', 'PROCEDURALLY_TERMINATED'] AND COUNT { (p)-[:DEBTOR_IN]->() } = 1
  AND EXISTS { MATCH (r:RegisteredAgency {code: g.code}) }
RETURN DISTINCT c.caseNumber AS number ORDER BY number LIMIT $many"""
JUDGES = """
MATCH (o:Officer {post: 'JUDGE'})-[:SERVES_AT]->(g:Agency)
WHERE EXISTS { MATCH (r:RegisteredAgency {code: g.code}) }
  AND NOT EXISTS { MATCH (r:RegisteredOfficer {cardNo: o.cardNo}) }
WITH g, o ORDER BY o.cardNo
WITH g, collect(o)[0..3] AS some UNWIND some AS o
RETURN o.cardNo AS card, o.name AS name, g.code AS agency"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers; `pids` are those of its processes that are known, by what they are called."""

    url: str
    data: Path
    endpoint: Endpoint
    pids: Mapping[str, int]


def connected(endpoint: Endpoint) -> Driver:
    """A driver for what is looked up or removed around a measurement, never for what is measured."""
    return GraphDatabase.driver(
        endpoint.uri,
        auth=(endpoint.user, endpoint.password),
        notifications_min_severity="OFF",
        telemetry_disabled=True,
    )


def environment(data: Path, size: str) -> dict[str, str]:
    """The settings of the hub that is measured: nothing of the caller's own."""
    names = ("HUB_", "NEO4J_", "HOST", "PORT")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(names)}
    own = {"HUB_DATA": str(data), "HUB_MODE": "demo", "PORT": "0", "HUB_JAVA_HEAP": HEAPS[size], "PYTHONUTF8": "1"}
    # Log lines are written, as in production; without this a demo keeps quiet.
    return kept | own | BUDGETS | DEADLINES | {"HUB_LOG_LEVEL": "info"}


@contextlib.contextmanager
def hub(size: str, cache: Path) -> Iterator[Server]:
    """The hub over a city, prepared first where it is not."""
    data = (cache / f"{size}-{SEED}").resolve()
    data.mkdir(parents=True, exist_ok=True)
    if not (data / PREPARED).exists():
        if size in LARGE and not (data / "neo4j").exists():
            _fill(size, data)
        with _started(size, data, LOAD_SECONDS, warm=False) as loaded:
            _prepare(size, loaded)
        (data / PREPARED).touch()
    with _started(size, data, START_SECONDS) as server:
        yield server


@contextlib.contextmanager
def _started(size: str, data: Path, patience: float, *, warm: bool = True) -> Iterator[Server]:
    command = [sys.executable, "-m", "hub.cli", "demo", "--size", size, "--seed", str(SEED), "--while-stdin"]
    with (
        (data / "hub.log").open("w", encoding="utf-8") as log,
        started(command, environment(data, size), log=log.fileno(), patience=patience) as (url, process),
    ):
        neo4j = child(process.pid, "embedded/server.py")
        pids = {"hub": process.pid} | ({} if neo4j is None else {"neo4j": neo4j})
        if warm:
            _await_warm(data / "hub.log")
        yield Server(url, data, running(data, patience=0), pids)


@contextlib.contextmanager
def started(
    command: list[str],
    environ: Mapping[str, str],
    *,
    log: int | None = None,
    patience: float = START_SECONDS,
    told: bool = False,
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a server that says when it is ready; it ends with its standard input, or is `told` to end by a signal."""
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        env=dict(environ),
        cwd=ROOT,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    # A thread, because reading a pipe has no deadline; it goes on reading, so that nobody waits to be read.
    reader = threading.Thread(target=_read, args=(process.stdout, lines), daemon=True)
    reader.start()
    try:
        yield _await_ready(lines, patience, command), process
    finally:
        process.stdin.close()
        if told:
            process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join()
        process.stdout.close()


def _await_warm(log: Path) -> None:
    deadline = time.monotonic() + WARM_SECONDS
    while WARM not in log.read_text("utf-8"):
        if time.monotonic() > deadline:
            raise RuntimeError(f"A hub did not make ready what it makes ready at the start: {log}")
        time.sleep(1)


def _read(pipe: IO[str], lines: queue.SimpleQueue[str]) -> None:
    for line in pipe:
        lines.put(line)
    lines.put("")


def _await_ready(lines: queue.SimpleQueue[str], patience: float, command: list[str]) -> str:
    with contextlib.suppress(queue.Empty):
        while line := lines.get(timeout=patience):
            if line.startswith(READY):
                return line.removeprefix(READY).strip()
    raise RuntimeError(f"A server did not start: {' '.join(command)}")


def _fill(size: str, data: Path) -> None:
    """Invent a large city and put it into a store that is not there yet."""
    city, files = data / "city" / f"{size}-{SEED}", data / "import"
    city.parent.mkdir(parents=True, exist_ok=True)
    _verb(size, data, "generate", size, str(city), "--seed", str(SEED))
    _verb(size, data, "load", "--city", str(city), "--as-import", str(files))
    _verb(size, data, "import", str(files))
    shutil.rmtree(files)


def _prepare(size: str, server: Server) -> None:
    """Issue notices in many cases and register judges who may act on them."""
    endpoint = server.endpoint
    with connected(endpoint) as driver:
        cases = [r["number"] for r in driver.execute_query(CASES, many=NOTICES, database_=endpoint.database).records]
        judges = [r.data() for r in driver.execute_query(JUDGES, database_=endpoint.database).records]
    today = date.today()
    notices = server.data / "court_documents_bench.jsonl"
    with notices.open("w", encoding="utf-8") as out:
        for number in cases:
            notice = {
                "documentNo": f"{number}之十",
                "caseNumber": number,
                "kind": "协助查询通知书",
                "title": "协助查询通知书",
                "issuedAt": today.isoformat(),
                "status": "有效",
                "validUntil": (today + TERM).isoformat(),
                "addressees": [],
            }
            out.write(json.dumps(notice, ensure_ascii=False) + "\n")
    _verb(size, server.data, "load", "court.documents", str(notices))
    for each in judges:
        _verb(
            size, server.data, "officer", "add", each["card"], "--agency", each["agency"], "--name", each["name"],
            "--role", "JUDGE",
        )  # fmt: skip


def _verb(size: str, data: Path, *words: str) -> None:
    """Run one of the hub's verbs on a data directory, with the database of the hub that runs there, if one does."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "hub.cli", *words],
        # Whatever else the machine does, what is asked about gets there.
        env=environment(data, size) | {"HUB_QUERY_TIMEOUT": "600"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"hub {' '.join(words[:2])} failed:\n{done.stderr[-1000:]}")
