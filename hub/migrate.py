"""`hub init`: brings a graph to this hub's schema version; may be run any number of times."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hub.access.registry import CONSTRAINTS as REGISTRY_CONSTRAINTS
from hub.graph import Graph
from loaders.pipeline import CONSTRAINTS as INTAKE_CONSTRAINTS
from schema.errors import MigrationError
from schema.model import MODEL, Model
from schema.statements import constraints, indexes

#: Statements that carry data from one version to the next, by the version they lead to. Version 1 is the first.
MIGRATIONS: dict[int, Sequence[str]] = {1: ()}
VERSION = max(MIGRATIONS)


@dataclass(frozen=True, slots=True)
class Initialised:
    """What `init` found and did: the version before (0 for a new graph) and after."""

    before: int
    after: int


async def init(graph: Graph, *, model: Model = MODEL, new_secret: Callable[[], bytes] | None = None) -> Initialised:
    """Create constraints and indexes, run the migrations that are due, and note the version.

    Raises MigrationError for a graph that a newer hub has migrated.
    """
    before = await version(graph)
    if before > VERSION:
        raise MigrationError(
            f"The graph has schema version {before}; this hub knows {VERSION}.",
            hint="Run the newer hub, or restore a graph of this version.",
            found=before,
            known=VERSION,
        )
    await graph.run_schema("CREATE CONSTRAINT hub_meta IF NOT EXISTS FOR (m:HubMeta) REQUIRE m.name IS UNIQUE")
    for text in (*constraints(), *indexes(model), *INTAKE_CONSTRAINTS, *REGISTRY_CONSTRAINTS):
        await graph.run_schema(text)
    await graph.ask("CALL db.awaitIndexes(300)", {}, operation="hub.init", timeout=310)
    secret = base64.b64encode((new_secret or (lambda: secrets.token_bytes(32)))()).decode()
    for number in range(before + 1, VERSION + 1):
        # The version moves in the transaction of its own migration: interrupted, it goes on where it stopped.
        note = (
            "MERGE (m:HubMeta {name: 'hub'}) SET m.version = $version, m.idSecret = coalesce(m.idSecret, $secret)",
            {"version": number, "secret": secret},
        )
        await graph.write([*((text, {}) for text in MIGRATIONS[number]), note], operation="hub.init")
    return Initialised(before, VERSION)


async def version(graph: Graph) -> int:
    """The schema version of the graph; 0 where it has none."""
    found = await graph.ask_one("MATCH (m:HubMeta) RETURN m.version AS version LIMIT 1", {}, operation="hub.version")
    return 0 if found is None else int(found)
