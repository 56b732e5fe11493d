"""Asks over HTTP, as a partner's system does: prepared requests over connections that stay open.

Run as `python -m benchmarks.over_http QUESTIONS URL`. It reads no more of an answer than it must know: its length, its
status, and whether it has errors. Its own processor time is measured and reported, since it shares the machine.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.agent import How, Questions, serve
from benchmarks.workloads import KEY, document, same_key

#: Keys of flags differ between processes, rounds and runs.
_RUN = f"{time.time_ns() % 10**12:012}{os.getpid() % 10**4:04}"
_KEYS = (f"{_RUN}{number:010}".encode() for number in itertools.count())


class RequestBytes:
    """The bytes of one request, and where a fresh key goes into them."""

    def __init__(self, question: dict[str, Any], body: dict[str, Any], host: str) -> None:
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        head = (
            f"POST /graphql HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {question['token']}\r\n"
            f"Content-Type: application/json\r\nAccept: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        self._same = same_key(question).encode()
        self._parts = (head.encode() + content).split(KEY.encode())

    def fresh(self) -> bytes:
        """To be sent, with a key of its own."""
        return self._parts[0] if len(self._parts) == 1 else next(_KEYS).join(self._parts)

    def same(self) -> bytes:
        """To be sent, with the key that every contender uses for an answer that is compared."""
        return self._same.join(self._parts)


class Connection(asyncio.Protocol):
    """One connection: sends the next request as soon as an answer is complete, until the time is over."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self._buffer = bytearray()
        self._whole = 0
        self._answered: asyncio.Future[bytes]
        self._run: tuple[Iterator[RequestBytes], float, list[float]] | None = None
        self._sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to write."""
        self.transport = transport  # type: ignore[assignment]  # TCP has both ways

    def run(self, requests: Iterator[RequestBytes], until: float, taken: list[float]) -> asyncio.Future[bytes]:
        """Ask until then, or until nothing is left to ask; the future ends with the last answer."""
        self._run = (requests, until, taken)
        return self.ask(next(requests).fresh())

    def ask(self, request: bytes) -> asyncio.Future[bytes]:
        """Ask once; the future holds the answer."""
        self._answered = asyncio.get_running_loop().create_future()
        self._send(request)
        return self._answered

    def _send(self, request: bytes) -> None:
        self._sent = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Take a part of an answer; once it is whole, go on."""
        self._buffer += data
        if not self._whole:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            self._whole = end + 4 + _length(bytes(self._buffer[:end]))
        if len(self._buffer) < self._whole:
            return
        now, answer = time.perf_counter(), bytes(self._buffer)
        self._buffer.clear()
        self._whole = 0
        if not answer.startswith(b"HTTP/1.1 200") or b'"errors":' in answer:
            self._answered.set_exception(RuntimeError(answer[-1500:].decode(errors="replace")))
            return
        if self._run is None:
            self._answered.set_result(answer)
            return
        requests, until, taken = self._run
        taken.append(now - self._sent)
        request = next(requests, None) if now < until else None
        if request is None:
            self._answered.set_result(answer)
        else:
            self._send(request.fresh())

    def connection_lost(self, problem: Exception | None) -> None:
        """Let each one that waits for an answer learn that none comes."""
        answered = getattr(self, "_answered", None)
        if answered is not None and not answered.done():
            answered.set_exception(problem or ConnectionError("the server closed the connection"))


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    raise RuntimeError("an answer without Content-Length")


async def _steadily(
    opened: list[Connection], requests: Iterator[RequestBytes], pause: float, until: float, taken: list[float]
) -> None:
    """Send a request after each pause, whether or not those before are answered, as long as a connection is free."""
    free, asking = list(opened), set[asyncio.Task[None]]()

    async def ask(connection: Connection, request: RequestBytes, due: float) -> None:
        await connection.ask(request.fresh())
        taken.append(time.perf_counter() - due)
        free.append(connection)

    due = time.perf_counter()
    while due < until:
        await asyncio.sleep(due - time.perf_counter())
        if free:
            if (request := next(requests, None)) is None:
                break
            asking.add(asyncio.create_task(ask(free.pop(), request, due)))
        due += pause
    await asyncio.gather(*asking)


class OverHttp:
    """Asks a server over HTTP."""

    def __init__(self, questions: Questions, url: str) -> None:
        address = urlsplit(url)
        self._host, self._port = address.hostname or "", address.port or 80
        self._requests = {
            id(each): RequestBytes(each, self.body(each), f"{address.hostname}:{address.port}")
            for drawn in questions.values()
            for each in drawn
        }

    def body(self, question: dict[str, Any]) -> dict[str, Any]:
        """The body of the request; a server that knows other documents is asked by a class that says so here."""
        return {
            "query": question.get("document") or document(question["of"]),
            "variables": question["variables"],
            "extensions": {"basis": question["basis"]},
        }

    async def answer(self, question: dict[str, Any]) -> Any:
        """The data of one answer."""
        connection = await self._connect()
        try:
            answer = await connection.ask(self._requests[id(question)].same())
        finally:
            connection.transport.close()
        return json.loads(answer.partition(b"\r\n\r\n")[2])["data"]

    async def run(self, questions: list[dict[str, Any]], how: How) -> list[float]:
        """Ask, and return how long each answer took, in seconds."""
        opened = [await self._connect() for _ in range(how.connections)]
        asked = itertools.islice(itertools.cycle([self._requests[id(each)] for each in questions]), how.requests)
        taken: list[float] = []
        until = time.perf_counter() + how.seconds
        try:
            if how.rate is None:
                await asyncio.gather(*(each.run(asked, until, taken) for each in opened))
            else:
                await _steadily(opened, asked, 1 / how.rate, until, taken)
        finally:
            for each in opened:
                each.transport.close()
        return taken

    async def _connect(self) -> Connection:
        _, connection = await asyncio.get_running_loop().create_connection(Connection, self._host, self._port)
        return connection


async def _asker(questions: Questions) -> OverHttp:
    return OverHttp(questions, sys.argv[2])


if __name__ == "__main__":
    serve(Path(sys.argv[1]), _asker)
