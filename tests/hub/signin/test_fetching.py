"""A provider that is slow, large, elsewhere or no provider at all costs an officer a moment, and the hub nothing."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import ipaddress
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import orjson
import pytest

from hub.access.safe_urls import is_safe
from hub.errors import SignInFailed
from hub.graph.client import Graph
from hub.signin import provider_http
from hub.signin.allowed_addresses import AllowedAddresses
from hub.signin.providers import Provider, Providers

#: What everybody may learn who begins a sign-in: neither which port answers, nor how.
NOTHING_TOLD = "The agency's sign-in cannot be used at the moment."
#: Discovery asks the provider alone.
NO_GRAPH = cast("Graph", None)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"


@asynccontextmanager
async def answering(*parts: bytes, hang: bool = False) -> AsyncIterator[tuple[str, list[str]]]:
    """A server that answers everybody with these bytes, and what it was asked; with `hang` it goes on for ever."""
    asked: list[str] = []
    over, before = asyncio.Event(), asyncio.all_tasks()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The client may leave at any moment.
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            asked.append((await reader.readuntil(b"\r\n")).decode().strip())
            for part in parts:
                writer.write(part)
                await writer.drain()
            if hang:
                await over.wait()
        # Sent what there is to send: closing in good order would wait for the client.
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        over.set()
        # The client may have left before being let in: that is a task too, and makes the one that serves. A server
        # that is closed meanwhile (Python 3.11) forgets the connection without closing it.
        async with asyncio.timeout(60):
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
        (HEAD, b'{"a": "' + b"x" * (provider_http.MOST_BYTES + 1) + b'"}'),
        (b"HTTP/1.1 500 No\r\nConnection: close\r\n\r\n",),
        (b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nConnection: close\r\n\r\n",),
    ],
    ids=["nothing", "noise", "text", "list", "large", "broken", "redirect"],
)
async def test_what_is_no_answer_is_refused(answer: tuple[bytes, ...]) -> None:
    async with answering(*answer) as (url, asked):
        with pytest.raises(SignInFailed) as refused:
            await provider_http.get_json(url)

    assert (refused.value.message, refused.value.details) == (NOTHING_TOLD, {"reason": "unavailable"})
    assert len(asked) == 1


async def test_a_silent_provider_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider_http, "SECONDS", 0.3)
    async with answering(HEAD, b'{"a":', hang=True) as (url, _):
        with pytest.raises(SignInFailed):
            await provider_http.get_json(url)


async def test_a_port_that_nobody_listens_on_is_told_like_one_that_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]

    with pytest.raises(SignInFailed) as refused:
        await provider_http.get_json(f"http://127.0.0.1:{port}")

    assert refused.value.message == NOTHING_TOLD


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
    assert refused.value.message == NOTHING_TOLD


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
    monkeypatch.setattr(provider_http, "SECONDS", 0.2)
    # Never silent for long, and never at an end.

    async def trickle(_: object) -> bytes:
        await asyncio.Event().wait()
        return b""

    monkeypatch.setattr(provider_http, "_body", trickle)
    async with answering(HEAD, b"{}") as (url, _):
        with pytest.raises(SignInFailed):
            await provider_http.get_json(url)


INNER = (
    "127.0.0.1",
    "127.8.8.8",
    "[::1]",
    "localhost",
    "0.0.0.0",  # noqa: S104 - refused, not listened on
    "[::]",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "[fe80::1]",
    "[fd00::1]",
    "[::ffff:10.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::a00:1]",
    "[2002:a00:1::]",
    "224.0.0.1",
    "255.255.255.255",
)
PUBLIC = "https://id.partner.example"


@pytest.mark.parametrize("host", INNER)
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
async def test_what_a_provider_says_of_itself_leads_to_no_inner_address(host: str, scheme: str, name: str) -> None:
    asked: list[str] = []
    good = {each: f"{PUBLIC}/{each}" for each in ("authorization_endpoint", "token_endpoint", "jwks_uri")}

    async def answer(url: str) -> dict[str, object]:
        asked.append(url)
        return {"issuer": PUBLIC, **good, name: f"{scheme}://{host}:9200/_search"}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hub.signin.providers.get_json", answer)
        with pytest.raises(SignInFailed) as refused:
            await Providers(NO_GRAPH).known(Provider("示0102", PUBLIC, "hub", "sub", "openid"))

    assert refused.value.message == NOTHING_TOLD
    assert asked == [f"{PUBLIC}/.well-known/openid-configuration"]


@pytest.mark.parametrize("host", [each for each in INNER if each not in ("localhost", "127.0.0.1", "[::1]")])
async def test_a_provider_at_an_inner_address_is_not_asked(host: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hub.signin.providers.get_json", None)
        with pytest.raises(SignInFailed) as refused:
            await Providers(NO_GRAPH).known(Provider("示0102", f"https://{host}", "hub", "sub", "openid"))

    assert refused.value.message == NOTHING_TOLD


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.0.0.1", "fd00::1"])
async def test_a_name_that_leads_within_is_not_asked(monkeypatch: pytest.MonkeyPatch, inner: str) -> None:
    """The owner of the name decides where it leads, and may decide otherwise a moment later."""

    async def lead(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", (address, port)) for address in ("8.8.8.8", inner)]

    async with answering(HEAD, b"{}") as (url, asked):
        monkeypatch.setattr(provider_http, "looked_up", lead)
        with pytest.raises(SignInFailed):
            await provider_http.get_json(f"https://id.partner.example:{url.rpartition(':')[2]}")

    assert asked == []


def test_an_operator_names_the_networks_of_providers_within() -> None:
    reach = AllowedAddresses(
        tuple(ipaddress.ip_network(each) for each in ("10.20.0.0/16", "fd00::/8", "169.254.0.0/16"))
    )

    assert reach.fits("https://10.20.0.1", "https://10.20.0.2/token")
    assert not reach.fits("https://10.20.0.1", "https://10.21.0.1/token")
    for address, asked in (("10.20.3.4", True), ("10.21.0.1", False), ("fd00::1", True), ("8.8.8.8", True)):
        assert reach.admits(address, loopback=False) is asked
    # Where a machine asks who it is itself, nobody's provider lies.
    assert not reach.admits("169.254.169.254", loopback=False)
    assert not reach.admits("127.0.0.1", loopback=False)


def test_a_hub_with_a_name_of_its_own_asks_no_provider_on_its_machine() -> None:
    served, tried = AllowedAddresses(loopback=False), AllowedAddresses()
    own = "http://127.0.0.1:9"

    assert (served.fits(own, own), tried.fits(own, own)) == (False, True)
    assert not tried.fits(own, PUBLIC)
