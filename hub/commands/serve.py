"""`hub serve`: the API over a graph that is there."""

from __future__ import annotations

import asyncio
import gc
import math
import os
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from hub.app import create_app
from hub.embedded.supervisor import Supervisor, supervised
from hub.graph import mode
from hub.process.assembly import connect, hub_of, prepare
from hub.process.server import serve as answer
from hub.process.sockets import beside, check_said_twice, listen, url_of
from hub.serving import logs
from hub.settings import Settings
from hub.shell import database, terminal
from schema.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hub.access.quotas import Quotas
    from hub.embedded.process import EmbeddedNeo4j, Endpoint
    from hub.graph.client import Graph

KEYS = "RETURN EXISTS { MATCH (a:RegisteredAgency) WHERE a.issuer IS NOT NULL } AS keys"


EXAMPLES = (
    "NEO4J_URI=bolt://db:7687 NEO4J_PASSWORD=… hub serve",
    "hub serve --wait 120",
    "hub serve --workers 4",
)


def serve(
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for the database at start.")] = 30,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes that answer; default: HUB_WORKERS, or 1.")
    ] = None,
) -> None:
    """Serve the API over an existing graph; settings come from the environment (docs/for-operators.md)."""
    # Almost nothing that a start makes is garbage; looking for it takes a tenth of the time. On again once it serves.
    gc.disable()
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)
    count = workers or settings.workers
    if count > 1 and not hasattr(os, "fork"):
        raise SetupError(
            "This operating system cannot fork, and several workers need it.", hint="Use one worker here: HUB_WORKERS=1"
        )
    check_said_twice(settings)
    owned: list[EmbeddedNeo4j] = []
    with listen(settings.host, settings.port) as taken, database.opened(settings, share=False, owned=owned) as endpoint:
        if count == 1:
            terminal.run(_serve_alone(settings, endpoint, taken, wait, owned))
        else:
            _serve_with_workers(settings, endpoint, taken, wait, count, owned)


async def _serve_alone(
    settings: Settings, endpoint: Endpoint, taken: socket.socket, wait: float, owned: list[EmbeddedNeo4j]
) -> None:
    async with await connect(settings, endpoint, wait) as graph:
        await _check(settings, graph)
        with supervised(owned):
            await _serve(settings, graph, taken, lambda: _say_ready(taken))


def _serve_with_workers(
    settings: Settings,
    endpoint: Endpoint,
    taken: socket.socket,
    wait: float,
    count: int,
    owned: list[EmbeddedNeo4j],
) -> None:
    from hub.access.shared_quotas import SharedQuotas
    from hub.operations.protection import quotas_of
    from hub.process.workers import Workers

    async def check() -> None:
        async with await connect(settings, endpoint, wait) as graph:
            await _check(settings, graph)

    async def work(ready: Callable[[], None]) -> None:
        # Once all were there the database was; a worker that is started again waits for it as long as it takes.
        async with await connect(settings, endpoint, math.inf) as graph:
            await database.check_version(graph)
            with beside(taken) as own:
                await _serve(settings, graph, own, ready, quotas)

    # Not on the fast loop, which has threads of its own: a process with threads must not fork.
    asyncio.run(check())
    prepare(settings)
    # Sockets of workers would share the port with those of another hub that came first meanwhile.
    listen(*taken.getsockname()[:2]).close()
    quotas = quotas_of(settings, SharedQuotas)
    guards = [Supervisor(each) for each in owned]
    Workers(count, lambda ready: terminal.run(work(ready)), lambda: _say_ready(taken), guards).run()


async def _check(settings: Settings, graph: Graph) -> None:
    """Raise where this graph is not one to serve; say what nobody would notice."""
    await database.check_version(graph)
    await mode.check(graph, demo=settings.demo)
    if not settings.demo and not await graph.ask_one(KEYS, {}, operation="serve.keys"):
        terminal.say("… No agency has keys yet, so nobody can ask. Register them: hub agency add, hub agency keys")


async def _serve(
    settings: Settings,
    graph: Graph,
    taken: socket.socket,
    ready: Callable[[], None],
    quotas: Mapping[str, Quotas] | None = None,
) -> None:
    app = create_app(await hub_of(settings, graph, quotas))
    # What is there now stays: the collector need not look at half a million objects again and again.
    gc.freeze()
    gc.enable()
    await answer(app, taken, ready)


def _say_ready(taken: socket.socket) -> None:
    terminal.say(f"Linkage Hub is ready: {url_of(taken)}")
