"""HTTP connections whose requests' heads are bounded in size and time; uvicorn bounds neither.

Without it a header of 100 MB is held whole before anybody is asked who he is, and copied anew with each piece that
arrives; and a head that never ends holds its connection for ever.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: A token and a basis need less than four thousand.
MOST_BYTES = 65_536
SECONDS = 10.0


class BoundedHeads(HttpToolsProtocol):
    """Ends a connection that sends too much, or for too long, without a request or a piece of a body coming of it."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self._fruitless = 0
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A connection begins; its first head is waited for."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is over."""
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless nothing came of too much: also in the trailers and extensions of a chunked body."""
        self._fruitless += len(data)
        super().data_received(data)
        if self._late is None and self._idle():
            # Line ends before a request begin none, yet they ended the wait for the next one.
            self._wait()
        if self._fruitless > MOST_BYTES and not self.transport.is_closing():
            self._refuse(b"431 Request Header Fields Too Large")

    def on_message_begin(self) -> None:
        """A request begins."""
        self._fruitless = 0
        if self._late is None:
            self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._arrived()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body is there."""
        self._fruitless = 0
        super().on_body(body)

    def _idle(self) -> bool:
        """Whether everything asked so far was answered."""
        return not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete)

    def _wait(self) -> None:
        self._late = self.loop.call_later(SECONDS, self._refuse, b"408 Request Timeout")

    def _arrived(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _refuse(self, status: bytes) -> None:
        self._late = None
        if not self.transport.is_closing():
            self.transport.write(b"HTTP/1.1 " + status + b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            self.transport.close()
