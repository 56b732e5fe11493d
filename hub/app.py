"""The hub as an ASGI application: its routes and what lives as long as it does."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hmac
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from hub.access.admission import Admission, Admitted
from hub.access.tokens import Tokens
from hub.api.answer import Answerer
from hub.api.http import Endpoint
from hub.api.operations import Operations
from hub.api.protection import Protection
from hub.api.recording import Recorder
from hub.api.schema import Api
from hub.api.warming import Known, warm
from hub.audit.question import Records
from hub.changes import ChangeContext
from hub.graph import Graph
from hub.metrics import CONTENT_TYPE, exposition
from hub.pages import Pages
from hub.signin.build import sign_in_routes
from hub.signin.doorway import Doorway
from hub.signin.sessions import Sessions, Terms
from hub.workbench import Workbench
from schema.errors import GraphError, MigrationError
from schema.values.date import SHANGHAI

ASSETS = Path(__file__).parent / "static"


def china_now() -> datetime:
    """The time by the clocks of the courts.

    A fixed offset, not a ZoneInfo: the driver's own time type makes ZoneInfo crash the process (CPython 3.11).
    """
    return datetime.now(SHANGHAI)


def random_id() -> str:
    """An identifier nobody can guess: 20 characters of base32."""
    return base64.b32encode(secrets.token_bytes(12)).decode().rstrip("=")


@dataclass(frozen=True)
class Hub:
    """What the application is made of; time and identifiers are injected.

    `demo_officers` are offered on the GraphiQL page in demo mode, and `sign_in_as` at the workbench's sign-in; None
    everywhere else. `terms` are those of sessions in browsers. `recorder` writes the audit
    log; every hub that is served has one. `certificates`: a trusted proxy passes those of clients.
    `metrics_token`: what a reader of the metrics shows; None: there are none. `known`: documents of the hub's pages,
    made ready when it starts.
    """

    api: Api
    graph: Graph
    tokens: Tokens
    secret: bytes
    max_body: int
    samples: list[dict[str, str]] = field(default_factory=list)
    demo_officers: Callable[[], list[dict[str, str]]] | None = None
    sign_in_as: Callable[[], list[dict[str, Any]]] | None = None
    terms: Terms = field(default_factory=Terms)
    protection: Protection = field(default_factory=Protection)
    recorder: Recorder | None = None
    certificates: bool = False
    metrics_token: str | None = field(default=None, repr=False)
    known: Sequence[Known] = field(default=(), repr=False)
    now: Callable[[], datetime] = china_now
    new_id: Callable[[], str] = random_id

    @cached_property
    def admission(self) -> Admission:
        """Who is let in, and on which basis."""
        return Admission(self.graph, self.tokens, self.api.realm, self.now)

    @cached_property
    def doorway(self) -> Doorway:
        """Who sent a request."""
        demo = self.sign_in_as is not None
        sessions = Sessions(self.graph, self.secret, self.terms, self.now, self.new_id, demo=demo)
        return Doorway(self.tokens, sessions, self.certificates)

    @cached_property
    def operations(self) -> Operations:
        """Every way in leads through these."""
        return Operations(
            Answerer(self.api, self.graph, self.protection), self.admission, self.context, self.new_id, self.recorder
        )

    def context(self, admitted: Admitted) -> ChangeContext:
        """What the services of one operation need."""
        return ChangeContext(
            admitted.caller,
            admitted.profile,
            self.graph,
            self.now,
            self.new_id,
            self.secret,
            admitted.basis,
            partial(self.admission.offered, admitted.caller),
            None if self.recorder is None else Records(self.recorder.log, self.recorder.key, self.api.realm),
            self.api.realm,
            admitted.traces,
            admitted.revision,
        )


async def read_secret(graph: Graph) -> bytes:
    """The key of global ids, kept in the graph itself; raises MigrationError where the graph is not initialised."""
    text = await graph.ask_one("MATCH (m:HubMeta) RETURN m.idSecret AS secret LIMIT 1", {}, operation="hub.secret")
    if text is None:
        raise MigrationError("The graph is not initialised.", hint="Run: hub init")
    return base64.b64decode(text)


@dataclass(frozen=True)
class Application:
    """The hub as uvicorn calls it. Questions go straight to their endpoint, past routes and middleware."""

    endpoint: Endpoint
    pages: Starlette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection of ASGI: a request, or the life of the process."""
        if scope["type"] == "http" and scope["path"] == "/graphql":
            response = await self.endpoint(Request(scope, receive))
            await response(scope, receive, send)
        else:
            await self.pages(scope, receive, send)


def create_app(hub: Hub) -> Application:
    """The application: a table of contents."""
    endpoint = Endpoint(hub.operations, hub.doorway, hub.max_body)

    async def healthz(_: Any) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Any) -> Response:
        try:
            await hub.graph.ask_one("RETURN 1 AS one", {}, operation="hub.ready", timeout=2.0)
        except GraphError as problem:
            body = {"status": "down", "neo4j": {"status": "down", "code": problem.code, "message": problem.message}}
            return JSONResponse(body, status_code=503, headers={"Retry-After": "5"})
        return JSONResponse({"status": "ok", "neo4j": {"status": "ok"}})

    async def metrics(request: Request) -> Response:
        shown = request.headers.get("authorization", "").encode()
        if hub.metrics_token is None:
            return JSONResponse({"error": "metrics are off: HUB_METRICS_TOKEN is not set"}, status_code=404)
        if not hmac.compare_digest(shown, f"Bearer {hub.metrics_token}".encode()):
            challenge = {"WWW-Authenticate": 'Bearer realm="linkage-hub metrics"'}
            return JSONResponse({"error": "show the token of the metrics"}, status_code=401, headers=challenge)
        return Response(
            exposition(hub, endpoint.answered), media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"}
        )

    async def samples(_: Any) -> Response:
        return JSONResponse(hub.samples)

    async def officers(_: Any) -> Response:
        if hub.demo_officers is None:
            return JSONResponse({"error": "not in demo mode"}, status_code=404)
        return JSONResponse(hub.demo_officers(), headers={"Cache-Control": "no-store"})

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        answerer = hub.operations.answerer
        registered = [Known(each.text) for each in answerer.protection.trusted.documents().values()]
        # Beside the first questions: a hub that starts after a crash must not make anybody wait for this.
        warming = asyncio.create_task(warm(answerer, [*registered, *hub.known]))
        yield
        warming.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await warming
        if hub.recorder is not None:
            await hub.recorder.log.aclose()
        await hub.graph.close()

    routes = [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
        Route("/graphiql/samples.json", samples),
        Route("/graphiql/officers.json", officers),
        Route("/graphiql", _to("/graphiql/")),
        Mount("/graphiql", Pages(directory=ASSETS / "graphiql", html=True, check_dir=False)),
        *sign_in_routes(hub.graph, hub.secret, hub.admission, hub.doorway, hub.recorder, hub.now, hub.sign_in_as),
        *Workbench(ASSETS / "workbench").routes(),
    ]
    return Application(endpoint, Starlette(routes=routes, lifespan=lifespan))


def _to(path: str) -> Callable[[Any], Any]:
    async def redirect(_: Any) -> Response:
        return Response(status_code=307, headers={"Location": path})

    return redirect
