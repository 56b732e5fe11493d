"""`hub serve`: the API over a graph that is there."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from hub import logs
from hub.app import create_app
from hub.commands import shell
from hub.commands.serving import connect, hub_of, listen, url_of
from hub.commands.serving import serve as answer
from hub.settings import Settings
from schema.errors import SetupError

if TYPE_CHECKING:
    from hub.embedded import Endpoint

KEYS = "RETURN EXISTS { MATCH (a:RegisteredAgency) WHERE a.issuer IS NOT NULL } AS keys"
HELD = "MATCH (m:HubMeta {name: 'hub'}) RETURN coalesce(m.demo, m.demoBegun) AS demo LIMIT 1"


def serve(wait: float) -> None:
    """Serve until told to stop."""
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)
    with listen(settings.host, settings.port) as taken, shell.database(settings, share=False) as endpoint:
        shell.run(_run(settings, endpoint, taken, wait))


async def _run(settings: Settings, endpoint: Endpoint, taken: socket.socket, wait: float) -> None:
    async with await connect(settings, endpoint, wait) as graph:
        await shell.check_version(graph)
        if not settings.demo and await graph.ask_one(HELD, {}, operation="serve.check"):
            raise SetupError(
                "The graph holds the invented people of a demo.",
                hint="Serve it with HUB_MODE=demo, or give production a database of its own.",
            )
        if not settings.demo and not await graph.ask_one(KEYS, {}, operation="serve.keys"):
            shell.say("… No agency has keys yet, so nobody can ask. Register them: hub agency add, hub agency keys")
        app = create_app(await hub_of(settings, graph))
        await answer(app, taken, lambda: shell.say(f"Linkage Hub is ready: {url_of(taken)}"))
