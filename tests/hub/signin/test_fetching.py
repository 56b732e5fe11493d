"""A provider that is slow, large, elsewhere or no provider at all costs an officer a moment, and the hub nothing."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
import pytest

from hub.access.safe_urls import is_safe
from hub.graph import Graph
from hub.signin import fetching
from hub.signin.providers import Provider, Providers
from schema.errors import SignInFailed

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"


@asynccontextmanager
async def answering(*parts: bytes, hang: bool = False) -> AsyncIterator[tuple[str, list[str]]]:
    """A server that answers everybody with these bytes, and what it was asked; with `hang` it goes on for ever."""
    asked: list[str] = []
    over, before = asyncio.Event(), asyncio.all_tasks()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Whoever asks may leave at any moment.
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            asked.append((await reader.readuntil(b"\r\n")).decode().strip())
            for part in parts:
                writer.write(part)
                await writer.drain()
            if hang:
                await over.wait()
        # Sent what there is to send: closing in good order would wait for whoever asked.
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        over.set()
        # Whoever asked may have left before being let in: that is a task too, and makes the one that serves. A server
        # that is closed meanwhile (Python 3.11) forgets the connection without closing it.
        async with asyncio.timeout(5):
            while begun := asyncio.all_tasks() - before:
                await asyncio.wait(begun)
        server.close()


@pytest.mark.parametrize("turns", range(8))
def test_the_server_of_these_tests_leaves_nobody_half_let_in(turns: int) -> None:
    async def leave() -> None:
        async with answering(HEAD) as (url, _):
            with socket.socket() as gone:
                gone.connect(("127.0.0.1", int(url.rpartition(":")[2])))
            for _turn in range(turns):
                await asyncio.sleep(0)

    asyncio.run(leave())
    # A connection that nobody closed says so when it is thrown away, which fails whichever test is running then.
    gc.collect()


@pytest.mark.parametrize(
    "answer",
    [
        (b"",),
        (b"not http at all\r\n\r\n",),
        (HEAD, b"not json"),
        (HEAD, b"[1]"),
        (HEAD, b'{"a": "' + b"x" * (fetching.MOST_BYTES + 1) + b'"}'),
        (b"HTTP/1.1 500 No\r\nConnection: close\r\n\r\n",),
        (b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nConnection: close\r\n\r\n",),
    ],
    ids=["nothing", "noise", "text", "list", "large", "broken", "redirect"],
)
async def test_what_is_no_answer_is_refused(answer: tuple[bytes, ...]) -> None:
    async with answering(*answer) as (url, asked):
        with pytest.raises(SignInFailed) as refused:
            await fetching.get_json(url)

    assert refused.value.details["reason"] == "unavailable"
    assert len(asked) == 1
    assert "127.0.0.1" not in str(refused.value)


async def test_a_silent_provider_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    async with answering(HEAD, b'{"a":', hang=True) as (url, _):
        with pytest.raises(SignInFailed):
            await fetching.get_json(url)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://id.example", True),
        ("https://id.example:8443/realms/a", True),
        ("http://127.0.0.1:1", True),
        ("http://[::1]:1/", True),
        ("http://id.example", False),
        ("http://127.0.0.1.example", False),
        ("https://user@id.example", False),
        ("https://id.example/#a", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://a:b", False),
        ("", False),
        (None, False),
        ("https://" + "a" * 2000, False),
    ],
)
def test_only_tls_or_this_machine_is_asked(url: object, safe: bool) -> None:
    assert is_safe(url) is safe


@pytest.mark.parametrize(
    "metadata",
    [
        '{"issuer": "https://elsewhere.example"}',
        '{"issuer": "%s"}',
        '{"issuer": "%s", "authorization_endpoint": "http://id.example", "token_endpoint": "%s", "jwks_uri": "%s"}',
        '{"issuer": "%s", "authorization_endpoint": "javascript:alert(1)", "token_endpoint": "%s", "jwks_uri": "%s"}',
        '{"issuer": "%s", "authorization_endpoint": "%s", "token_endpoint": "%s", "jwks_uri": "%s",'
        ' "code_challenge_methods_supported": ["plain"]}',
    ],
)
async def test_a_provider_must_be_what_it_was_registered_as(graph: Graph, metadata: str) -> None:
    made: list[str] = []

    async def discover(url: str) -> dict[str, object]:
        made.append(url)
        found: dict[str, object] = orjson.loads(metadata.replace("%s", "http://127.0.0.1:9"))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hub.signin.providers.get_json", discover)
        provider = Provider("示0102", "http://127.0.0.1:9", "hub", "sub", "openid")
        with pytest.raises(SignInFailed) as refused:
            await Providers(graph).known(provider)

    assert made == ["http://127.0.0.1:9/.well-known/openid-configuration"]
    assert refused.value.details["reason"] == "unavailable"


async def test_a_provider_that_failed_is_left_alone_for_a_moment(graph: Graph) -> None:
    time = [0.0]
    async with answering(b"HTTP/1.1 500 No\r\nConnection: close\r\n\r\n") as (url, asked):
        providers = Providers(graph, lambda: time[0])
        provider = Provider("示0102", url, "hub", "sub", "openid")
        for seconds, times in ((0, 1), (0, 1), (4, 1), (6, 2), (7, 2)):
            time[0] = seconds
            with pytest.raises(SignInFailed):
                await providers.known(provider)
            assert len(asked) == times


async def test_a_provider_that_trickles_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.2)
    # Never silent for long, and never at an end.

    async def trickle(_: object) -> bytes:
        await asyncio.Event().wait()
        return b""

    monkeypatch.setattr(fetching, "_body", trickle)
    async with answering(HEAD, b"{}") as (url, _):
        with pytest.raises(SignInFailed):
            await fetching.get_json(url)
