"""Connections to one Neo4j database: opening, sessions, deadlines, and errors in the hub's words."""

from __future__ import annotations

import asyncio
import importlib.util
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias, TypeVar

from neo4j import READ_ACCESS, AsyncDriver, AsyncGraphDatabase, AsyncSession
from neo4j.exceptions import DriverError, Neo4jError

from hub.graph.connection_queue import ConnectionQueue
from hub.graph.deadlines import GRACE_SECONDS, LEAST_SECONDS, ends
from hub.graph.direct_reads import DirectReads
from hub.graph.errors import timed_out, translated, unknown_outcome
from schema.errors import LinkageError, SetupError

if TYPE_CHECKING:
    from hub.embedded.process import Endpoint

if importlib.util.find_spec("neo4j._rust") is None:
    # Without it the driver works, but decodes a big answer up to ten times more slowly and holds the loop meanwhile.
    raise SetupError(
        "The package neo4j-rust-ext is missing.",
        hint="Install the hub with its requirements: pip install neo4j-rust-ext",
    )

CONNECT_SECONDS = 5.0
# The server ends a transaction itself; only when it says nothing for this much longer does the hub give up on it.
SILENCE_SECONDS = 5.0
# Firewalls drop connections that were idle for some minutes; ask before using one again.
IDLE_CHECK_SECONDS = 60.0
# Connections for statements that many wait for: they do not stand in line.
_AHEAD = 2

Answer = TypeVar("Answer")
#: Whether work may have written something, or what says so when it ends.
Writing: TypeAlias = bool | Callable[[], bool]


class Connections:
    """One pool of connections to one database."""

    def __init__(
        self, driver: AsyncDriver, database: str, timeout: float, queue: ConnectionQueue, *, routed: bool = False
    ) -> None:
        self._driver = driver
        self.queue = queue
        # The bookmarks of all sessions are shared: on a cluster a read sees what this hub wrote before. A single server
        # shows what was committed anyway.
        self._bookmarks = driver.execute_query_bookmark_manager if routed else None
        self._direct: DirectReads | None = None
        self._database = database
        self._timeout = timeout
        # How many Cypher statements were sent; tests hold an operation to its number.
        self.statements = 0

    @classmethod
    async def open(
        cls,
        endpoint: Endpoint,
        *,
        pool_size: int = 50,
        timeout: float = 10.0,  # noqa: ASYNC109 - the default of every transaction
        direct: bool = True,
    ) -> Self:
        """Connect, and make sure that the database answers; `direct` as hub/graph/direct_reads.py has it."""
        driver: AsyncDriver | None = None
        problem: Exception
        try:
            driver = AsyncGraphDatabase.driver(
                endpoint.uri,
                auth=(endpoint.user, endpoint.password),
                max_connection_pool_size=pool_size + _AHEAD,
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=timeout,
                max_transaction_retry_time=timeout,
                liveness_check_timeout=IDLE_CHECK_SECONDS,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                user_agent="linkage-hub",
            )
            routed = endpoint.uri.startswith("neo4j")
            graph = cls(driver, endpoint.database, timeout, ConnectionQueue(pool_size), routed=routed)
            # The driver's own check asks any database; this one asks ours.
            async with graph._session(READ_ACCESS) as session:
                await (await session.run("RETURN 1")).consume()
            if direct and not routed:
                graph._direct = DirectReads.of(driver, endpoint.database, timeout)
            return graph
        # ValueError: the driver's answer to an address it cannot read.
        except (DriverError, Neo4jError, ValueError) as caught:
            problem = caught
            if driver is not None:
                await driver.close()
        except BaseException:
            if driver is not None:
                await driver.close()
            raise
        raise translated(problem, "open")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._driver.close()

    def _seconds(self, asked: float | None, operation: str) -> float:
        """How long a statement may take: what was asked, or the default, but no longer than the deadline."""
        seconds, end = asked or self._timeout, ends()
        if end is None:
            return seconds
        left = end - time.monotonic()
        if left < LEAST_SECONDS:
            raise timed_out(operation)
        return min(seconds, left)

    def _session(self, access: str) -> AsyncSession:
        return self._driver.session(
            database=self._database, default_access_mode=access, bookmark_manager=self._bookmarks
        )

    async def _guarded(
        self,
        work: Callable[[], Awaitable[Answer]],
        operation: str,
        seconds: float | None,
        *,
        writing: Writing,
    ) -> Answer:
        """Do the work in its turn, and translate what goes wrong in it."""
        async with self.queue:
            return await self._translating(work, operation, seconds, writing=writing)

    async def _translating(
        self,
        work: Callable[[], Awaitable[Answer]],
        operation: str,
        seconds: float | None,
        *,
        writing: Writing,
    ) -> Answer:
        """Do the work, translate what goes wrong in it, and do not wait for ever for a server that fell silent."""
        failure: LinkageError
        patience = None if seconds is None else seconds + SILENCE_SECONDS
        end = ends()
        if end is not None and patience is not None:
            patience = min(patience, end + GRACE_SECONDS - time.monotonic())
        try:
            async with asyncio.timeout(patience):
                return await work()
        except TimeoutError:
            # Where no transaction had begun, nothing was written.
            sent = writing() if callable(writing) else writing
            failure = unknown_outcome(operation) if sent else timed_out(operation)
        except (DriverError, Neo4jError) as problem:
            failure = translated(problem, operation)
        # Raised outside of the handlers: the driver's error, chained to ours, would carry values into a log.
        raise failure
