"""Where data is, and the database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hub.settings.kinds import heap, number, one_of, uri, whole
from hub.settings.variable import setting


@dataclass(frozen=True, kw_only=True)
class DatabaseSettings:
    """Where data is, and the database."""

    # Everything the hub keeps on disk itself is under one directory, so that removing it removes all of it.
    data: Path = setting("HUB_DATA", ".hub", "Directory of the embedded Neo4j's store, log and password.", Path)
    # Unset means embedded, so that a laptop needs no settings at all.
    neo4j_uri: str | None = setting("NEO4J_URI", None, "Address of a Neo4j server; unset starts the embedded one.", uri)
    # Neo4j's own first user; a production server should have one for the hub.
    neo4j_user: str = setting("NEO4J_USER", "neo4j", "User of the Neo4j server.")
    # Without default: a password that everybody knows is worse than a refusal.
    neo4j_password: str | None = setting(
        "NEO4J_PASSWORD",
        None,
        "Password of the Neo4j server; required with NEO4J_URI.",
        secret=True,
    )
    # Always named to the driver, which saves a round trip per statement.
    neo4j_database: str = setting("NEO4J_DATABASE", "neo4j", "Database on the Neo4j server.")
    # A city fits in 1g; more serves a larger demo or bench.
    java_heap: str = setting("HUB_JAVA_HEAP", "1g", "Heap of the embedded Neo4j, such as 512m or 2g.", heap)
    # The deadline reaches the transaction: a runaway search ends on the server too.
    query_timeout: float = setting(
        "HUB_QUERY_TIMEOUT",
        "10",
        "Seconds after which the database ends a transaction.",
        number(0.1, 3600),
    )
    # One pool per process; Neo4j itself serves 400 connections at once.
    pool_size: int = setting(
        "HUB_POOL_SIZE", "50", "Most connections to Neo4j at once, of each worker.", whole(1, 1000)
    )
    # The faster way uses names that the driver keeps to itself; should it ever misbehave, this is the way out.
    driver_reads: str = setting(
        "HUB_DRIVER_READS",
        "direct",
        "How questions are read: `direct` on a connection of the driver, `plain` through its sessions.",
        one_of("direct", "plain"),
    )
