"""The way of a verb to the database, and whether the graph is of this hub's version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hub.errors import MigrationError
from hub.shell import terminal
from schema.errors import SetupError

if TYPE_CHECKING:
    from hub.embedded.process import EmbeddedNeo4j, Endpoint
    from hub.graph.client import Graph
    from hub.settings import Settings


@contextmanager
def opened(
    settings: Settings, *, fast_start: bool = False, share: bool = True, owned: list[EmbeddedNeo4j] | None = None
) -> Iterator[Endpoint]:
    """The database of these settings: a server, the one of a hub that runs here, or one of our own meanwhile.

    One of our own is put into `owned`.
    """
    given = settings.endpoint
    if given is not None:
        yield given
        return
    from hub.embedded.process import EmbeddedNeo4j, running

    embedded = EmbeddedNeo4j(settings.data, heap=settings.java_heap, fast_start=fast_start, progress=terminal.said("…"))
    try:
        endpoint = embedded.start()
        if owned is not None:
            owned.append(embedded)
    except SetupError as problem:
        if not share or "holder" not in problem.details:
            raise
        endpoint = running(settings.data)
    try:
        yield endpoint
    finally:
        embedded.stop()


async def check_version(graph: Graph) -> None:
    """Raise MigrationError unless the graph has this hub's schema version."""
    from hub.migration.versions import VERSION, version

    found = await version(graph)
    if found == VERSION:
        return
    if found == 0:
        raise MigrationError("The graph is not initialised.", hint="Run: hub init", found=0, known=VERSION)
    newer = found > VERSION
    raise MigrationError(
        f"The graph has schema version {found}; this hub needs {VERSION}.",
        hint="Run the newer hub, or restore a graph of this version." if newer else "Run: hub init",
        found=found,
        known=VERSION,
    )
