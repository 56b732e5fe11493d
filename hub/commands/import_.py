"""`hub import`: the files of `hub load --as-import` into the embedded store, many times faster than a load."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from hub.embedded.importing import import_files
from hub.embedded.process import Endpoint
from hub.graph import mode
from hub.graph.client import Graph
from hub.migration.versions import init
from hub.serving import logs
from hub.settings import Settings
from hub.shell import database, terminal
from hub.shell.progress import progress
from loaders.first_fill import handover
from loaders.first_fill.handover import Handover
from schema.errors import SetupError
from schema.values import Realm

COUNT = "RETURN COUNT { (n) } AS nodes, COUNT { ()-[r]->() } AS links"


EXAMPLES = ("hub import /data/import", "HUB_MODE=demo HUB_DATA=/tmp/city hub import /tmp/files   (then hub demo)")


def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that 'hub load --as-import DIR' wrote.")],
) -> None:
    """Import files of 'hub load --as-import' into a new embedded database."""
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)
    if settings.endpoint is not None:
        raise SetupError(
            "The database of a server can only be filled on the machine of that server.",
            hint=f"{folder.name}/{handover.README} says how. To fill the embedded database instead, unset NEO4J_URI.",
        )
    held = handover.read(folder)
    if held.realm == Realm.FICTIONAL.value and settings.realm is Realm.REAL:
        raise SetupError(
            f"{folder.name} holds invented people, and this hub takes real people.",
            hint="Import them into a directory of their own with HUB_MODE=demo.",
        )
    began = time.perf_counter()
    with progress(one_bar=True) as tell:
        handover.check(folder, held, tell)
    tell_step = terminal.said("…")
    import_files(settings.data, folder, handover.ARGUMENTS, heap=settings.java_heap, progress=tell_step)
    imported = time.perf_counter()
    with database.opened(settings) as endpoint:
        tell_step("Making constraints and indexes")
        terminal.run(finish(endpoint, held))
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
                hint="Remove this HUB_DATA and import again; its neo4j/logs/import.log says what was left out.",
            )
        await init(graph)
        await mode.note(graph, demo=held.realm == Realm.FICTIONAL.value)
