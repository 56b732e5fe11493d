"""The way to the database: answers, errors in our words, retries, deadlines, cancellation."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from neo4j import AsyncSession
from neo4j.exceptions import ClientError, Neo4jError, ServiceUnavailable, TransientError

from hub.embedded.process import Endpoint
from hub.errors import GraphAccessDenied, GraphFull, GraphTimeout, GraphUnavailable
from hub.graph.client import Graph
from hub.graph.deadlines import deadline, within_deadline
from hub.graph.direct_reads import DirectReads
from hub.graph.errors import translated
from schema.errors import Conflict, GraphError, LinkageError, SetupError

ENDLESS = "UNWIND range(1, 100000000000) AS n WITH n RETURN sum(n)"
DEADLINE_SECONDS = 60.0


async def running(graph: Graph, operation: str) -> bool:
    """Ask the server whether a transaction of this operation runs."""
    rows = await graph.ask("SHOW TRANSACTIONS YIELD metaData RETURN metaData", {}, operation="test-watch")
    return any(row["metaData"].get("operation") == operation for row in rows)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait for a condition; each look is a round trip to the server, so nothing spins."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while not await condition():
            pass


def server_error(code: str, message: str = "with 110101199003070038 in it") -> Neo4jError:
    """Make the error that the driver makes of a server's answer."""
    return Neo4jError._hydrate_neo4j(code=code, message=message)


