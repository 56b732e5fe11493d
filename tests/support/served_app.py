"""An application served over a real socket, for what only shows there: connections, and clients of other makers."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette

from hub.app import Application
from hub.process.server import server_config


class _Server(uvicorn.Server):
    """Leaves signals to pytest, and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, and tell."""
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Listen to none."""
        yield


@asynccontextmanager
async def listening(app: Starlette | Application, port: int = 0) -> AsyncIterator[str]:
    """The address at which the application is served, as `hub serve` does it; its graph stays open."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        config = server_config(app)
        config.lifespan = "off"
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[taken]))
        try:
            await server.ready.wait()
            host, port = taken.getsockname()
            yield f"http://{host}:{port}"
        finally:
            server.should_exit = True
            server.force_exit = True
            await serving
