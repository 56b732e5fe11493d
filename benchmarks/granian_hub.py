"""The same hub behind granian instead of uvicorn, to see what another server would bring.

Run as `python -m benchmarks.granian_hub`; settings come from the environment, as with `hub serve`, and the audit log is
in a directory of its own. It is measured where the package granian is installed (`pip install --group bench`), and is
no part of the hub. It lacks the bounds on request heads (`hub.serving.bounded_heads`), a protocol class of uvicorn.
It ends with its standard input.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from hub.app import create_app
from hub.process.assembly import connect, hub_of
from hub.serving import logs
from hub.settings import Settings
from hub.testing import READY


def _free_port() -> int:
    """A port that the system chooses; granian wants to bind it itself."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


async def _serve(settings: Settings) -> None:
    assert settings.endpoint is not None
    async with await connect(settings, settings.endpoint, wait=30) as graph:
        app = create_app(await hub_of(settings, graph))
        port = _free_port()
        server = Server(
            app, "127.0.0.1", port, interface=Interfaces.ASGI, http=HTTPModes.http1, websockets=False, log_enabled=False
        )
        serving = asyncio.ensure_future(server.serve())
        await asyncio.to_thread(_await_port, port)
        print(f"{READY}http://127.0.0.1:{port}", flush=True)
        await asyncio.to_thread(_until_input_ends)
        server.stop()  # type: ignore[no-untyped-call]
        await serving


def _await_port(port: int) -> None:
    """Wait until it is listened on; the server says nothing when it is ready."""
    while True:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)


def _until_input_ends() -> None:
    while os.read(0, 4096):
        pass


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(_serve(replace(settings, audit=Path(folder))))


if __name__ == "__main__":
    main()
