"""GraphQL over HTTP: POST /graphql, as the specification has it."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from hub.access.callers import HINT
from hub.access.tokens import Tokens
from hub.api.answer import Request as Question
from hub.api.failures import failure
from hub.api.operations import Operations
from schema.errors import GraphError, InvalidArgument, LimitExceeded, LinkageError, Unauthenticated

_LOG = logging.getLogger("hub.http")
GRAPHQL_JSON = "application/graphql-response+json"
JSON = "application/json"
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="linkage-hub"'}


@dataclass(frozen=True)
class Endpoint:
    """The GraphQL endpoint: reads a request, knows its caller, has it answered, writes the response."""

    operations: Operations
    tokens: Tokens
    max_body: int

    async def __call__(self, request: Request) -> Response:
        """Answer one HTTP request."""
        started = time.perf_counter()
        media = _accepted(request.headers.get("accept", ""))
        if request.method != "POST":
            problem = InvalidArgument("Questions are asked with POST.", hint="POST a JSON body to /graphql.")
            return _refusal(problem, 405, media or JSON, {"Allow": "POST"})
        if media is None:
            problem = InvalidArgument(
                "None of the accepted media types is served.", hint=f"Accept {GRAPHQL_JSON} or {JSON}."
            )
            return _refusal(problem, 406, JSON)
        try:
            bearer = await self.tokens.bearer(request.headers.get("authorization"))
        except Unauthenticated as problem:
            return _refusal(problem, 401, media, CHALLENGE)
        except GraphError as problem:
            return _refusal(problem, 503, media, {"Retry-After": "5"})
        try:
            question = _question(await self._body(request), request.headers.get("linkage-basis"))
        except _Unreadable as unreadable:
            return _refusal(unreadable.problem, unreadable.status, media)
        answer = await self.operations.answer(question, bearer)
        body = orjson.dumps(answer.body())
        status = 503 if answer.down else answer.refusal or (200 if answer.ran or media == JSON else 400)
        _LOG.info(
            "answered",
            extra={
                "agency": bearer.agency,
                "card": bearer.card,
                "status": status,
                "errors": answer.codes,
                "bytes": len(body),
                "ms": round((time.perf_counter() - started) * 1000, 1),
            },
        )
        headers = {"Retry-After": "5"} if answer.down else CHALLENGE if status == 401 else None
        return Response(body, status_code=status, headers=headers, media_type=f"{media}; charset=utf-8")

    async def _body(self, request: Request) -> bytes:
        content_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if content_type != JSON:
            raise _Unreadable(
                InvalidArgument("The body is not declared as JSON.", hint=f"Send Content-Type: {JSON}."), 415
            )
        chunks: list[bytes] = []
        size = 0
        try:
            async for chunk in request.stream():
                size += len(chunk)
                if size > self.max_body:
                    raise _Unreadable(
                        LimitExceeded(
                            f"The body is larger than {self.max_body} bytes.",
                            hint="Ask less at once.",
                            limit="body",
                            allowed=self.max_body,
                        ),
                        413,
                    )
                chunks.append(chunk)
        except ClientDisconnect:
            raise _Unreadable(InvalidArgument("The body ended early.", hint="Send it whole."), 400) from None
        return b"".join(chunks)


class _Unreadable(Exception):
    """The request cannot be read; says why and with which status."""

    def __init__(self, problem: LinkageError, status: int) -> None:
        super().__init__(problem)
        self.problem, self.status = problem, status


def _question(body: bytes, header: str | None) -> Question:
    try:
        parsed: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        problem = InvalidArgument("The body is not valid JSON in UTF-8.", hint='Send {"query": "…", "variables": {…}}.')
        raise _Unreadable(problem, 400) from None
    if isinstance(parsed, list):
        raise _bad("Several requests in one body are not served.", "Send each on its own.")
    if not isinstance(parsed, dict):
        raise _bad("The body is not a JSON object.", 'Send {"query": "…", "variables": {…}}.')
    query, variables, name = parsed.get("query"), parsed.get("variables"), parsed.get("operationName")
    if not isinstance(query, str) or not query:
        raise _bad("'query' is missing or not a text.", "Put the GraphQL document there.", "query")
    if variables is not None and not isinstance(variables, Mapping):
        raise _bad("'variables' is not an object.", 'Write {"name": value}.', "variables")
    if name is not None and not isinstance(name, str):
        raise _bad("'operationName' is not a text.", "Name an operation of the document.", "operationName")
    if not isinstance(parsed.get("extensions") or {}, Mapping):
        raise _bad("'extensions' is not an object.", "Leave it out, or send an object.", "extensions")
    basis = (parsed.get("extensions") or {}).get("basis")
    if basis is None and header is not None:
        try:
            basis = orjson.loads(header.encode("latin-1"))
        except orjson.JSONDecodeError:
            raise _bad("The header Linkage-Basis is not JSON.", HINT, "Linkage-Basis") from None
    if basis is not None and not isinstance(basis, Mapping):
        raise _bad("The basis is not an object.", HINT, "basis")
    return Question(query, variables or {}, name or None, basis)


def _bad(message: str, hint: str, argument: str | None = None) -> _Unreadable:
    details = {} if argument is None else {"argument": argument}
    return _Unreadable(InvalidArgument(message, hint=hint, **details), 400)


def _accepted(accept: str) -> str | None:
    """The media type to answer in: the client's best of the two served; None where it takes neither."""
    if not accept.strip():
        return JSON
    best: tuple[float, int, str] | None = None
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            weight = float(quality)
        except ValueError:
            weight = 0.0
        served = {GRAPHQL_JSON: GRAPHQL_JSON, JSON: JSON, "*/*": JSON, "application/*": JSON}.get(name)
        if served is None or weight <= 0:
            continue
        # Between equals the type made for GraphQL wins; a wildcard is the least of wishes.
        rank = (weight, 0 if "*" in name else 2 if served == GRAPHQL_JSON else 1, served)
        best = rank if best is None or rank > best else best
    return None if best is None else best[2]


def _refusal(problem: LinkageError, status: int, media: str, headers: Mapping[str, str] | None = None) -> Response:
    body = orjson.dumps({"errors": [failure(problem)]})
    return Response(body, status_code=status, headers=dict(headers or {}), media_type=f"{media}; charset=utf-8")
