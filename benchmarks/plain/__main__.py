"""Serves the plain schema: `python -m benchmarks.plain URI DATABASE`, with user and password in the environment."""

from __future__ import annotations

from typing import Any

from strawberry.asgi import GraphQL

from benchmarks.plain.loaders import Loaders, PlainDatabase
from benchmarks.plain.schema import SCHEMA
from benchmarks.serving import database, driver, id_secret, serve


class App(GraphQL[dict[str, Any], None]):
    """The schema as an ASGI application; the driver is made within its loop."""

    _database: PlainDatabase | None = None
    _secret = b""

    async def get_context(self, request: Any, response: Any) -> dict[str, Any]:
        """What the resolvers of one request share."""
        connected = self._database or await self._connected()
        return {"request": request, "database": connected, "loaders": Loaders(connected), "secret": self._secret}

    async def _connected(self) -> PlainDatabase:
        opened = driver()
        self._secret = await id_secret(opened)
        self._database = PlainDatabase(opened, database())
        return self._database


if __name__ == "__main__":
    serve(App(SCHEMA, graphql_ide=None))
