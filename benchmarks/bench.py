"""A run: servers and contenders started, answers compared, rounds measured."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import printing, servers
from benchmarks.agent import Agent
from benchmarks.drawing import Drawing
from benchmarks.rounds import Lane, Result, compare, rounds, warm
from benchmarks.servers import Server
from benchmarks.workloads import HUB, MANY, ONE, WORKLOADS


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


def run(wish: Wish) -> list[Result]:
    """Measure and print."""
    with servers.hub(wish.size, wish.cache) as server, lanes(server, wish.workloads, wish.against) as contenders:
        return list(measured(wish, contenders))


def measured(wish: Wish, contenders: dict[str, Lane]) -> Iterator[Result]:
    """Each workload at each number of connections, printed as it comes."""
    for name in wish.workloads:
        workload = WORKLOADS[name]
        running = [lane for lane in contenders.values() if lane.name == HUB or lane.name in workload.against]
        compare(name, running)
        warm(name, running)
        for connections in wish.connections:
            result = rounds(name, connections, running, wish.rounds, wish.seconds)
            printing.show(result)
            yield result


@contextlib.contextmanager
def lanes(server: Server, workloads: Sequence[str], against: Sequence[str]) -> Iterator[dict[str, Lane]]:
    """The contenders over one server, each with a process that asks it."""
    with contextlib.ExitStack() as stack:
        questions = _drawn(server, workloads, Path(stack.enter_context(tempfile.TemporaryDirectory())))
        endpoint = server.endpoint
        # The password is handed on where no list of processes shows it.
        os.environ |= {"BENCH_USER": endpoint.user, "BENCH_PASSWORD": endpoint.password}
        stack.callback(remove_flags, server)
        found = {HUB: Lane(HUB, _over_http(stack, questions, server.url), server.pids)}
        for name in against:
            if name in (ONE, MANY):
                agent = stack.enter_context(
                    Agent("benchmarks.bare", str(questions), endpoint.uri, endpoint.database, name)
                )
                found[name] = Lane(name, agent, {"driver": agent.pid, "neo4j": server.pids["neo4j"]})
        yield found


def _over_http(stack: contextlib.ExitStack, questions: Path, url: str) -> Agent:
    return stack.enter_context(Agent("benchmarks.over_http", str(questions), url))


def _drawn(server: Server, workloads: Sequence[str], folder: Path) -> Path:
    path = folder / "questions.json"
    drawn = Drawing(server.data, server.endpoint).draw(list(workloads))
    path.write_text(json.dumps(drawn), encoding="utf-8")
    return path


def remove_flags(server: Server) -> None:
    """Take back what the writing workload left, so that the next run finds the same graph."""
    endpoint = server.endpoint
    with (
        servers.connected(endpoint) as driver,
        driver.session(database=endpoint.database) as session,
    ):
        session.run(
            "MATCH (f:Flag {statement: 'bench'}) CALL (f) { DETACH DELETE f } IN TRANSACTIONS OF 1000 ROWS"
        ).consume()