class Faults:
    """Fails the driver's next statements with the given errors."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *problems: Exception) -> None:
        self.left = list(problems)
        self.pauses: list[float] = []
        real, straight = AsyncSession.run, DirectReads.read

        async def run(session: AsyncSession, *args: Any, **kwargs: Any) -> Any:
            if self.left:
                raise self.left.pop(0)
            return await real(session, *args, **kwargs)

        async def read(reads: DirectReads, *args: Any) -> Any:
            if self.left:
                raise self.left.pop(0)
            return await straight(reads, *args)

        async def pause(seconds: float) -> None:
            self.pauses.append(seconds)

        monkeypatch.setattr(AsyncSession, "run", run)
        monkeypatch.setattr(DirectReads, "read", read)
        monkeypatch.setattr(Graph, "pause", staticmethod(pause))


async def test_ask_answers_records_as_they_are(graph: Graph) -> None:
    rows = await graph.ask("UNWIND $n AS n RETURN n, {twice: n * 2} AS more", {"n": [1, 2]}, operation="test")

    assert rows == [{"n": 1, "more": {"twice": 2}}, {"n": 2, "more": {"twice": 4}}]


async def test_ask_one_answers_the_first_value_or_none(graph: Graph) -> None:
    assert await graph.ask_one("RETURN {a: [1, null]}", {}, operation="test") == {"a": [1, None]}
    assert await graph.ask_one("UNWIND [] AS nothing RETURN nothing", {}, operation="test") is None


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 11, 1, tzinfo=ZoneInfo("Asia/Shanghai")),
        time(9, 30, tzinfo=ZoneInfo("UTC")),
        [{"rows": [{"at": datetime(2026, 11, 1, tzinfo=ZoneInfo("Asia/Shanghai"))}]}],
    ],
)
async def test_a_time_zone_that_would_crash_the_driver_is_refused(graph: Graph, value: object) -> None:
    before = graph.statements

    with pytest.raises(TypeError, match="ZoneInfo: give it a fixed offset"):
        await graph.ask("RETURN $value", {"value": value}, operation="test")
    with pytest.raises(TypeError, match="ZoneInfo: give it a fixed offset"):
        await graph.write([("RETURN $value", {"value": value})], operation="test")

    assert graph.statements == before


async def test_a_time_with_a_fixed_offset_is_stored_as_it_is(graph: Graph) -> None:
    at = datetime(2026, 11, 1, 9, 30, tzinfo=timezone(timedelta(hours=8)))

    assert await graph.ask_one("RETURN $at = datetime('2026-11-01T09:30+08:00')", {"at": at}, operation="test")


async def test_each_question_is_one_statement(graph: Graph) -> None:
    before = graph.statements

    await graph.ask("RETURN 1", {}, operation="test")
    await graph.ask_one("RETURN 1", {}, operation="test")

    assert graph.statements - before == 2


async def test_a_question_cannot_write(graph: Graph) -> None:
    with pytest.raises(GraphError, match="refused"):
        await graph.ask("CREATE (:Sneaky)", {}, operation="test")

    assert await graph.ask_one("RETURN EXISTS { (:Sneaky) }", {}, operation="test") is False


async def test_write_answers_each_statement_and_is_read_at_once(graph: Graph, marker: str) -> None:
    created, counted = await graph.write(
        [
            ("CREATE (n:GraphTest {key: $key}) RETURN n.key AS key", {"key": marker}),
            ("MATCH (n:GraphTest {key: $key}) RETURN count(n) AS count", {"key": marker}),
        ],
        operation="test",
    )

    assert (created, counted) == ([{"key": marker}], [{"count": 1}])
    assert await graph.ask_one("MATCH (n:GraphTest {key: $key}) RETURN 1", {"key": marker}, operation="test") == 1


async def test_write_stands_or_falls_together(graph: Graph, marker: str) -> None:
    with pytest.raises(GraphError):
        await graph.write(
            [("CREATE (:GraphTest {key: $key})", {"key": marker}), ("RETURN 1 / 0", {})], operation="test"
        )

    found = await graph.ask_one("RETURN EXISTS { (:GraphTest {key: $key}) }", {"key": marker}, operation="test")
    assert found is False


async def test_a_broken_constraint_is_a_conflict_that_tells_no_value(graph: Graph, marker: str) -> None:
    await graph.run_schema("CREATE CONSTRAINT graph_test IF NOT EXISTS FOR (n:GraphTestUnique) REQUIRE n.key IS UNIQUE")
    statement = ("CREATE (:GraphTestUnique {key: $key})", {"key": marker})
    await graph.write([statement], operation="test")

    with pytest.raises(Conflict) as caught:
        await graph.write([statement], operation="test")

    assert marker not in f"{caught.value} {caught.value.details}"
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


async def test_a_deadline_ends_the_transaction(graph: Graph) -> None:
    with pytest.raises(GraphTimeout):
        await graph.ask(ENDLESS, {}, operation="test-deadline", timeout=0.5)

    assert not await running(graph, "test-deadline")


async def test_cancelling_ends_the_transaction(graph: Graph) -> None:
    asking = asyncio.create_task(graph.ask(ENDLESS, {}, operation="test-cancel", timeout=60))
    await until(lambda: running(graph, "test-cancel"))

    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking

    async def gone() -> bool:
        return not await running(graph, "test-cancel")

    await until(gone)


async def test_the_deadline_of_an_operation_reaches_each_of_its_statements(graph: Graph) -> None:
    with deadline(0.5), pytest.raises(GraphTimeout):
        await asyncio.create_task(graph.ask(ENDLESS, {}, operation="test-deadline", timeout=60))

    async def gone() -> bool:
        return not await running(graph, "test-deadline")

    # A server that is busy ends it a moment after the hub has given up.
    await until(gone)
    # It ended with its block: another operation has its own time.
    assert await graph.ask_one("RETURN 1", {}, operation="test") == 1


@pytest.mark.parametrize("writing", [False, True])
async def test_nothing_is_sent_after_the_deadline(graph: Graph, writing: bool) -> None:
    before = graph.statements
    sent: Awaitable[Any] = (
        graph.write([("CREATE (:GraphTest)", {})], operation="test")
        if writing
        else graph.ask("RETURN 1", {}, operation="test")
    )

    with deadline(0.0), pytest.raises(GraphTimeout):
        await sent

    assert graph.statements == before


async def test_a_question_that_needs_too_much_memory_is_not_asked_again(graph: Graph) -> None:
    if not await graph.ask_one(
        "SHOW SETTINGS YIELD name, value WHERE name = 'db.memory.transaction.max' RETURN value <> '0B'",
        {},
        operation="test",
    ):
        pytest.skip("this server has no limit")
    before = graph.statements

    with pytest.raises(GraphError, match="memory"):
        await graph.ask(
            "UNWIND range(1, 100000000) AS n RETURN collect(toString(n) + 'xxxxxxxxxxxxxxxx')",
            {},
            operation="test",
            timeout=60,
        )

    assert graph.statements - before == 1


async def test_a_passing_error_is_tried_again(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = Faults(
        monkeypatch, server_error("Neo.TransientError.Transaction.DeadlockDetected"), ServiceUnavailable("gone")
    )

    assert await graph.ask_one("RETURN 7", {}, operation="test") == 7

    assert faults.pauses == [0.05, 0.25]


async def test_retries_come_to_an_end(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = Faults(monkeypatch, *[ServiceUnavailable("gone")] * 10)

    with pytest.raises(GraphUnavailable):
        await graph.ask("RETURN 7", {}, operation="test")

    assert len(faults.left) == 6


async def test_other_errors_are_not_tried_again(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = Faults(monkeypatch, server_error("Neo.ClientError.Statement.TypeError"))

    with pytest.raises(GraphError):
        await graph.ask("RETURN 7", {}, operation="test")

    assert faults.pauses == []


async def test_a_silent_server_is_given_up(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    async def silence(*_: Any, **__: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("hub.graph.connections.SILENCE_SECONDS", 0.01)
    monkeypatch.setattr(AsyncSession, "run", silence)

    with pytest.raises(GraphTimeout):
        await graph.ask("RETURN 7", {}, operation="test", timeout=0.05)


async def test_a_silent_server_is_not_waited_for_longer_than_the_deadline(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silence(*_: Any, **__: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(AsyncSession, "run", silence)
    monkeypatch.setattr("hub.graph.connections.SILENCE_SECONDS", 3600)

    for asked in (graph.ask("RETURN 7", {}, operation="test"), within(asyncio.Event().wait())):
        async with asyncio.timeout(60):
            with deadline(0.05), pytest.raises(GraphTimeout):
                await asked


async def within(work: Coroutine[Any, Any, Any]) -> None:
    """Wait for what others ask too."""
    async with within_deadline("test"):
        await work


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"password": "wrong"}, GraphAccessDenied),
        ({"uri": "bolt://127.0.0.1:1"}, GraphUnavailable),
        ({"uri": "nonsense"}, SetupError),
        ({"database": "nothere"}, SetupError),
    ],
)
async def test_opening_says_what_is_wrong(
    endpoint: Endpoint, change: dict[str, str], expected: type[Exception]
) -> None:
    with pytest.raises(expected) as caught:
        await Graph.open(replace(endpoint, **change))

    assert isinstance(caught.value, LinkageError)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Neo.ClientError.Transaction.TransactionTimedOut", GraphTimeout),
        ("Neo.TransientError.Transaction.Terminated", GraphTimeout),
        ("Neo.ClientError.Transaction.LockClientStopped", GraphTimeout),
        ("Neo.TransientError.General.DatabaseOutOfDiskSpace", GraphFull),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", GraphFull),
        ("Neo.DatabaseError.Transaction.TransactionCommitFailed", GraphFull),
        ("Neo.DatabaseError.Transaction.TransactionStartFailed", GraphUnavailable),
        ("Neo.ClientError.Schema.ConstraintValidationFailed", Conflict),
        ("Neo.ClientError.Security.AuthenticationRateLimit", GraphAccessDenied),
        ("Neo.ClientError.Security.Forbidden", GraphAccessDenied),
        ("Neo.TransientError.Transaction.DeadlockDetected", GraphUnavailable),
        ("Neo.TransientError.General.DatabaseUnavailable", GraphUnavailable),
        ("Neo.ClientError.Statement.TypeError", GraphError),
        ("Neo.DatabaseError.General.UnknownError", GraphError),
    ],
)
def test_codes_become_our_errors_without_values(code: str, expected: type[LinkageError]) -> None:
    ours = translated(server_error(code), "test")

    assert type(ours) is expected
    assert ours.hint
    assert "110101199003070038" not in f"{ours} {ours.details}"


def test_the_fakes_are_the_drivers_own_errors() -> None:
    assert isinstance(server_error("Neo.ClientError.Statement.TypeError"), ClientError)
    assert isinstance(server_error("Neo.TransientError.Transaction.DeadlockDetected"), TransientError)
