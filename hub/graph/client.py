"""The graph as the hub uses it: reading statements, changes, writes, snapshots and schema statements."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Query, unit_of_work
from neo4j.exceptions import DriverError, Neo4jError

from hub.graph.connections import Connections
from hub.graph.deadlines import deadline as deadline
from hub.graph.direct_reads import ReadStatement
from hub.graph.errors import is_passing, never_sent, translated, unknown_outcome
from hub.graph.parameters import safe
from hub.graph.revisions import ADD, HOLD
from schema.errors import LinkageError
from schema.statements.write import Write
from schema.touched import EVERYTHING, NOTHING, merged

if TYPE_CHECKING:
    from neo4j import AsyncManagedTransaction, AsyncResult

# A read that failed for a passing reason is asked again after these pauses; all in one deadline.
RETRY_PAUSES = (0.05, 0.25, 1.0)

_REVISED = f"{ADD}\nWITH count(*) AS revised\n"
_OPTIONS = re.compile(r"(CYPHER(?: \w+=\w+)+\s+|)(.*)", re.DOTALL)
Rows = list[dict[str, Any]]
#: A statement that no generator has made, and its parameters.
ByHand = tuple[str, Mapping[str, Any]]
Answer = TypeVar("Answer")


class Graph(Connections):
    """Runs statements on one database: reads, changes, writes in a transaction, snapshots, schema."""

    # Tests replace it; nothing else does.
    pause: Callable[[float], Awaitable[None]] = staticmethod(asyncio.sleep)

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

    async def ask_together(self, asked: Sequence[ReadStatement], *, operation: str) -> list[list[Sequence[Any]]]:
        """Run reading statements one after the other on one connection, in one round trip; the records of each.

        Use only for cheap statements; expensive ones are faster side by side. Raises on the first failure and does not
        retry; to learn which statement failed, ask each alone.
        """
        seconds = self._seconds(None, operation)
        given = [(text, safe(parameters)) for text, parameters in asked]

        async def work() -> list[list[Sequence[Any]]]:
            assert self._direct is not None  # noqa: S101 - asked for before
            self.statements += len(given)
            return await self._direct.read(given, {"operation": operation}, seconds)

        return await self._guarded(work, operation, seconds, writing=False)

    async def ask_in_turn(self, asked: Sequence[ReadStatement], *, operation: str) -> list[list[Sequence[Any]]]:
        """Run small reading statements in turn on one server, ahead of the queue; the records of each.

        For statements that many questions wait for; one such call at a time.
        """
        seconds = self._timeout
        given = [(text, safe(parameters)) for text, parameters in asked]

        @unit_of_work(metadata={"operation": operation}, timeout=seconds)
        async def transact(transaction: AsyncManagedTransaction) -> list[list[Sequence[Any]]]:
            return [await _values(await transaction.run(text, parameters)) for text, parameters in given]

        async def work() -> list[list[Sequence[Any]]]:
            if self._direct is not None:
                return await self._direct.read(given, {"operation": operation}, seconds)
            async with self._session(READ_ACCESS) as session:
                return await session.execute_read(transact)

        return await self._translating(work, operation, seconds, writing=False)

    async def change(
        self,
        write: Write,
        *,
        operation: str,
        timeout: float | None = None,  # noqa: ASYNC109 - becomes the transaction's
    ) -> tuple[Any, Any] | None:
        """Run one writing statement, a transaction by itself, that returns at most one record of two values.

        Asked again where the database says that nothing was written; a lost connection leaves that unknown. Where the
        statement makes a row and touches something, it adds an entry to the revision log (`hub/graph/revisions.py`).
        """
        text, parameters = write.whole, write.parameters
        if write.touched != NOTHING:
            text = f"{write.text}\n{ADD}\n{write.returns}"
            parameters = {**parameters, "revisionTouched": write.touched}
        records = await self._run(text, parameters, operation, timeout, _values, writing=True)
        if not records:
            return None
        ((one, other),) = records
        return one, other

    async def write(
        self,
        statements: Sequence[Write | ByHand],
        *,
        operation: str,
        timeout: float | None = None,  # noqa: ASYNC109 - becomes the transaction's
        touched: bytes | None = EVERYTHING,
    ) -> list[Rows]:
        """Run all statements in one transaction, retried as a whole, and answer the records of each.

        Statements are generated (`schema/statements/`) and say what they touch. For one that is written by hand, a text
        and its parameters, `touched` says it; tests/schema/test_one_write_path.py names the few that there are.

        The transaction adds an entry to the revision log that says what it touches (`schema/touched.py`), so that
        no answer rests on rights that it may have changed. It adds none where it touches nothing.
        """
        seconds = self._seconds(timeout, operation)
        writes = [each if isinstance(each, Write) else Write(*each, touched) for each in statements]
        marks = merged(each.touched for each in writes)
        begun = False

        @unit_of_work(metadata={"operation": operation}, timeout=seconds)
        async def transact(transaction: AsyncManagedTransaction) -> list[Rows]:
            nonlocal begun
            begun, answers = True, []
            for place, write in enumerate(writes, 1):
                text, given = write.whole, safe(write.parameters)
                self.statements += 1
                # With the last, which spares a round trip, and is nearest to the moment at which all of it counts.
                if marks != NOTHING and place == len(writes):
                    # Query options stand before everything.
                    options, rest = _OPTIONS.match(text).groups()  # type: ignore[union-attr]  # it matches any text
                    text, given = options + _REVISED + rest, {**given, "revisionTouched": marks}
                answers.append(await _all_rows(await transaction.run(text, given)))
            return answers

        async def work() -> list[Rows]:
            async with self._session(WRITE_ACCESS) as session:
                return await session.execute_write(transact)

        return await self._guarded(work, operation, seconds + self._timeout, writing=lambda: begun)

    @asynccontextmanager
    async def snapshot(self, seconds: float) -> AsyncIterator[Callable[[str], AsyncIterator[Sequence[Any]]]]:
        """The graph of one moment: writers wait until the block ends. Yields what streams a reading statement.

        Writes that touch no rights and no answers do not wait.
        """
        problem: LinkageError | None = None
        try:
            async with (
                self._session(WRITE_ACCESS) as session,
                await session.begin_transaction(metadata={"operation": "snapshot"}, timeout=seconds) as transaction,
            ):
                await (await transaction.run(HOLD)).consume()

                async def stream(text: str) -> AsyncIterator[Sequence[Any]]:
                    async for record in await transaction.run(text):
                        yield record.values()

                yield stream
                await transaction.rollback()
        except (DriverError, Neo4jError) as caught:
            problem = translated(caught, "snapshot")
        if problem is not None:
            raise problem

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
                    if writing and isinstance(problem, DriverError) and not never_sent(problem):
                        # The connection was lost between sending the statement and receiving the answer.
                        raise unknown_outcome(operation) from None
                    wait = next(pauses, None) if is_passing(problem) else None
                    if wait is None:
                        raise
                await self.pause(wait)

        return await self._guarded(work, operation, limit, writing=writing)


async def _all_rows(result: AsyncResult) -> Rows:
    return [dict(zip(record.keys(), record, strict=True)) async for record in result]


async def _values(result: AsyncResult) -> list[Sequence[Any]]:
    return [record.values() async for record in result]
