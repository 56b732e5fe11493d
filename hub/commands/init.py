"""`hub init`: bring the graph to this hub's schema version."""

from __future__ import annotations

import typer

from hub.graph import mode
from hub.graph.client import Graph
from hub.migration.versions import Initialised
from hub.migration.versions import init as migrate
from hub.serving import logs
from hub.settings import Settings
from hub.shell import database, terminal

EXAMPLES = ("hub init", "NEO4J_URI=bolt://db:7687 NEO4J_PASSWORD=… hub init")


def init() -> None:
    """Bring the graph to this hub's schema version; safe to run any number of times."""
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)

    async def work() -> Initialised:
        async with await Graph.open(endpoint) as graph:
            done = await migrate(graph)
            await mode.mark(graph, demo=settings.demo)
            return done

    with database.opened(settings) as endpoint:
        done = terminal.run(work())
    if done.before == done.after:
        typer.echo(f"The graph is at schema version {done.after} already.")
    else:
        typer.echo(f"The graph is now at schema version {done.after} (before: {done.before or 'none'}).")
