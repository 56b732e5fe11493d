"""A run: servers and contenders started, answers compared, rounds measured."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import printing, processes, servers
from benchmarks.agent import Agent
from benchmarks.drawing import Drawing
from benchmarks.findings import Findings
from benchmarks.rounds import WARM_SECONDS, Lane, Result, compare, rounds, warm
from benchmarks.servers import Server
from benchmarks.workloads import BARE, HUB, PLAIN, WORKERS, WORKLOADS

#: Between which cities growth is measured, and what is asked.
SMALL, LARGE = "town", "city"
GROWING = ("point", "rows20", "path")


@dataclass(frozen=True, slots=True)
class BenchOrder:
    """What is to be measured."""

    size: str
    workloads: Sequence[str]
    connections: Sequence[int]
    rounds: int
    seconds: float
    against: Sequence[str]
    cache: Path
    #: Seconds that each contender is asked before anything counts, at least twice.
    warm: float = WARM_SECONDS


def run(order: BenchOrder) -> Findings:
    """Measure all workloads over one city, and print them as they come."""
    findings = Findings(order.size, order.rounds, order.seconds, machine())
    with servers.hub(order.size, order.cache) as server, lanes(server, order.workloads, order.against) as running:
        findings.results += measured(order, order.workloads, running)
        findings.memory = {name: processes.memory(pid) for lane in running.values() for name, pid in lane.pids.items()}
    return findings


def measured(order: BenchOrder, workloads: Sequence[str], lanes: dict[str, Lane]) -> Iterator[Result]:
    """Each workload at each number of connections, printed as it comes."""
    for name in workloads:
        running = list(lanes.values())
        compare(name, running)
        warm(name, running, order.warm)
        for connections in (each for each in order.connections if each <= WORKLOADS[name].most):
            result = rounds(name, connections, running, order.rounds, order.seconds)
            printing.show(result)
            yield result


def workers(order: BenchOrder) -> list[Result]:
    """Look-ups of a hub with one process beside one with a process for each core."""
    asked = replace(order, workloads=("point",), connections=(16, 64), against=(WORKERS,))
    return run(asked).results


def growth(order: BenchOrder) -> dict[str, list[float]]:
    """How many times as long the same takes in the larger city, round by round."""
    found = {}
    with contextlib.ExitStack() as stack:
        both = []
        for size in (SMALL, LARGE):
            server = stack.enter_context(servers.hub(size, order.cache))
            (lane,) = stack.enter_context(lanes(server, GROWING, ())).values()
            both.append(Lane(size, lane.agent, lane.pids))
        for name in GROWING:
            warm(name, both)
            result = rounds(name, 1, both, order.rounds, order.seconds)
            pairs = zip(result.rounds[LARGE], result.rounds[SMALL], strict=True)
            found[name] = [large.p50 / small.p50 for large, small in pairs]
            printing.show_growth(name, found[name])
    return found


@contextlib.contextmanager
def lanes(server: Server, workloads: Sequence[str], against: Sequence[str]) -> Iterator[dict[str, Lane]]:
    """The contenders over one server, each with a process that asks it what is drawn here."""
    with asked(server, workloads) as questions, contenders(server, questions, against) as found:
        yield found


@contextlib.contextmanager
def contenders(server: Server, questions: Path, against: Sequence[str]) -> Iterator[dict[str, Lane]]:
    """The contenders over one server, each with a process that asks it what a file says."""
    with contextlib.ExitStack() as stack:
        stack.callback(remove_flags, server)
        agent = stack.enter_context(Agent("benchmarks.over_http", str(questions), server.url))
        found = {HUB: Lane(HUB, agent, server.pids, server.url)}
        for name in against:
            url, process = stack.enter_context(_beside(name, server))
            agent = stack.enter_context(Agent("benchmarks.over_http", str(questions), url))
            found[name] = Lane(name, agent, {name: process.pid} | database(server), url)
        yield found


def _beside(name: str, server: Server) -> contextlib.AbstractContextManager[tuple[str, subprocess.Popen[str]]]:
    """Start a contender beside the hub."""
    endpoint = server.endpoint
    if name in (BARE, PLAIN):
        command = [sys.executable, "-m", f"benchmarks.{name}", endpoint.uri, endpoint.database]
        return servers.started(command, secrets(server), log=subprocess.DEVNULL)
    own = serving(server)
    if name == WORKERS:
        # `hub serve` says in its log that it is ready, so the log is read.
        command = [sys.executable, "-m", "hub.cli", "serve", "--workers", str(os.cpu_count() or 1)]
        return servers.started(command, own, log=subprocess.STDOUT, told=True)
    return servers.started([sys.executable, "-m", "benchmarks.granian_hub"], own, log=subprocess.DEVNULL)


def serving(server: Server) -> dict[str, str]:
    """The environment of another hub over the database of this one."""
    endpoint = server.endpoint
    settings = {"NEO4J_URI": endpoint.uri, "NEO4J_USER": endpoint.user, "NEO4J_PASSWORD": endpoint.password}
    return servers.environment(server.data, SMALL) | settings | {"NEO4J_DATABASE": endpoint.database}


def secrets(server: Server) -> dict[str, str]:
    """An environment with user and password, where no list of processes shows them."""
    return os.environ | {"BENCH_USER": server.endpoint.user, "BENCH_PASSWORD": server.endpoint.password}


def database(server: Server) -> dict[str, int]:
    """The process of the database, where it is known."""
    return {name: pid for name, pid in server.pids.items() if name == "neo4j"}


@contextlib.contextmanager
def asked(server: Server, workloads: Sequence[str]) -> Iterator[Path]:
    """A file with the questions of a run, for all who ask."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "questions.json"
        path.write_text(json.dumps(Drawing(server.data, server.endpoint).draw(list(workloads))), encoding="utf-8")
        yield path


def remove_flags(server: Server) -> None:
    """Take back what the writing workload left, so that the next run finds the same graph."""
    with (
        servers.connected(server.endpoint) as driver,
        driver.session(database=server.endpoint.database) as session,
    ):
        session.run(
            "MATCH (f:Flag {statement: 'bench'}) CALL (f) { DETACH DELETE f } IN TRANSACTIONS OF 1000 ROWS"
        ).consume()


def machine() -> str:
    """What a run was measured on, in a sentence."""
    model = "unknown"
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    python = platform.python_version()
    return f"{os.cpu_count()} cores ({model}), Python {python}, load average {load} before the run began."
