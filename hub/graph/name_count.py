"""How many names the graph holds, looked up now and then: the database keeps the number."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from hub.graph.client import Graph
from schema.errors import LinkageError

_LOG = logging.getLogger("hub.names")
SECONDS = 60.0


@dataclass
class NameCount:
    """The number of persons and companies when it was last looked up."""

    known: float = 0.0

    def __call__(self) -> float:
        """The number."""
        return self.known

    async def look_up(self, graph: Graph) -> None:
        """Look it up; raises LinkageError."""
        found = await graph.ask_one("MATCH (n:Party) RETURN count(n) AS names", {}, operation="hub.names")
        self.known = float(found or 0)

    async def follow(self, graph: Graph) -> None:
        """Look it up again and again."""
        while True:
            try:
                await self.look_up(graph)
            except LinkageError as problem:
                _LOG.warning("the number of names was not looked up", extra={"code": problem.code})
            await asyncio.sleep(SECONDS)
