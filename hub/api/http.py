"""GraphQL over HTTP: POST /graphql, as the specification has it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson
from starlette.requests import Request
from starlette.responses import Response

from hub.api.basis import HEADER as BASIS
from hub.api.body import Unreadable, parse_request, read
from hub.api.connection import while_connected
from hub.api.negotiation import GRAPHQL_JSON, JSON, WORTH_BYTES, coding, compress, media_type
from hub.api.receipts import HEADER as RECEIPT
from hub.api.turned_away import SITE, TurnedAway
from hub.errors import BudgetExhausted, DocumentNotTrusted, NotAllowed, Unauthenticated
from hub.graph.deadlines import deadline
from hub.operations.answer import Answer
from hub.operations.answering import Operations
from hub.operations.failures import failure
from hub.operations.request import OperationRequest
from hub.support.headers import ANSWER
from schema.errors import GraphError, InvalidArgument, LinkageError, QuestionError

if TYPE_CHECKING:
    from hub.signin.authentication import Authenticator

_LOG = logging.getLogger("hub.http")
ALLOW = {"Allow": "OPTIONS, POST"}
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="linkage-hub"'}
#: Compressing more than this in a coding holds the loop for a millisecond; a thread costs a tenth of that.
THREAD_BYTES = {"zstd": 200_000, "gzip": 50_000}
#: When a caller may ask again where the database or the audit log is down.
DOWN_SECONDS = 5
#: The status of an operation that was not let in; any other refusal is one of the document, as GraphQL over HTTP says.
_STATUSES: dict[type[LinkageError], int] = {BudgetExhausted: 429, Unauthenticated: 401, NotAllowed: 403}
#: An answer that takes this long is logged for the operator.
SLOW_SECONDS = 1.0
#: Nobody reads it; it stands in the log (nginx's number for a client that left).
LEFT = 499


@dataclass(frozen=True)
class GraphQLEndpoint:
    """The GraphQL endpoint: reads a request, knows its caller, has it answered, writes the response."""

    operations: Operations
    authenticator: Authenticator
    #: Responses by status.
    answered: Counter[int] = field(default_factory=Counter)
    turned_away: TurnedAway = field(default_factory=TurnedAway)

    async def __call__(self, request: Request) -> Response:
        """Answer one HTTP request."""
        response = await self._answer(request)
        self.answered[response.status_code] += 1
        return response

    async def _answer(self, request: Request) -> Response:
        media = media_type(request.headers.get("accept", ""))
        early = _not_served(request, media)
        if early is not None and early.status_code == 403:
            self.turned_away.count(SITE)
        if early is not None or media is None:
            return early or _refusal(_NOT_ACCEPTABLE, 406, JSON)
        protection, began = self.operations.protection, time.perf_counter()
        try:
            # Who asks is found out in the operation's time; that in which the body comes has a bound of its own.
            with deadline(protection.deadline):
                entered = await self.authenticator.authenticate(request)
        except Unauthenticated as problem:
            self.turned_away.note(problem, request)
            return _refusal(problem, 401, media, CHALLENGE)
        except NotAllowed as problem:
            self.turned_away.note(problem, request)
            return _refusal(problem, 403, media)
        except GraphError as problem:
            return _refusal(problem, 503, media, {"Retry-After": str(DOWN_SECONDS)})
        bearer, started = entered.bearer, time.perf_counter()
        try:
            body = await read(request, protection.body_bytes, protection.body_seconds)
            question = self._operation_request(body, request.headers)
        except Unreadable as problem:
            return _refusal(problem.problem, problem.status, media, {"Connection": "close"} if problem.close else None)
        except DocumentNotTrusted as problem:
            self.turned_away.note(problem, request)
            return _refusal(problem, 403, media)
        except QuestionError as problem:
            # The body is a good request; what it names cannot be run. As with a document that is not valid.
            return _refusal(problem, 200 if media == JSON else 400, media)
        with deadline(protection.deadline - (started - began)):
            answer = await while_connected(request.receive, self.operations.answer(question, bearer))
        status = LEFT if answer is None else _status(answer, media)
        content = b"" if answer is None else answer.content()
        _say_answered(bearer.agency, status, answer, len(content), time.perf_counter() - started)
        headers = {} if answer is None else _headers(answer, status)
        response = await _response(content, status, media, headers, request.headers.get("accept-encoding", ""))
        return self.authenticator.leave(entered, response)

    def _operation_request(self, body: bytes, headers: Mapping[str, str]) -> OperationRequest:
        wanted = parse_request(body, headers.get(BASIS), headers.get(RECEIPT))
        query = self.operations.protection.trusted.resolve(wanted.query, wanted.identifier)
        return OperationRequest(query, wanted.variables, wanted.operation_name, wanted.basis, wanted.proof)


_NOT_ACCEPTABLE = InvalidArgument(
    "The hub serves none of the media types in the Accept header.", hint=f"Send Accept: {GRAPHQL_JSON} or {JSON}."
)


def _not_served(request: Request, media: str | None) -> Response | None:
    """The response to a request that is no question, for every caller."""
    if request.method == "OPTIONS":
        # Without any permission for other origins: a browser there asks first, and learns that it may not.
        return Response(status_code=204, headers={**ALLOW, **ANSWER, "Accept-Post": JSON})
    if request.method != "POST":
        problem: LinkageError = InvalidArgument(
            "The hub takes questions by POST only.", hint="POST a JSON body to /graphql."
        )
        return _refusal(problem, 405, media or JSON, ALLOW)
    if request.headers.get("sec-fetch-site") == "cross-site":
        problem = NotAllowed(
            "The request comes from a page of another site, and the hub answers its own pages only.",
            hint="Ask from the hub's own pages or from a server.",
        )
        return _refusal(problem, 403, media or JSON)
    return None


def _status(answer: Answer, media: str) -> int:
    if answer.down:
        return 503
    if answer.incident is not None:
        return 500
    for kind, status in _STATUSES.items():
        if isinstance(answer.refusal, kind):
            return status
    return 200 if answer.ran or media == JSON else 400


def _headers(answer: Answer, status: int) -> dict[str, str]:
    if answer.down:
        return {"Retry-After": str(DOWN_SECONDS)}
    if isinstance(answer.refusal, BudgetExhausted):
        return {"Retry-After": str(answer.refusal.details["retryAfter"])}
    return CHALLENGE if status == 401 else {}


def _say_answered(agency: str, status: int, answer: Answer | None, size: int, seconds: float) -> None:
    # Who asked what, and what came of it, is in the audit log; here stands what an operator should look at.
    errors = [] if answer is None else answer.codes
    level = logging.INFO if status != 200 or errors or seconds >= SLOW_SECONDS else logging.DEBUG
    if _LOG.isEnabledFor(level):
        extra = {"agency": agency, "status": status, "errors": errors, "bytes": size, "ms": round(seconds * 1000, 1)}
        _LOG.log(level, "answered", extra=extra)


async def _response(content: bytes, status: int, media: str, headers: Mapping[str, str], accepted: str) -> Response:
    found = coding(accepted) if len(content) >= WORTH_BYTES else None
    more = dict(ANSWER) | dict(headers)
    if found is not None:
        more["Content-Encoding"] = found
        threaded = len(content) > THREAD_BYTES[found]
        content = await asyncio.to_thread(compress, content, found) if threaded else compress(content, found)
    return Response(content, status_code=status, headers=more, media_type=f"{media}; charset=utf-8")


def _refusal(problem: LinkageError, status: int, media: str, headers: Mapping[str, str] | None = None) -> Response:
    body = orjson.dumps({"errors": [failure(problem)]})
    more = {**ANSWER, **(headers or {})} | ({"Accept-Post": JSON} if status == 415 else {})
    return Response(body, status_code=status, headers=more, media_type=f"{media}; charset=utf-8")
