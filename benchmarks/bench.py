"""A run: servers and contenders started, answers compared, rounds measured."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import printing, processes, servers
from benchmarks.agent import Agent
from benchmarks.drawing import Drawing
from benchmarks.findings import Findings
from benchmarks.rounds import Lane, Result, compare, rounds, warm
from benchmarks.servers import Server
from benchmarks.workloads import GRANIAN, HUB, MANY, ONE, PLAIN, WORKERS, WORKLOADS, is_served

#: Between which cities growth is measured, and what is asked.
SMALL, LARGE = "town", "city"
GROWING = ("point", "rows20", "path")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be measured."""

    size: str
    workloads: Sequence[str]
    connections: Sequence[int]
    rounds: int
    seconds: float
    against: Sequence[str]
    cache: Path


def run(wish: Wish) -> Findings:
    """Measure all workloads over one city, and print them as they come."""
    findings = Findings(wish.size, wish.rounds, wish.seconds, machine())
    asked = [name for name in wish.workloads if is_served(name)]
    for name in wish.workloads:
        if name not in asked:
            findings.skipped.append(f"{WORKLOADS[name].title}: skipped, this hub's schema has no field for it.")
            print(findings.skipped[-1])
    with servers.hub(wish.size, wish.cache) as server, lanes(server, asked, wish.against) as contenders:
        findings.results += measured(wish, asked, contenders)
        findings.memory = {
            name: processes.memory(pid) for lane in contenders.values() for name, pid in lane.pids.items()
        }
    return findings


def measured(wish: Wish, workloads: Sequence[str], contenders: dict[str, Lane]) -> Iterator[Result]:
    """Each workload at each number of connections, printed as it comes."""
    for name in workloads:
        wanted = (HUB, WORKERS, GRANIAN, *WORKLOADS[name].against)
        running = [lane for lane in contenders.values() if lane.name in wanted]
        compare(name, running)
        warm(name, running)
        for connections in (each for each in wish.connections if each <= WORKLOADS[name].most):
            result = rounds(name, connections, running, wish.rounds, wish.seconds)
            printing.show(result)
            yield result


def growth(wish: Wish) -> dict[str, list[float]]:
    """How many times as long the same takes in the larger city, round by round."""
    found = {}
    with contextlib.ExitStack() as stack:
        both = []
        for size in (SMALL, LARGE):
            server = stack.enter_context(servers.hub(size, wish.cache))
            (lane,) = stack.enter_context(lanes(server, GROWING, ())).values()
            both.append(Lane(size, lane.agent, lane.pids))
        for name in GROWING:
            warm(name, both)
            result = rounds(name, 1, both, wish.rounds, wish.seconds)
            pairs = zip(result.rounds[LARGE], result.rounds[SMALL], strict=True)
            found[name] = [large.p50 / small.p50 for large, small in pairs]
            printing.show_growth(name, found[name])
    return found


@contextlib.contextmanager
def lanes(server: Server, workloads: Sequence[str], against: Sequence[str]) -> Iterator[dict[str, Lane]]:
    """The contenders over one server, each with a process that asks it."""
    with contextlib.ExitStack() as stack:
        questions = _drawn(server, workloads, Path(stack.enter_context(tempfile.TemporaryDirectory())))
        endpoint = server.endpoint
        # On the environment, where no list of processes shows the password.
        secrets = os.environ | {"BENCH_USER": endpoint.user, "BENCH_PASSWORD": endpoint.password}
        stack.callback(remove_flags, server)
        agent = stack.enter_context(Agent("benchmarks.over_http", str(questions), server.url))
        found = {HUB: Lane(HUB, agent, server.pids)}
        for name in against:
            if name in (ONE, MANY):
                words = (str(questions), endpoint.uri, endpoint.database, name)
                agent = stack.enter_context(Agent("benchmarks.bare", *words, environ=secrets))
                pids = {"driver": agent.pid}
            else:
                command, environ = _command(name, server, secrets)
                # What a server logs goes nowhere here; `hub serve` says there that it is ready, so it is read.
                serves = name == WORKERS
                log = subprocess.STDOUT if serves else subprocess.DEVNULL
                url, process = stack.enter_context(servers.started(command, environ, log=log, told=serves))
                agent = stack.enter_context(Agent("benchmarks.over_http", str(questions), url))
                pids = {name: process.pid}
            found[name] = Lane(name, agent, pids | _database(server))
        yield found


def _command(name: str, server: Server, secrets: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """How a server beside the hub is started, and its environment."""
    endpoint = server.endpoint
    if name == PLAIN:
        return [sys.executable, "-m", "benchmarks.plain", endpoint.uri, endpoint.database], dict(secrets)
    settings = {"NEO4J_URI": endpoint.uri, "NEO4J_USER": endpoint.user, "NEO4J_PASSWORD": endpoint.password}
    own = servers.environment(server.data, SMALL) | settings | {"NEO4J_DATABASE": endpoint.database}
    if name == WORKERS:
        return [sys.executable, "-m", "hub.cli", "serve", "--workers", str(os.cpu_count() or 1)], own
    return [sys.executable, "-m", "benchmarks.granian_hub"], own


def _database(server: Server) -> dict[str, int]:
    return {name: pid for name, pid in server.pids.items() if name == "neo4j"}


def _drawn(server: Server, workloads: Sequence[str], folder: Path) -> Path:
    path = folder / "questions.json"
    path.write_text(json.dumps(Drawing(server.data, server.endpoint).draw(list(workloads))), encoding="utf-8")
    return path


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
