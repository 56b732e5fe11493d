"""`hub serve`: the API over a graph that is there."""

from __future__ import annotations

import asyncio
import gc
import math
import os
import socket
from typing import TYPE_CHECKING

from hub import logs
from hub.app import create_app
from hub.commands import shell
from hub.commands.serving import beside, connect, hub_of, listen, prepare, url_of
from hub.commands.serving import serve as answer
from hub.settings import Settings
from schema.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.access.quotas import Quotas
    from hub.embedded import Endpoint
    from hub.graph import Graph

KEYS = "RETURN EXISTS { MATCH (a:RegisteredAgency) WHERE a.issuer IS NOT NULL } AS keys"
HELD = "MATCH (m:HubMeta {name: 'hub'}) RETURN coalesce(m.demo, m.demoBegun) AS demo LIMIT 1"


def serve(wait: float, workers: int | None = None) -> None:
    """Serve until told to stop; `workers` where it is not what the settings say."""
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)
    count = workers or settings.workers
    if count > 1 and not hasattr(os, "fork"):
        raise SetupError("Several workers need a system that can fork.", hint="Use one worker here: HUB_WORKERS=1")
    with listen(settings.host, settings.port) as taken, shell.database(settings, share=False) as endpoint:
        if count == 1:
            shell.run(_alone(settings, endpoint, taken, wait))
        else:
            _together(settings, endpoint, taken, wait, count)


async def _alone(settings: Settings, endpoint: Endpoint, taken: socket.socket, wait: float) -> None:
    async with await connect(settings, endpoint, wait) as graph:
        await _check(settings, graph)
        await _serve(settings, graph, taken, lambda: _say_ready(taken))


def _together(settings: Settings, endpoint: Endpoint, taken: socket.socket, wait: float, count: int) -> None:
    from hub.access.shared_quotas import SharedQuotas
    from hub.commands.workers import Workers

    async def check() -> None:
        async with await connect(settings, endpoint, wait) as graph:
            await _check(settings, graph)

    async def work(ready: Callable[[], None]) -> None:
        # Once all were there the database was; a worker that is started again waits for it as long as it takes.
        async with await connect(settings, endpoint, math.inf) as graph:
            await shell.check_version(graph)
            with beside(taken) as own:
                await _serve(settings, graph, own, ready, quotas)

    # Not on the fast loop, which has threads of its own: a process with threads must not fork.
    asyncio.run(check())
    prepare(settings)
    # Sockets of workers would share the port with those of another hub that came first meanwhile.
    listen(*taken.getsockname()[:2]).close()
    quotas = SharedQuotas(settings.officer_budget, settings.agency_budget)
    Workers(count, lambda ready: shell.run(work(ready)), lambda: _say_ready(taken)).run()


async def _check(settings: Settings, graph: Graph) -> None:
    """Raise where this graph is not one to serve; say what nobody would notice."""
    await shell.check_version(graph)
    if not settings.demo and await graph.ask_one(HELD, {}, operation="serve.check"):
        raise SetupError(
            "The graph holds the invented people of a demo.",
            hint="Serve it with HUB_MODE=demo, or give production a database of its own.",
        )
    if not settings.demo and not await graph.ask_one(KEYS, {}, operation="serve.keys"):
        shell.say("… No agency has keys yet, so nobody can ask. Register them: hub agency add, hub agency keys")


async def _serve(
    settings: Settings,
    graph: Graph,
    taken: socket.socket,
    ready: Callable[[], None],
    quotas: Quotas | None = None,
) -> None:
    app = create_app(await hub_of(settings, graph, quotas))
    # What is there now stays: the collector need not look at half a million objects again and again.
    gc.freeze()
    gc.enable()
    await answer(app, taken, ready)


def _say_ready(taken: socket.socket) -> None:
    shell.say(f"Linkage Hub is ready: {url_of(taken)}")
