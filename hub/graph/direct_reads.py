"""Reads with less of the driver in between: straight on a connection of its pool.

For a small answer the driver's care costs more than the answer: a session and a result for each read, and the question
written out for a log line that nobody wants. Here a read takes a connection from the driver's pool, sends RUN and PULL,
and takes what comes. It goes through names that the driver keeps to itself, so it is for the versions it was tried with
and for a single server; all else is read as the driver has it, as writes always are.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Self, TypeAlias

import neo4j
from neo4j import READ_ACCESS, AsyncDriver

_LOG = logging.getLogger("hub.graph")
#: The driver's versions that this was measured and tested with.
TRIED = frozenset({"6.4.0", "6.4.1"})
#: A statement and its parameters.
ReadStatement: TypeAlias = "tuple[str, Mapping[str, Any]]"
_RUN, _PULL = b"\x10", b"\x3f"


class DirectReads:
    """Reads over the pool of one driver."""

    def __init__(self, pool: Any, response: Any, database: str, seconds: float) -> None:
        self._pool, self._response, self._database, self._seconds = pool, response, database, seconds

    @classmethod
    def of(cls, driver: AsyncDriver, database: str, seconds: float, version: str = neo4j.__version__) -> Self | None:
        """Those of a driver of a single server; None, with a line in the log, where its version was not tried.

        `seconds` is how long a connection is waited for.
        """
        if version not in TRIED:
            _LOG.warning("direct reads are off: this version of the driver was not tried", extra={"version": version})
            return None
        from neo4j._async.io._bolt._common import Response

        private: Any = driver
        return cls(private._pool, Response, database, seconds)

    async def read(
        self, asked: Sequence[ReadStatement], metadata: Mapping[str, Any], seconds: float
    ) -> list[list[Any]]:
        """All records of each reading statement, a record being a list of its values, in one round trip.

        `seconds` is what each may take. Raises what the driver raises, for the first that fails.
        """
        connection = await self._pool.acquire(READ_ACCESS, self._seconds, None, None, None, None)
        answers: list[list[Any]] = [[] for _ in asked]
        try:
            extra = {"mode": "r", "db": self._database, "tx_metadata": metadata, "tx_timeout": int(seconds * 1000)}
            dehydration, hydration = connection._default_hydration_hooks(None, None)
            for (text, parameters), records in zip(asked, answers, strict=True):
                pulled = self._response(connection, "pull", hydration, on_records=records.extend)
                ran = self._response(connection, "run", hydration)
                connection._append(_RUN, (text, parameters, extra), ran, dehydration_hooks=dehydration)
                connection._append(_PULL, ({"n": -1},), pulled, dehydration_hooks=dehydration)
            await connection.send_all()
            # They are answered in their order.
            while not pulled.complete:
                await connection.fetch_message()
        except BaseException as problem:
            if not isinstance(problem, Exception):
                # Left in the middle: what still comes would be taken for the next answer.
                connection.kill()
            raise
        finally:
            await self._pool.release(connection)
        return answers
