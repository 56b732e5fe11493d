"""The only module that knows the Neo4j driver: questions, writes, schema."""

from __future__ import annotations

import asyncio
import importlib.util
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, AsyncDriver, AsyncGraphDatabase, AsyncSession, Query, unit_of_work
from neo4j.exceptions import DriverError, Neo4jError

from hub.driver_reads import Asked, DirectReads
from hub.gate import Gate
from hub.graph_errors import is_passing, timed_out, translated, unknown_outcome
from hub.parameters import safe
from schema.errors import LinkageError, SetupError

if TYPE_CHECKING:
    from neo4j import AsyncManagedTransaction, AsyncResult

    from hub.embedded import Endpoint

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
# A read that failed for a passing reason is asked again after these pauses; all in one deadline.
RETRY_PAUSES = (0.05, 0.25, 1.0)

# Nodes that are only counted: a counter would be one node that all writers wait for.
_REVISED = "CREATE (:Revision)\nWITH count(*) AS revised\n"

Rows = list[dict[str, Any]]
Answer = TypeVar("Answer")


#: When the operation that this task works for must be over, by the monotonic clock.
_ENDS: ContextVar[float | None] = ContextVar("ends", default=None)
#: The driver counts milliseconds, and reads none as no timeout at all.
LEAST_SECONDS = 0.01


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """All statements sent within, also by tasks that begin there, end in so many seconds from now."""
    token = _ENDS.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ENDS.reset(token)


