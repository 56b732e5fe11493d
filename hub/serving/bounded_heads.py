"""HTTP connections whose requests' heads are bounded in size and time; the protocol of uvicorn bounds neither.

Without the bounds, a header of 100 MB is held whole before the caller is authenticated, and copied again with each
piece that arrives; and a head that never ends holds its connection for ever.

A connection that is closed while its client still sends is reset, and the client may never read why. So it is half
closed first, and what still comes is read and thrown away for a moment.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: A token and a basis need less than four thousand.
MOST_BYTES = 65_536
SECONDS = 10.0
#: How long, and how many bytes, a client that was answered before its body ended may go on sending.
LINGER_SECONDS = 5.0
LINGER_BYTES = 64 << 20


class BoundedHeads(HttpToolsProtocol):
    """Ends a connection that sends too much, or for too long, without a request or a piece of a body coming of it."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self._fruitless = self._head = 0
        self._late: asyncio.TimerHandle | None = None
        #: Whether the request's body is not all there, and whether the connection only waits for its end.
        self._coming = self._over = False
        #: What then still came, and the connection itself.
        self._thrown = 0
        self._lingering: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A connection begins; its first head is waited for."""
        super().connection_made(_HalfClosing(transport, self))  # type: ignore[arg-type]  # it passes all else on
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is over."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless nothing came of too much: also in the trailers and extensions of a chunked body."""
        if self._over:
            self._thrown += len(data)
            if self._thrown > LINGER_BYTES and self._lingering is not None:
                self._lingering.close()
            return
        self._fruitless += len(data)
        super().data_received(data)
        if self._late is None and self._idle():
            # Line ends before a request begin none, yet they ended the wait for the next one.
            self._wait()
        if self._fruitless > MOST_BYTES and not self.transport.is_closing():
            self._refuse(b"431 Request Header Fields Too Large")

    def on_message_begin(self) -> None:
        """A request begins."""
        self._fruitless = self._head = 0
        if self._late is None:
            self._wait()
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A piece of what is asked for is there."""
        self._measure(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field of the head, or of a trailer, is there; four more signs stand around it."""
        self._measure(len(name) + len(value) + 4)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._stop_waiting()
        self._coming = True
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (not hosts and self.parser.get_http_version() == "1.1"):
            # RFC 9112 §3.2: exactly one; none is what HTTP/1.0 may do.
            self._refuse(b"400 Bad Request")
        if not self._over:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body is there."""
        self._fruitless = 0
        if not self._over:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """All of the request is there."""
        self._coming = False
        if not self._over:
            super().on_message_complete()

    def linger(self, transport: asyncio.Transport) -> bool:
        """Whether the connection waits for its client to end: it has been answered, and still sends."""
        if self._over or not self._coming or not transport.can_write_eof():
            return False
        self._over, self._lingering = True, transport
        transport.write_eof()
        self.flow.resume_reading()
        self.loop.call_later(LINGER_SECONDS, transport.close)
        return True

    def _measure(self, size: int) -> None:
        self._head += size
        if self._head > MOST_BYTES and not self.transport.is_closing():
            self._coming = True
            self._refuse(b"431 Request Header Fields Too Large")

    def _idle(self) -> bool:
        """Whether everything asked so far was answered."""
        return not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete)

    def _wait(self) -> None:
        self._late = self.loop.call_later(SECONDS, self._refuse, b"408 Request Timeout")

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _refuse(self, status: bytes) -> None:
        self._late = None
        if not self.transport.is_closing():
            self.transport.write(b"HTTP/1.1 " + status + b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            self.transport.close()


class _HalfClosing:
    """A transport that ends its own side first where the other still sends; everything else is the transport's."""

    def __init__(self, transport: asyncio.Transport, protocol: BoundedHeads) -> None:
        self._transport, self._protocol = transport, protocol
        self._closing = False

    def close(self) -> None:
        """Close, now or after the client has read why."""
        self._closing = True
        if not self._protocol.linger(self._transport):
            self._transport.close()

    def is_closing(self) -> bool:
        """Whether the connection closes or is closed."""
        return self._closing or self._transport.is_closing()

    def write(self, data: bytes) -> None:
        """Send, unless the own side has ended."""
        if not self._closing:
            self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
