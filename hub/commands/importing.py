"""`hub import`: the files of `hub load --as-import` into the embedded store, many times faster than a load."""

from __future__ import annotations

import time
from pathlib import Path

import typer

from hub import logs
from hub.commands import shell
from hub.commands.progress import progress
from hub.embedded import Endpoint
from hub.embedded_import import import_files
from hub.graph import Graph
from hub.migrate import init
from hub.settings import Settings
from loaders.filling import handover
from loaders.filling.handover import Handover
from schema.errors import SetupError
from schema.values import Realm

COUNT = "RETURN COUNT { (n) } AS nodes, COUNT { ()-[r]->() } AS links"


def import_folder(folder: Path) -> None:
    """Check the files, import them, make constraints and indexes, and count what is there."""
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)
    if settings.endpoint is not None:
        raise SetupError(
            "A server's database is filled on the server's own machine.",
            hint=f"{folder.name}/{handover.README} says how. To fill the embedded one, unset NEO4J_URI.",
        )
    held = handover.read(folder)
    if held.realm == Realm.FICTIONAL.value and settings.realm is Realm.REAL:
        raise SetupError(
            f"{folder.name} holds invented people, and this hub takes real ones.",
            hint="Import them into a directory of their own with HUB_MODE=demo.",
        )
    began = time.perf_counter()
    with progress(one_bar=True) as tell:
        handover.check(folder, held, tell)
    tell_step = shell.said("…")
    import_files(settings.data, folder, handover.ARGUMENTS, heap=settings.java_heap, progress=tell_step)
    imported = time.perf_counter()
    with shell.database(settings) as endpoint:
        tell_step("Making constraints and indexes")
        shell.run(finish(endpoint, held))
    done = time.perf_counter()
    typer.echo(
        f"{held.node_count:,} nodes and {held.link_count:,} links are in"
        f" ({imported - began:.0f} s to import, {done - imported:.0f} s for constraints and indexes)."
    )


async def finish(endpoint: Endpoint, held: Handover) -> None:
    """Make constraints and indexes; raises SetupError where the store holds more or less than the files."""
    async with await Graph.open(endpoint) as graph:
        # Counted first: a graph that was never initialised is not served.
        (found,) = await graph.ask(COUNT, {}, operation="import.count", timeout=60)
        if (found["nodes"], found["links"]) != (held.node_count, held.link_count):
            raise SetupError(
                f"The store holds {found['nodes']:,} nodes and {found['links']:,} links, and the files hold"
                f" {held.node_count:,} and {held.link_count:,}.",
                hint="Remove this HUB_DATA and import again; neo4j/logs/import.log in it says what was left out.",
            )
        await init(graph)