class Graph:
    """One pool of connections to one database."""

    # Tests replace it; nothing else does.
    pause: Callable[[float], Awaitable[None]] = staticmethod(asyncio.sleep)

    def __init__(self, driver: AsyncDriver, database: str, timeout: float, gate: Gate, *, routed: bool = False) -> None:
        self._driver = driver
        self.gate = gate
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
        """Connect, and make sure that the database answers; `direct` as hub/driver_reads.py has it."""
        driver: AsyncDriver | None = None
        problem: Exception
        try:
            driver = AsyncGraphDatabase.driver(
                endpoint.uri,
                auth=(endpoint.user, endpoint.password),
                max_connection_pool_size=pool_size,
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=timeout,
                max_transaction_retry_time=timeout,
                liveness_check_timeout=IDLE_CHECK_SECONDS,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                user_agent="linkage-hub",
            )
            routed = endpoint.uri.startswith("neo4j")
            graph = cls(driver, endpoint.database, timeout, Gate(pool_size), routed=routed)
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

    async def ask(
        self,
        text: str,
        parameters: Mapping[str, Any],
        *,
        operation: str,
        timeout: float | None = None,  # noqa: ASYNC109 - becomes the transaction's
    ) -> Rows:
        """Run one reading statement and answer all records."""
        return await self._run(text, parameters, operation, timeout, _all_rows)

    async def ask_one(
        self,
        text: str,
        parameters: Mapping[str, Any],
        *,
        operation: str,
        timeout: float | None = None,  # noqa: ASYNC109 - becomes the transaction's
    ) -> Any | None:
        """Run one reading statement and answer the first value of its first record, or None without a record."""
        records = await self._run(text, parameters, operation, timeout, _values)
        return records[0][0] if records else None

    async def ask_all(self, text: str, parameters: Mapping[str, Any], *, operation: str) -> Sequence[Sequence[Any]]:
        """Run one reading statement and answer all its records, each a list of its values."""
        return await self._run(text, parameters, operation, None, _values)

    @property
    def reads_together(self) -> bool:
        """Whether several statements can be read in one round trip."""
        return self._direct is not None

    async def ask_together(self, asked: Sequence[Asked], *, operation: str) -> list[list[Sequence[Any]]]:
        """Run reading statements one after the other on one connection, in one round trip; the records of each.

        For small ones only: others are sooner asked side by side. Raises for the first that fails, and nothing is asked
        again: whoever wants to know which goes on without it asks each alone.
        """
        seconds = self._seconds(None, operation)
        given = [(text, safe(parameters)) for text, parameters in asked]

        async def work() -> list[list[Sequence[Any]]]:
            assert self._direct is not None  # noqa: S101 - asked for before
            self.statements += len(given)
            return await self._direct.read(given, {"operation": operation}, seconds)

        return await self._guarded(work, operation, seconds, writing=False)

    async def change(
        self,
        text: str,
        parameters: Mapping[str, Any],
        *,
        operation: str,
        timeout: float | None = None,  # noqa: ASYNC109 - becomes the transaction's
    ) -> tuple[Any, Any]:
        """Run one writing statement, a transaction by itself, that returns one record of two values; answer both.

        Asked again where the database says that nothing was written; a lost connection leaves that unknown. The
        statement adds its own revision.
        """
        ((one, other),) = await self._run(text, parameters, operation, timeout, _values, writing=True)
        return one, other

    async def write(
        self,
        statements: Sequence[tuple[str, Mapping[str, Any]]],
        *,
        operation: str,
        timeout: float | None = None,  # noqa: ASYNC109 - becomes the transaction's
    ) -> list[Rows]:
        """Run all statements in one transaction, retried as a whole, and answer the records of each.

        The transaction adds a revision to the graph: what others keep of the graph is good for one revision only.
        """
        seconds = self._seconds(timeout, operation)

        @unit_of_work(metadata={"operation": operation}, timeout=seconds)
        async def transact(transaction: AsyncManagedTransaction) -> list[Rows]:
            answers = []
            for place, (text, parameters) in enumerate(statements, 1):
                given = safe(parameters)
                self.statements += 1
                # With the last, which spares a round trip.
                whole = _REVISED + text if place == len(statements) else text
                answers.append(await _all_rows(await transaction.run(whole, given)))
            return answers

        async def work() -> list[Rows]:
            async with self._session(WRITE_ACCESS) as session:
                return await session.execute_write(transact)

        return await self._guarded(work, operation, seconds + self._timeout, writing=True)

    async def run_schema(self, text: str) -> None:
        """Run one statement that declares a constraint or an index; building one may take long, so without deadline."""

        async def work() -> None:
            async with self._session(WRITE_ACCESS) as session:
                self.statements += 1
                await (await session.run(Query(text, metadata={"operation": "schema"}))).consume()

        await self._guarded(work, "schema", None, writing=True)

    async def _run(
        self,
        text: str,
        parameters: Mapping[str, Any],
        operation: str,
        seconds: float | None,
        take: Callable[[AsyncResult], Awaitable[Answer]],
        *,
        writing: bool = False,
    ) -> Answer:
        limit = self._seconds(seconds, operation)
        given = safe(parameters)
        access = WRITE_ACCESS if writing else READ_ACCESS
        direct = None if writing or take is not _values else self._direct

        async def work() -> Answer:
            pauses = iter(RETRY_PAUSES)
            while True:
                # Asked again, it has what is left of the deadline.
                left, marks = self._seconds(seconds, operation), {"operation": operation}
                try:
                    if direct is not None:
                        self.statements += 1
                        return (await direct.read([(text, given)], marks, left))[0]  # type: ignore[return-value]  # as _values does
                    query = Query(text, metadata=marks, timeout=left)
                    async with self._session(access) as session:
                        self.statements += 1
                        return await take(await session.run(query, given))
                except (DriverError, Neo4jError) as problem:
                    if writing and isinstance(problem, DriverError):
                        # The connection was lost somewhere between sending and hearing of it.
                        raise unknown_outcome(operation) from None
                    wait = next(pauses, None) if is_passing(problem) else None
                    if wait is None:
                        raise
                await self.pause(wait)

        return await self._guarded(work, operation, limit, writing=writing)

    def _seconds(self, asked: float | None, operation: str) -> float:
        """How long a statement may take: what was asked, or the default, but no longer than the deadline."""
        seconds, ends = asked or self._timeout, _ENDS.get()
        if ends is None:
            return seconds
        left = ends - time.monotonic()
        if left < LEAST_SECONDS:
            raise timed_out(operation)
        return min(seconds, left)

    def _session(self, access: str) -> AsyncSession:
        return self._driver.session(
            database=self._database, default_access_mode=access, bookmark_manager=self._bookmarks
        )

    async def _guarded(
        self, work: Callable[[], Awaitable[Answer]], operation: str, seconds: float | None, *, writing: bool
    ) -> Answer:
        """Do the work, translate what goes wrong in it, and do not wait for ever for a server that fell silent."""
        failure: LinkageError
        try:
            async with self.gate, asyncio.timeout(None if seconds is None else seconds + SILENCE_SECONDS):
                return await work()
        except TimeoutError:
            failure = unknown_outcome(operation) if writing else timed_out(operation)
        except (DriverError, Neo4jError) as problem:
            failure = translated(problem, operation)
        # Raised outside of the handlers: the driver's error, chained to ours, would carry values into a log.
        raise failure


async def _all_rows(result: AsyncResult) -> Rows:
    return [dict(zip(record.keys(), record, strict=True)) async for record in result]


async def _values(result: AsyncResult) -> list[Sequence[Any]]:
    return [record.values() async for record in result]
