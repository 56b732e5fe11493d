"""Serves the plain schema: `python -m benchmarks.plain URI DATABASE`, with user and password on the environment.

Behind the same server as the hub: uvicorn with uvloop and httptools. It ends with its standard input.
"""

from __future__ import annotations

import base64
import os
import signal
import socket
import sys
import threading
from typing import Any

import uvicorn
from neo4j import AsyncGraphDatabase
from strawberry.asgi import GraphQL

from benchmarks.bare import POOL
from benchmarks.plain.loaders import Database, Loaders
from benchmarks.plain.schema import SCHEMA
from hub.testing import READY


class App(GraphQL[dict[str, Any], None]):
    """The schema as an ASGI application; the driver is made within its loop."""

    _database: Database | None = None
    _secret = b""

    async def get_context(self, request: Any, response: Any) -> dict[str, Any]:
        """What the resolvers of one request share."""
        database = await self._connected()
        return {"request": request, "database": database, "loaders": Loaders(database), "secret": self._secret}

    async def _connected(self) -> Database:
        if self._database is None:
            uri, name = sys.argv[1:3]
            driver = AsyncGraphDatabase.driver(
                uri,
                auth=(os.environ["BENCH_USER"], os.environ["BENCH_PASSWORD"]),
                max_connection_pool_size=POOL,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
            )
            database = Database(driver, name)
            (row,) = await database.ask("MATCH (m:HubMeta) RETURN m.idSecret AS secret LIMIT 1")
            self._secret = base64.b64decode(row["secret"])
            self._database = database
        return self._database


def _end_with_stdin() -> None:
    def wait() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


def main() -> None:
    """Serve on a port that the system chooses."""
    _end_with_stdin()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        host, port = taken.getsockname()
        print(f"{READY}http://{host}:{port}", flush=True)
        config = uvicorn.Config(
            App(SCHEMA, graphql_ide=None),
            loop="uvloop",
            http="httptools",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
        )
        uvicorn.Server(config).run(sockets=[taken])


if __name__ == "__main__":
    main()
