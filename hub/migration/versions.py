"""`hub init`: brings a graph to this hub's schema version; may be run any number of times."""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hub.errors import MigrationError
from hub.graph.client import Graph
from hub.graph.revisions import PAD, TRIM
from hub.migration.doubles import join_doubles
from schema.model import MODEL, Model
from schema.statements.definitions import constraints, indexes, own_definitions, searched
from schema.statements.own import KeepOwn
from schema.statements.uniqueness import OF_ENTITIES, of_own
from schema.statements.write import At, IfMissing, writing
from schema.touched import NOTHING

#: Statements that carry data from one version to the next, by the version they lead to. Version 1 is the first;
#: 2 has one revision log, which says what each write touches; 3 and 4 have names, and the forms that they are looked
#: for by, as their hubs read them (hub/migration/names.py); 5 may have several keys of global ids.
MIGRATIONS: dict[int, Sequence[str]] = {1: (), 2: ("MATCH (x:FlagRevision) DELETE x",), 3: (), 4: (), 5: ()}
VERSION = max(MIGRATIONS)
#: The version that has the revision log.
REVISION_LOG = 2
#: The version that reads names as this one does.
NAME_FORMS = 4
POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Initialised:
    """What `init` found and did: the version before (0 for a new graph) and after."""

    before: int
    after: int


async def init(graph: Graph, *, model: Model = MODEL, new_secret: Callable[[], bytes] | None = None) -> Initialised:
    """Create constraints and indexes, run the migrations that are due, and note the version.

    Raises MigrationError for a graph that a newer hub has migrated, and DoubleNodes for one with nodes that no
    constraint allows.
    """
    before = await version(graph)
    if before > VERSION:
        raise MigrationError(
            f"The graph has schema version {before}; this hub knows {VERSION}.",
            hint="Run the newer hub, or restore a graph of this version.",
            found=before,
            known=VERSION,
        )
    # A constraint has an index of its name. Asked first: a start would else spend two seconds on what is there.
    rows = await graph.ask("SHOW INDEXES YIELD name, properties", {}, operation="hub.init", timeout=60)
    there = {row["name"]: row["properties"] for row in rows}
    for name, (_, props) in {"texts": searched(model), "pinyin": searched(model, pinyin=True)}.items():
        if name in there and there[name] != props:
            # Of an earlier model: what is declared since would be found by nothing.
            await graph.run_schema(f"DROP INDEX {name}")
            del there[name]
    await join_doubles(graph, [each for each in (OF_ENTITIES, *of_own()) if each.name not in there])
    for text in (*constraints(), *own_definitions(), *indexes(model)):
        if _name(text) not in there:
            await graph.run_schema(text)
    await _online(graph)
    if 0 < before < REVISION_LOG:
        # In steps: an earlier version never removed any. No hub of this version runs over that graph yet.
        while (await graph.write([(TRIM, {})], operation="hub.init", timeout=60, touched=NOTHING))[0][0]["gone"]:
            pass
    if 0 < before < NAME_FORMS:
        # In steps, and again from the start where it was interrupted: a name that is as it should be is left alone.
        from hub.migration.names import reread

        await reread(graph, model)
    secret = base64.b64encode((new_secret or (lambda: secrets.token_bytes(32)))()).decode()
    for number in range(before + 1, VERSION + 1):
        # The version moves in the transaction of its own migration: interrupted, it goes on where it stopped.
        values = {"version": number, "idSecret": IfMissing(secret)}
        note = writing(KeepOwn(At("m", "HubMeta"), {"name": "hub"}, values))
        await graph.write([*((text, {}) for text in MIGRATIONS[number]), note], operation="hub.init")
    await graph.write([(PAD, {})], operation="hub.init", timeout=60, touched=NOTHING)
    return Initialised(before, VERSION)


async def _online(graph: Graph) -> None:
    """Wait until all indexes are built, however long that takes: over a first fill it is minutes."""
    text = "SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name, state"
    while rows := await graph.ask(text, {}, operation="hub.init", timeout=60):
        failed = [row["name"] for row in rows if row["state"] == "FAILED"]
        if failed:
            raise MigrationError(
                f"The database could not build the index {', '.join(failed)}.",
                hint="The log of the database says why. Drop the index and run hub init again.",
            )
        await asyncio.sleep(POLL_SECONDS)


def _name(statement: str) -> str:
    """The name of the constraint or index that a statement creates."""
    return statement.partition(" IF NOT EXISTS")[0].rpartition(" ")[2]


async def version(graph: Graph) -> int:
    """The schema version of the graph; 0 where it has none. Raises MigrationError where a restore has not ended."""
    text = "MATCH (m:HubMeta) RETURN CASE WHEN m.restoring THEN -1 ELSE m.version END AS version LIMIT 1"
    found = await graph.ask_one(text, {}, operation="hub.version")
    if found == -1:
        raise MigrationError("A restore into this graph was not finished.", hint="Run it again: hub restore FILE")
    return 0 if found is None else int(found)
