"""Asks the database itself: the bare async driver with Cypher written by hand, as a careful engineer writes it.

Run as `python -m benchmarks.bare QUESTIONS URI DATABASE one|many`, with user and password on the environment. Reads are
auto-commit in a session of their own, with the database named, which saves a round trip; `one` takes one record that is
the answer, `many` takes rows and puts the answer together from them. Flags go through `execute_write`.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from neo4j import READ_ACCESS, WRITE_ACCESS, AsyncDriver, AsyncGraphDatabase, AsyncManagedTransaction, AsyncSession

from benchmarks.agent import Questions, serve
from benchmarks.workloads import ONE_ALONE, assemble, cypher, same_key
from schema.identity import global_id, natural_key
from schema.values.date import SHANGHAI

#: More connections than anybody asks over.
POOL = 100


class Bare:
    """Asks with one pool of connections."""

    def __init__(self, driver: AsyncDriver, database: str, form: str, questions: Questions) -> None:
        self._driver = driver
        self._database = database
        self._form = form
        asked = {each["of"] for drawn in questions.values() for each in drawn}
        self._texts = {of: cypher(of, form) for of in asked if form == "one" or of not in ONE_ALONE}
        self._keys = itertools.count(time.time_ns())

    async def answer(self, question: dict[str, Any]) -> Any:
        """The data of one answer."""
        of = question["of"]
        if of == "flag":
            return await self._flag(question, same_key(question))
        async with self._driver.session(database=self._database, default_access_mode=READ_ACCESS) as session:
            if of == "screen":
                return await self._screen(session, question["more"])
            result = await session.run(self._texts[of], question["variables"])
            if self._form == "one":
                record = await result.single()
                return None if record is None else record[0]
            return assemble(of, await result.values())

    async def _screen(self, session: AsyncSession, more: dict[str, Any]) -> Any:
        record = await (await session.run(self._texts["screen"], {"keys": more["keys"]})).single(strict=True)
        listed = set(record["found"])
        return assemble("screen", [[ref, key in listed] for ref, key in zip(more["refs"], more["keys"], strict=True)])

    async def _flag(self, question: dict[str, Any], key: str) -> Any:
        more, variables = question["more"], question["variables"]
        secret = bytes.fromhex(more["secret"])
        parameters = flag_parameters(variables["id"], variables["statement"], key, more["agency"], more["card"], secret)

        async def work(transaction: AsyncManagedTransaction) -> str:
            record = await (await transaction.run(self._texts["flag"], parameters)).single(strict=True)
            return str(record["id"])

        async with self._driver.session(database=self._database, default_access_mode=WRITE_ACCESS) as session:
            return {"flagEntity": {"id": await session.execute_write(work)}}

    async def run(self, questions: list[dict[str, Any]], connections: int, seconds: float) -> list[float]:
        """Ask in so many tasks for so long."""
        taken: list[float] = []
        asked: Iterator[dict[str, Any]] = itertools.cycle(questions)
        until = time.perf_counter() + seconds

        async def work() -> None:
            while (begun := time.perf_counter()) < until:
                question = next(asked)
                if question["of"] == "flag":
                    await self._flag(question, f"B{next(self._keys)}")
                else:
                    await self.answer(question)
                taken.append(time.perf_counter() - begun)

        await asyncio.gather(*(work() for _ in range(connections)))
        return taken


def flag_parameters(
    entity: str, statement: str, idempotency_key: str, agency_code: str, card: str, secret: bytes
) -> dict[str, Any]:
    """What the hub works out for a flag: numbers and ids from the key and the caller."""
    now = datetime.now(SHANGHAI)
    number = "K" + hashlib.sha256(f"{agency_code}\n{idempotency_key}".encode()).hexdigest()[:24].upper()
    flag, agency, officer = (
        natural_key("Flag", number),
        natural_key("Agency", agency_code),
        natural_key("Officer", card),
    )
    return {
        "ids": [entity],
        "sides": ["ENTITY"],
        "link": None,
        "key": flag,
        "id": global_id(secret, flag),
        "flag": {"flagNo": number, "kind": "OTHER", "state": "RAISED", "statement": statement},
        "agency": {"key": agency, "id": global_id(secret, agency), "code": agency_code},
        "officer": {
            "key": officer,
            "id": global_id(secret, officer),
            "cardNo": card,
            "name": card,
        },
        "seen": now.date(),
        "raisedAt": now,
    }


async def _asker(questions: Questions) -> Bare:
    uri, database, form = sys.argv[2:5]
    driver = AsyncGraphDatabase.driver(
        uri,
        auth=(os.environ["BENCH_USER"], os.environ["BENCH_PASSWORD"]),
        max_connection_pool_size=POOL,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
    )
    return Bare(driver, database, form, questions)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), _asker)
