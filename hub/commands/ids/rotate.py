"""`hub ids rotate`: a new version of the key that makes global ids; no id changes."""

from __future__ import annotations

import typer

from hub.audit.key_succession import nobody_writes
from hub.graph.client import Graph
from hub.migration.id_keys import rotate as rotate_key
from hub.serving import logs
from hub.settings import Settings
from hub.shell import database, terminal

EXAMPLES = ("hub ids rotate",)


def rotate() -> None:
    """Make a new version of the key of global ids, for what comes into the graph from now on. Stop all hubs first."""
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)
    # A hub or a load that goes on with the versions it has read would not know the ids of what others create.
    nobody_writes(settings.audit_home)

    async def work() -> int:
        async with await Graph.open(endpoint) as graph:
            await database.check_version(graph)
            return await rotate_key(graph)

    with database.opened(settings) as endpoint:
        version = terminal.run(work())
    typer.echo(f"Version {version} makes ids from now on. Ids that are there stay.")
    terminal.say("  → It is in the graph, so make a backup. Start the hubs; those on other machines too.")
