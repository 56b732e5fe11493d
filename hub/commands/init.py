"""`hub init`: bring the graph to this hub's schema version."""

from __future__ import annotations

import typer

from hub import logs
from hub.commands import shell
from hub.graph import Graph
from hub.migrate import Initialised
from hub.migrate import init as migrate
from hub.settings import Settings


def init() -> None:
    """Initialise and say what was done."""
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)

    async def work() -> Initialised:
        async with await Graph.open(endpoint) as graph:
            return await migrate(graph)

    with shell.database(settings) as endpoint:
        done = shell.run(work())
    if done.before == done.after:
        typer.echo(f"The graph is at schema version {done.after} already.")
    else:
        typer.echo(f"The graph is now at schema version {done.after} (before: {done.before or 'none'}).")
