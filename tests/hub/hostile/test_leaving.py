"""A client that leaves, or dawdles, holds nothing: its transaction ends in the database, its connection in the hub."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from support.http_client import Signer
from support.served_app import listening

from hub.access.quotas import UNLIMITED, Quotas
from hub.app import Hub, create_app
from hub.graph.client import Graph
from hub.graph.connection_queue import ConnectionQueue
from hub.operations.protection import Protection
from hub.serving import bounded_heads

#: Runs until it is ended; the parameters of the hub's own statement are left unused.
ENDLESS = "UNWIND range(1, 100000000000) AS n WITH n RETURN sum(n)"
QUESTION = json.dumps({"query": "{ persons(first: 1) { totalCount } }"}).encode()
PATIENCE = 60.0


class Slow(Graph):
    """Sends something endless in place of each question about persons."""

    async def _run(self, text: str, parameters: Any, operation: str, *how: Any, **more: Any) -> Any:
        """The answer, which never comes."""
        return await super()._run(ENDLESS if operation == "persons" else text, parameters, operation, *how, **more)


@pytest.fixture(scope="module")
def slow(hub: Hub, blank: Graph) -> Hub:
    """A hub over the same database on which questions about persons never end."""
    return replace(hub, graph=Slow(blank._driver, blank._database, 60.0, ConnectionQueue(50)))


@pytest.fixture(scope="module")
async def url(slow: Hub) -> AsyncIterator[str]:
    """Where it is served, with a deadline that no test reaches."""
    patient = Protection(quotas=Quotas(10**9, 10**9), deadline=60.0, body_seconds=0.2)
    async with listening(create_app(replace(slow, protection=patient))) as url:
        yield url


async def running(graph: Graph) -> int:
    """How many of the endless transactions run in the database."""
    rows = await graph.ask("SHOW TRANSACTIONS YIELD metaData RETURN metaData", {}, operation="test-watch")
    return sum(row["metaData"].get("operation") == "persons" for row in rows)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait for a condition; each look is a round trip to the database, so nothing spins."""
    async with asyncio.timeout(PATIENCE):
        while not await condition():
            pass


async def gone(graph: Graph) -> None:
    """Wait until no endless transaction runs; each ends long before it would by itself."""

    async def none() -> bool:
        return await running(graph) == 0

    await until(none)


def head(tokens: Signer, length: int, *more: str) -> bytes:
    """The head of a request."""
    lines = [
        "POST /graphql HTTP/1.1",
        "Host: hub",
        *(f"{name}: {value}" for name, value in tokens.headers().items()),
        f"Content-Length: {length}",
        *more,
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def connect(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A bare connection."""
    parts = urlsplit(url)
    return await asyncio.open_connection(parts.hostname, parts.port)


@pytest.mark.parametrize("abrupt", [False, True], ids=["closed", "reset"])
async def test_who_leaves_ends_the_transaction(url: str, tokens: Signer, blank: Graph, abrupt: bool) -> None:
    _, writer = await connect(url)
    writer.write(head(tokens, len(QUESTION)) + QUESTION)
    await writer.drain()

    async def begun() -> bool:
        return await running(blank) == 1

    await until(begun)
    if abrupt:
        writer.transport.abort()
    else:
        writer.close()
    await gone(blank)

    assert await asks(url, tokens) == {"agencies": {"totalCount": 2}}


async def test_the_deadline_reaches_the_transaction(slow: Hub, tokens: Signer, blank: Graph) -> None:
    hasty = Protection(quotas=UNLIMITED, deadline=0.3)
    transport = httpx.ASGITransport(create_app(replace(slow, protection=hasty)))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub", headers=tokens.headers()) as client:
        response = await client.post("/graphql", content=QUESTION)

    assert response.json()["errors"][0]["extensions"]["code"] == "GRAPH_TIMEOUT"
    # A server that is busy ends it a moment after the hub has given up.
    await gone(blank)


async def test_a_body_that_trickles_in_is_not_waited_for(url: str, tokens: Signer) -> None:
    reader, writer = await connect(url)
    writer.write(head(tokens, 1000) + b'{"query": "')
    async with asyncio.timeout(PATIENCE):
        answer = await reader.read()

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in answer.lower()
    assert b"bodySeconds" in answer
    writer.close()


async def test_a_head_that_trickles_in_is_not_waited_for(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_heads, "SECONDS", 0.2)
    for sent in (b"", b"POST /graphql HTTP/1.1\r\nHost: hub\r\nX-Slow: ye"):
        reader, writer = await connect(url)
        writer.write(sent)
        async with asyncio.timeout(PATIENCE):
            answer = await reader.read()

        assert answer.startswith(b"HTTP/1.1 408 ")
        writer.close()


async def test_a_body_announced_too_large_is_answered_before_it_comes(url: str, tokens: Signer) -> None:
    reader, writer = await connect(url)
    writer.write(head(tokens, 100_000_000, "Expect: 100-continue"))
    async with asyncio.timeout(PATIENCE):
        answer = await reader.read()

    # Not "100 Continue": nothing of it was wanted.
    assert answer.startswith(b"HTTP/1.1 413 ")
    writer.close()


async def test_a_client_that_leaves_in_its_body_harms_nothing(url: str, tokens: Signer) -> None:
    for sent in (b"", b"{", QUESTION[:-1]):
        _, writer = await connect(url)
        writer.write(head(tokens, len(QUESTION)) + sent)
        await writer.drain()
        writer.transport.abort()

    assert await asks(url, tokens) == {"agencies": {"totalCount": 2}}


async def asks(url: str, tokens: Signer) -> Any:
    """The answer to a question that is served."""
    async with httpx.AsyncClient(base_url=url, headers=tokens.headers(), trust_env=False) as client:
        return (await client.post("/graphql", json={"query": "{ agencies { totalCount } }"})).json()["data"]
