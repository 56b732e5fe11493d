"""The bare endpoint: the smallest HTTP service that gives the hub's answers, with Cypher written by hand.

`python -m benchmarks.bare URI DATABASE`, with BENCH_USER and BENCH_PASSWORD in the environment. It takes the requests
that the hub takes and finds the statement by the text of the document; it parses no GraphQL. A read is one auto-commit
statement in a session of its own, with the database named, and returns one record that is the whole answer. A flag goes
through `execute_write`. There are no rights, no audit, no limits and no checks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

import orjson
from neo4j import READ_ACCESS, WRITE_ACCESS, AsyncDriver, AsyncManagedTransaction
from starlette.types import Receive, Scope, Send

from benchmarks.serving import claims_of, database, driver, id_secret, serve
from benchmarks.workloads import QUESTIONS, cypher, document
from hub.capabilities.flags.writing import Raised, raising
from schema.identity import IdKeys
from schema.values.date import SHANGHAI

BareAnswer = Callable[[dict[str, Any], str], Awaitable[Any]]


class Bare:
    """The ASGI application; it opens its driver with the first request, inside the loop of the server."""

    def __init__(self) -> None:
        self._driver: AsyncDriver | None = None
        self._secret = b""
        own: Mapping[str, BareAnswer] = {"flag": self._flag, "screen": self._screen}
        self._answers: dict[str, BareAnswer] = {document(of): own.get(of) or self._read(cypher(of)) for of in QUESTIONS}
        self._screened = cypher("screen")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        asked = orjson.loads(body)
        token = next(value for name, value in scope["headers"] if name == b"authorization").decode()
        data = await self._answers[asked["query"]](asked["variables"], token)
        content = orjson.dumps({"data": data})
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(content))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def _connected(self) -> AsyncDriver:
        if self._driver is None:
            opened = driver()
            self._secret = await id_secret(opened)
            self._driver = opened
        return self._driver

    def _read(self, text: str) -> BareAnswer:
        async def answer(variables: dict[str, Any], token: str) -> Any:
            return await self._value(text, variables)

        return answer

    async def _value(self, text: str, parameters: dict[str, Any]) -> Any:
        opened = self._driver or await self._connected()
        async with opened.session(database=database(), default_access_mode=READ_ACCESS) as session:
            record = await (await session.run(text, parameters)).single()
            return None if record is None else record[0]

    async def _screen(self, variables: dict[str, Any], token: str) -> Any:
        subjects = variables["subjects"]
        keys = ["Person:" + each["citizenId"] for each in subjects]
        listed = set(await self._value(self._screened, {"keys": keys}))
        outcomes = [
            {"ref": each["ref"], "outcome": "HIT" if key in listed else "NO_HIT"}
            for each, key in zip(subjects, keys, strict=True)
        ]
        return {"screen": {"outcomes": outcomes}}

    async def _flag(self, variables: dict[str, Any], token: str) -> Any:
        opened = self._driver or await self._connected()
        claims = claims_of(token)
        text, parameters = flag_write(
            variables["id"], variables["statement"], variables["key"], claims["agency"], claims["sub"], self._secret
        )

        async def work(transaction: AsyncManagedTransaction) -> str:
            record = await (await transaction.run(text, parameters)).single(strict=True)
            return str(record["id"])

        async with opened.session(database=database(), default_access_mode=WRITE_ACCESS) as session:
            return {"flagEntity": {"id": await session.execute_write(work)}}


def flag_write(
    entity: str, statement: str, idempotency_key: str, agency_code: str, card: str, secret: bytes
) -> tuple[str, dict[str, Any]]:
    """The hub's own statement for a flag: a contender that wrote something else would do another job."""
    number = "K" + hashlib.sha256(f"{agency_code}\n{idempotency_key}".encode()).hexdigest()[:24].upper()
    values = {"kind": "OTHER", "statement": statement, "evidence": None, "linkKind": None}
    flag = Raised(number, values, agency_code, card, card, [(entity, "ENTITY")], datetime.now(SHANGHAI))
    write = raising(flag, "MATCH (n0:Entity {id: $ids[0]})", {"ids": [entity]}, IdKeys((secret,)))
    return f"{write.text}\nRETURN n.id AS id", dict(write.parameters)


if __name__ == "__main__":
    serve(Bare())
