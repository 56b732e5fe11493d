"""HTTP connections: kept, reused, pipelined, and ended where nothing comes of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from support.served_app import listening
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from hub.process.server import KEEP_ALIVE_SECONDS, server_config
from hub.serving import bounded_heads
from hub.serving.bounded_heads import BoundedHeads
from hub.shell import terminal

#: What nginx, HAProxy and the load balancers of clouds keep an idle connection for.
PROXIES_KEEP_SECONDS = 60
PATIENCE = 60.0


async def _hello(request: Request) -> PlainTextResponse:
    return PlainTextResponse(request.url.path)


APP = Starlette(routes=[Route("/{name}", _hello)])


@pytest.fixture
async def address() -> AsyncIterator[tuple[str, int]]:
    """Where a hub's server answers with the path it was asked for."""
    async with listening(APP) as url:
        host, port = url.removeprefix("http://").split(":")
        yield host, int(port)


def asked(path: str, *headers: str, version: str = "1.1") -> bytes:
    """A request."""
    return "\r\n".join((f"GET {path} HTTP/{version}", "Host: hub", *headers, "", "")).encode()


async def until(reader: asyncio.StreamReader, end: bytes) -> bytes:
    """What arrives, to an end that is expected."""
    return await asyncio.wait_for(reader.readuntil(end), PATIENCE)


async def rest(reader: asyncio.StreamReader) -> bytes:
    """What arrives until the connection is closed."""
    return await asyncio.wait_for(reader.read(-1), PATIENCE)


async def test_an_idle_connection_outlasts_those_of_proxies_and_is_used_again(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[float] = []

    def note(self: BoundedHeads) -> None:
        complete(self)
        assert self.timeout_keep_alive_task is not None
        kept.append(self.timeout_keep_alive_task.when() - self.loop.time())

    complete = BoundedHeads.on_response_complete
    monkeypatch.setattr(BoundedHeads, "on_response_complete", note)
    reader, writer = await asyncio.open_connection(*address)
    for path in ("/a", "/b"):
        writer.write(asked(path))
        assert b"connection: close" not in await until(reader, path.encode())
    writer.close()

    assert len(kept) == 2
    assert all(PROXIES_KEEP_SECONDS < each <= KEEP_ALIVE_SECONDS for each in kept)


@pytest.mark.parametrize("begun", [b"\r\n", b"GET /b HT"], ids=["a line end", "half a head"])
@pytest.mark.parametrize("before", [b"", asked("/a")], ids=["fresh", "after an answer"])
async def test_a_head_that_does_not_come_ends_the_connection(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch, before: bytes, begun: bytes
) -> None:
    reader, writer = await asyncio.open_connection(*address)
    if before:
        writer.write(before)
        await until(reader, b"/a")
    monkeypatch.setattr(bounded_heads, "SECONDS", 0.1)
    if not before:
        writer.close()
        reader, writer = await asyncio.open_connection(*address)
    writer.write(begun)

    assert (await rest(reader)).startswith(b"HTTP/1.1 408 ")
    writer.close()


async def test_pipelined_requests_are_answered_in_order(address: tuple[str, int]) -> None:
    reader, writer = await asyncio.open_connection(*address)
    writer.write(b"".join(asked(path) for path in ("/a", "/b", "/c")))
    answers = [await until(reader, path) for path in (b"/a", b"/b", b"/c")]
    writer.close()

    assert [each.count(b"HTTP/1.1 200 OK") for each in answers] == [1, 1, 1]


@pytest.mark.parametrize(
    "last", [asked("/a", "Connection: close"), asked("/a", version="1.0")], ids=["close", "HTTP/1.0"]
)
async def test_what_is_asked_last_is_answered_last(address: tuple[str, int], last: bytes) -> None:
    reader, writer = await asyncio.open_connection(*address)
    writer.write(last + asked("/b"))
    answered = await rest(reader)
    writer.close()

    assert b"connection: close" in answered
    assert answered.endswith(b"/a")


async def _refuse_early(request: Request) -> PlainTextResponse:
    return PlainTextResponse("too large", status_code=413, headers={"Connection": "close"})


async def test_who_sends_too_much_reads_why() -> None:
    app = Starlette(routes=[Route("/graphql", _refuse_early, methods=["POST"])])
    async with listening(app) as url:
        host, port = url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Length: 8000000\r\n\r\n")
        for _ in range(8):
            # As browsers and Node do: all of it, before anything is read.
            writer.write(b"x" * 1_000_000)
            await asyncio.wait_for(writer.drain(), PATIENCE)
        answered = await rest(reader)
        writer.close()

    assert answered.startswith(b"HTTP/1.1 413 ")
    assert answered.endswith(b"too large")


async def _send_on(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"x" * 1_000_000)
        await writer.drain()


async def test_a_body_without_end_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_heads, "LINGER_SECONDS", 0.1)
    app = Starlette(routes=[Route("/graphql", _refuse_early, methods=["POST"])])
    async with listening(app) as url:
        host, port = url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Length: 8000000\r\n\r\n")
        assert (await rest(reader)).endswith(b"too large")
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            await asyncio.wait_for(_send_on(writer), PATIENCE)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([f"X-{place}: {'x' * 8000}" for place in range(8)], b"200"),
        ([f"X-{place}: {'x' * 8000}" for place in range(9)], b"431"),
        (["X: " + "x" * 70_000], b"431"),
    ],
    ids=["below the bound", "above it in nine fields", "above it in one"],
)
async def test_a_head_has_sixty_four_kilobytes(address: tuple[str, int], headers: list[str], status: bytes) -> None:
    reader, writer = await asyncio.open_connection(*address)
    writer.write(asked("/a", "Connection: close", *headers))
    answered = await rest(reader)
    writer.close()

    assert answered.split(b" ")[1] == status


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /a HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /a HTTP/1.1\r\nHost: hub\r\nHost: other\r\n\r\n", b"400"),
        (b"POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", b"400"),
        (b"GET /a HTTP/1.0\r\n\r\n", b"200"),
    ],
)
async def test_a_request_names_one_host(address: tuple[str, int], request_: bytes, status: bytes) -> None:
    reader, writer = await asyncio.open_connection(*address)
    writer.write(request_)
    answered = await rest(reader)
    writer.close()

    assert answered.split(b" ")[1] == status


def test_the_fast_loop_and_the_fast_parser_are_used() -> None:
    async def loop() -> str:
        return type(asyncio.get_running_loop()).__module__

    config = server_config(APP)  # type: ignore[arg-type]  # any application
    config.load()

    assert terminal.run(loop()).startswith("uvloop")
    assert issubclass(config.http_protocol_class, HttpToolsProtocol)
