"""The body of a request: declared as JSON, whole, in time, and not too large; then what it asks."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from functools import lru_cache
from typing import Any

import orjson
from starlette.requests import Request

from hub.api.basis import basis_of
from hub.api.negotiation import JSON
from hub.api.receipts import wants_proof
from hub.errors import LimitExceeded
from schema.errors import InvalidArgument, LinkageError

_EXAMPLE = 'Send {"query": "…", "variables": {…}}.'


class Unreadable(Exception):
    """The request cannot be read; says why, with which status, and whether the connection ends."""

    def __init__(self, problem: LinkageError, status: int, *, close: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.status, self.close = problem, status, close


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """What a body asks: a document by its text or by its identifier, and with what."""

    query: str | None
    identifier: str | None
    variables: Mapping[str, Any]
    operation_name: str | None
    basis: Mapping[str, str] | None
    proof: bool


async def read(request: Request, most: int, seconds: float, wanted: str = JSON) -> bytes:
    """The bytes of the body, declared as the wanted kind; raises Unreadable."""
    _check_declared(request, most, wanted)
    chunks: list[bytes] = []
    size, more = 0, True
    try:
        async with asyncio.timeout(seconds):
            while more:
                message = await request.receive()
                if message["type"] == "http.disconnect":
                    raise Unreadable(InvalidArgument("The body ended early.", hint="Send the whole body."), 400)
                chunks.append(message.get("body", b""))
                more = message.get("more_body", False)
                size += len(chunks[-1])
                if size > most:
                    raise _too_large(most)
    except TimeoutError:
        problem = LimitExceeded(
            f"The body did not arrive within {seconds:g} seconds.",
            hint="Send the body without pauses.",
            limit="bodySeconds",
            allowed=seconds,
        )
        raise Unreadable(problem, 408, close=True) from None
    return b"".join(chunks)


def parse_request(body: bytes, header: str | None, receipt: str | None = None) -> GraphQLRequest:
    """What the body asks, on the basis and with the receipt that it or a header names; raises Unreadable."""
    try:
        parsed: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Unreadable(InvalidArgument("The body is not valid JSON in UTF-8.", hint=_EXAMPLE), 400) from None
    if isinstance(parsed, list):
        raise _bad_body(
            "The body holds several requests; the hub answers one at a time.", "Send each request in a body of its own."
        )
    if not isinstance(parsed, dict):
        raise _bad_body("The body is not a JSON object.", _EXAMPLE)
    query, variables, name = parsed.get("query"), parsed.get("variables"), parsed.get("operationName")
    extensions = parsed.get("extensions")
    if query is not None and (not isinstance(query, str) or not query):
        raise _bad_body("'query' is missing or not a string.", "Put the GraphQL document there.", "query")
    if variables is not None and not isinstance(variables, Mapping):
        raise _bad_body("'variables' is not an object.", 'Write {"name": value}.', "variables")
    if name is not None and not isinstance(name, str):
        raise _bad_body("'operationName' is not a string.", "Name an operation of the document.", "operationName")
    if extensions is not None and not isinstance(extensions, Mapping):
        raise _bad_body("'extensions' is not an object.", "Leave it out, or send an object.", "extensions")
    identifier = _identifier(parsed.get("documentId"), (extensions or {}).get("persistedQuery"))
    if query is None and identifier is None:
        raise _bad_body("'query' is missing or not a string.", "Put the GraphQL document there.", "query")
    try:
        basis = basis_of(header, (extensions or {}).get("basis"))
        proof = wants_proof(receipt, (extensions or {}).get("receipt"))
    except InvalidArgument as problem:
        raise Unreadable(problem, 400) from None
    return GraphQLRequest(query, identifier, variables or {}, name or None, basis, proof)


def _check_declared(request: Request, most: int, wanted: str) -> None:
    kind, charset = _parse_content_type(request.headers.get("content-type", ""))
    if kind != wanted:
        name = "JSON" if wanted == JSON else wanted
        raise _unsupported(f"The Content-Type of the body is not {name}.", f"Send Content-Type: {wanted}.")
    if charset not in ("utf-8", "utf8"):
        raise _unsupported(
            "The Content-Type of the body names an encoding other than UTF-8.", "Send the body in UTF-8."
        )
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise _unsupported("The body is compressed.", "Send the body uncompressed; only answers may be compressed.")
    length = request.headers.get("content-length", "")
    # Refused before a byte of it is read.
    if length.isdecimal() and (len(length) > 18 or int(length) > most):
        raise _too_large(most)


@lru_cache(maxsize=256)
def _parse_content_type(header: str) -> tuple[str, str]:
    """The media type and the encoding that a header declares; an empty one stands for text/plain."""
    declared = Message()
    declared["content-type"] = header
    return declared.get_content_type(), declared.get_content_charset() or "utf-8"


def _identifier(document_id: Any, persisted: Any) -> str | None:
    if document_id is not None and not isinstance(document_id, str):
        raise _bad_body("'documentId' is not a string.", 'Write "sha256:" and the hash.', "documentId")
    if persisted is None:
        return document_id.removeprefix("sha256:").lower() if document_id else None
    digest = persisted.get("sha256Hash") if isinstance(persisted, Mapping) else None
    if not isinstance(digest, str):
        raise _bad_body(
            "'extensions.persistedQuery' has no 'sha256Hash'.",
            'Write {"version": 1, "sha256Hash": "…"}.',
            "extensions.persistedQuery",
        )
    return digest.lower()


def _bad_body(message: str, hint: str, argument: str | None = None) -> Unreadable:
    details = {} if argument is None else {"argument": argument}
    return Unreadable(InvalidArgument(message, hint=hint, **details), 400)


def _unsupported(message: str, hint: str) -> Unreadable:
    return Unreadable(InvalidArgument(message, hint=hint), 415)


def _too_large(most: int) -> Unreadable:
    problem = LimitExceeded(
        f"The body is larger than {most} bytes.", hint="Ask for less in one request.", limit="body", allowed=most
    )
    return Unreadable(problem, 413, close=True)
