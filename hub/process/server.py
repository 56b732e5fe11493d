"""Serves a hub with uvicorn until a signal stops it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from hub.process.sockets import refused
from hub.serving.bounded_heads import BoundedHeads

if TYPE_CHECKING:
    from hub.app import Application

_LOG = logging.getLogger("hub.serving")
#: Answers under way get this long when the hub stops.
GRACE_SECONDS = 5
#: Longer than proxies keep an idle connection (60 s is usual): else they send a request into one that is being closed.
KEEP_ALIVE_SECONDS = 75


class HubServer(uvicorn.Server):
    """Uvicorn that leaves signals to the hub and says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Listen to both signals on the loop, and do not raise them again: stopping as asked is no failure."""
        loop = asyncio.get_running_loop()
        with contextlib.ExitStack() as undo:
            for number in (signal.SIGINT, signal.SIGTERM):
                undo.callback(signal.signal, number, signal.getsignal(number))
                loop.add_signal_handler(number, self._stop)
                undo.callback(loop.remove_signal_handler, number)
            yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, and tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    def _stop(self) -> None:
        # Asked twice: do not wait for answers under way.
        self.force_exit = self.should_exit
        self.should_exit = True


def server_config(app: Application) -> uvicorn.Config:
    """How uvicorn serves: with bounded heads, connections that outlast those of proxies, and no log of its own."""
    return uvicorn.Config(
        app,
        http=BoundedHeads,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


async def serve(app: Application, taken: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until asked to stop."""
    if sys.platform != "win32" and not type(asyncio.get_running_loop()).__module__.startswith("uvloop"):
        _LOG.warning("the event loop is not uvloop: answers take longer")
    host, port = taken.getsockname()[:2]
    try:
        await HubServer(server_config(app), ready).serve(sockets=[taken])
    except OSError as problem:
        raise refused(host, port, problem) from None
