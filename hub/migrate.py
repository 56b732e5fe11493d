"""`hub init`: brings a graph to this hub's schema version; may be run any number of times."""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hub.access.registry import CONSTRAINTS as REGISTRY_CONSTRAINTS
from hub.charts.service import CONSTRAINTS as CHART_CONSTRAINTS
from hub.graph import Graph
from hub.signin.sessions import CONSTRAINTS as SESSION_CONSTRAINTS
from schema.errors import MigrationError
from schema.model import MODEL, Model
from schema.statements import constraints, indexes

#: Statements that carry data from one version to the next, by the version they lead to. Version 1 is the first.
MIGRATIONS: dict[int, Sequence[str]] = {1: ()}
VERSION = max(MIGRATIONS)
POLL_SECONDS = 0.2
HUB_META = "CREATE CONSTRAINT hub_meta IF NOT EXISTS FOR (m:HubMeta) REQUIRE m.name IS UNIQUE"


@dataclass(frozen=True, slots=True)
class Initialised:
    """What `init` found and did: the version before (0 for a new graph) and after."""

    before: int
    after: int


async def init(graph: Graph, *, model: Model = MODEL, new_secret: Callable[[], bytes] | None = None) -> Initialised:
    """Create constraints and indexes, run the migrations that are due, and note the version.

    Raises MigrationError for a graph that a newer hub has migrated.
    """
    # Imported here: whoever only asks for the version does without the intake.
    from loaders.pipeline import CONSTRAINTS as INTAKE_CONSTRAINTS

    before = await version(graph)
    if before > VERSION:
        raise MigrationError(
            f"The graph has schema version {before}; this hub knows {VERSION}.",
            hint="Run the newer hub, or restore a graph of this version.",
            found=before,
            known=VERSION,
        )
    # A constraint has an index of its name. Asked first: a start would else spend two seconds on what is there.
    there = {row["name"] for row in await graph.ask("SHOW INDEXES YIELD name", {}, operation="hub.init", timeout=60)}
    for text in (
        HUB_META,
        *constraints(),
        *indexes(model),
        *INTAKE_CONSTRAINTS,
        *REGISTRY_CONSTRAINTS,
        *SESSION_CONSTRAINTS,
        *CHART_CONSTRAINTS,
    ):
        if _name(text) not in there:
            await graph.run_schema(text)
    await _online(graph)
    secret = base64.b64encode((new_secret or (lambda: secrets.token_bytes(32)))()).decode()
    for number in range(before + 1, VERSION + 1):
        # The version moves in the transaction of its own migration: interrupted, it goes on where it stopped.
        note = (
            "MERGE (m:HubMeta {name: 'hub'}) SET m.version = $version, m.idSecret = coalesce(m.idSecret, $secret)",
            {"version": number, "secret": secret},
        )
        await graph.write([*((text, {}) for text in MIGRATIONS[number]), note], operation="hub.init")
    return Initialised(before, VERSION)


async def _online(graph: Graph) -> None:
    """Wait until all indexes are built, however long that takes: over a first fill it is minutes."""
    text = "SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name, state"
    while rows := await graph.ask(text, {}, operation="hub.init", timeout=60):
        failed = [row["name"] for row in rows if row["state"] == "FAILED"]
        if failed:
            raise MigrationError(
                f"The database could not build the index {', '.join(failed)}.",
                hint="Its log says why; drop the index and run hub init again.",
            )
        await asyncio.sleep(POLL_SECONDS)


def _name(statement: str) -> str:
    """The name of the constraint or index that a statement creates."""
    return statement.partition(" IF NOT EXISTS")[0].rpartition(" ")[2]


async def version(graph: Graph) -> int:
    """The schema version of the graph; 0 where it has none."""
    found = await graph.ask_one("MATCH (m:HubMeta) RETURN m.version AS version LIMIT 1", {}, operation="hub.version")
    return 0 if found is None else int(found)
