"""Memory stays flat under the whole corpus, bodies of 100 MB, and connections that send nothing."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from support.hostile_corpus import EVERYTHING, REFUSED

pytestmark = pytest.mark.slow

HUGE = 100_000_000
#: What the allocator keeps of what was used for a moment; a leak or a body kept whole is far above.
SLACK = 40_000_000


@dataclass(frozen=True)
class Alone:
    """A hub in a process of its own."""

    url: str
    token: str
    pid: int

    @property
    def resident(self) -> int:
        """The bytes of memory it holds."""
        line = next(li for li in Path(f"/proc/{self.pid}/status").read_text().splitlines() if li.startswith("VmRSS"))
        return int(line.split()[1]) * 1024

    @property
    def client(self) -> httpx.Client:
        """A client with a good token."""
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Linkage-Basis": EVERYTHING,
        }
        return httpx.Client(base_url=self.url, headers=headers, trust_env=False, timeout=60)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Alone]:
    """The hub whose memory is looked at."""
    if not Path("/proc/self/status").exists():
        pytest.skip("the memory of a process is read from /proc")
    command = [
        sys.executable,
        str(Path(__file__).with_name("lone_hub_process.py")),
        str(tmp_path_factory.mktemp("alone")),
    ]
    with subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        url, token = process.stdout.readline().split()
        yield Alone(url, token, process.pid)


def test_memory_stays_flat(alone: Alone) -> None:
    with alone.client as client:
        everything(client)
        before = alone.resident
        for _ in range(3):
            everything(client)

        assert alone.resident - before < SLACK
        assert client.post("/graphql", json={"query": "{ __typename }"}).json()["data"] == {"__typename": "Query"}


def everything(client: httpx.Client) -> None:
    """Send the whole corpus."""
    for case, hostile in REFUSED.items():
        response = client.post("/graphql", content=hostile.body)
        assert response.json()["errors"][0]["extensions"]["code"] == hostile.code, case


@pytest.mark.parametrize("chunked", [False, True], ids=["announced", "chunked"])
def test_a_body_of_100_megabytes_is_never_held(alone: Alone, chunked: bool) -> None:
    before = alone.resident
    highest = before
    host = urlsplit(alone.url)
    framing = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {HUGE}"
    head = f"POST /graphql HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {alone.token}\r\n"
    head += f"Content-Type: application/json\r\n{framing}\r\n\r\n"
    piece = b" " * 65_536
    sent = 0
    with socket.create_connection((host.hostname, host.port or 80), timeout=30) as connection:
        connection.sendall(head.encode())
        # It is answered and closed while we still send.
        with contextlib.suppress(OSError):
            while sent < HUGE:
                connection.sendall(b"10000\r\n" + piece + b"\r\n" if chunked else piece)
                sent += len(piece)
                highest = max(highest, alone.resident)

    assert highest - before < SLACK
    assert sent < HUGE
    with alone.client as client:
        assert client.post("/graphql", json={"query": "{ __typename }"}).status_code == 200


HEADS = {
    "one header": (b"POST /graphql HTTP/1.1\r\nHost: hub\r\nX: ", b"a" * 65_536),
    "many headers": (b"POST /graphql HTTP/1.1\r\nHost: hub\r\n", b"X: " + b"a" * 1000 + b"\r\n"),
    "path": (b"GET /", b"a" * 65_536),
    "trailers": (
        b"POST /graphql HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ",
        b"a" * 65_536,
    ),
}


@pytest.mark.parametrize("case", HEADS)
def test_a_head_without_end_is_never_held(alone: Alone, case: str) -> None:
    begin, piece = HEADS[case]
    before = highest = alone.resident
    host = urlsplit(alone.url)
    sent = 0
    with socket.create_connection((host.hostname, host.port or 80), timeout=30) as connection:
        connection.sendall(begin)
        with contextlib.suppress(OSError):
            while sent < HUGE:
                connection.sendall(piece)
                sent += len(piece)
                highest = max(highest, alone.resident)

    assert sent < HUGE
    assert highest - before < SLACK


def test_connections_that_send_nothing_cost_little(alone: Alone) -> None:
    host = urlsplit(alone.url)
    before = alone.resident
    held = [socket.create_connection((host.hostname, host.port or 80), timeout=30) for _ in range(200)]
    try:
        for connection in held:
            connection.sendall(b"POST /graphql HTTP/1.1\r\nHost: hub\r\n")
        with alone.client as client:
            assert client.post("/graphql", json={"query": "{ __typename }"}).status_code == 200
        assert alone.resident - before < SLACK
    finally:
        for connection in held:
            connection.close()
