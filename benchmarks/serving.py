"""What the servers beside the hub share: a driver as a careful engineer makes it, and the HTTP stack of the hub."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import sys
import threading
from typing import Any

import uvicorn
from neo4j import AsyncDriver, AsyncGraphDatabase
from starlette.types import ASGIApp

from hub.testing import READY

#: More connections to the database than any load generator opens to a server.
POOL = 100
_KEPT = "MATCH (m:HubMeta) RETURN m.idSecret AS secret LIMIT 1"


def driver() -> AsyncDriver:
    """The async driver for the address in the arguments, with user and password from the environment."""
    return AsyncGraphDatabase.driver(
        sys.argv[1],
        auth=(os.environ["BENCH_USER"], os.environ["BENCH_PASSWORD"]),
        max_connection_pool_size=POOL,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
    )


def database() -> str:
    """The name of the database, from the arguments: a session that names it saves a round trip."""
    return sys.argv[2]


async def id_secret(opened: AsyncDriver) -> bytes:
    """The secret that global ids are made with; a flag gets the same id from every contender."""
    found = await opened.execute_query(_KEPT, database_=database())
    return base64.b64decode(found.records[0]["secret"])


def claims_of(header: str) -> dict[str, Any]:
    """The claims of a bearer token. No signature is checked."""
    payload = header.removeprefix("Bearer ").split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


def serve(app: ASGIApp) -> None:
    """Serve with uvicorn, uvloop and httptools on a free port until the standard input ends."""
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        host, port = taken.getsockname()
        print(f"{READY}http://{host}:{port}", flush=True)
        config = uvicorn.Config(
            app,
            loop="uvloop",
            http="httptools",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
        )
        uvicorn.Server(config).run(sockets=[taken])


def _end_with_stdin() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
