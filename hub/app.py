"""The hub as an ASGI application: its routes and what lives as long as it does."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from hub.access.admission import Admission
from hub.access.tokens import Tokens
from hub.api.http import GraphQLEndpoint
from hub.api.schema import Api
from hub.api.turned_away import METRICS, TurnedAway
from hub.audit.remembered_heads import keep_remembering, remember
from hub.backup.register_mirror import keep_mirroring, mirror
from hub.capabilities.audit_records.fields import RecordReader
from hub.capabilities.screening.watch import Watch
from hub.errors import MigrationError
from hub.graph.client import Graph
from hub.graph.deadlines import deadline
from hub.graph.name_count import NameCount
from hub.operations.answering import Operations
from hub.operations.context import Services
from hub.operations.preparation import Preparer
from hub.operations.protection import Protection
from hub.operations.recording import Recorder
from hub.operations.warming import Known, warm, warm_admissions
from hub.serving.metrics import CONTENT_TYPE, exposition
from hub.serving.pages import Pages
from hub.serving.workbench import Workbench
from hub.signin.assembly import sign_in_routes
from hub.signin.authentication import Authenticator
from hub.signin.session_keys import KeyFile, KeyRing, follow
from hub.signin.sessions import Sessions, Terms
from hub.support.chance import random_id
from hub.support.clock import china_now
from hub.support.headers import PRIVATE
from schema.errors import LinkageError
from schema.identity import IdKeys

#: How long a start waits until the database has planned the admissions; it goes on with them afterwards.
ADMISSION_SECONDS = 20.0
#: How long the database may take to say that it is there.
READY_SECONDS = 2.0
#: How long an end waits until the graph has taken the last heads of the audit log.
LAST_HEAD_SECONDS = 2.0
ASSETS = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Hub:
    """What the application is made of; time and identifiers are injected.

    `recorder` writes the audit log: nothing is answered that it does not record.
    `demo_officers` are offered on the GraphiQL page in demo mode, and `sign_in_as` at the workbench's sign-in; None
    everywhere else. `terms` are those of sessions in browsers. `certificates`: a trusted proxy passes those of clients.
    `metrics_token`: what a reader of the metrics shows; None: there are none. `known`: documents of the hub's pages,
    made ready when it starts. `eager`: admissions are made ready before the hub says that it is ready. `secret` is the
    first key of global ids, and `later_secrets` those since; `ring` holds those of sessions, and `ring_file` is where
    it is read again.
    """

    api: Api
    graph: Graph
    tokens: Tokens
    secret: bytes
    recorder: Recorder
    samples: list[dict[str, str]] = field(default_factory=list)
    demo_officers: Callable[[], list[dict[str, str]]] | None = None
    sign_in_as: Callable[[], list[dict[str, Any]]] | None = None
    terms: Terms = field(default_factory=Terms)
    protection: Protection = field(default_factory=Protection)
    certificates: bool = False
    metrics_token: str | None = field(default=None, repr=False)
    known: Sequence[Known] = field(default=(), repr=False)
    eager: bool = True
    ring: KeyRing = field(default_factory=KeyRing.new, repr=False)
    ring_file: KeyFile | None = None
    now: Callable[[], datetime] = china_now
    new_id: Callable[[], str] = random_id
    later_secrets: tuple[bytes, ...] = field(default=(), repr=False)

    @cached_property
    def admission(self) -> Admission:
        """Who is let in, and on which basis."""
        return Admission(self.graph, self.tokens, self.api.realm, self.now)

    @cached_property
    def authenticator(self) -> Authenticator:
        """Who sent a request."""
        demo = self.sign_in_as is not None
        sessions = Sessions(self.graph, self.ring, self.secret, self.terms, self.now, self.new_id, demo=demo)
        return Authenticator(self.tokens, sessions, self.certificates)

    @cached_property
    def watch(self) -> Watch:
        """What is screened."""
        return Watch()

    @cached_property
    def names(self) -> NameCount:
        """How many names a search may have to read."""
        return NameCount()

    @cached_property
    def operations(self) -> Operations:
        """Every way in leads through these."""
        log = self.recorder.log
        preparer = Preparer(self.api, self.graph, self.protection, logged=log.size, names=self.names)
        return Operations(preparer, self.admission, self.services, self.new_id, self.recorder)

    @cached_property
    def turned_away(self) -> TurnedAway:
        """What nobody was let in for."""
        return TurnedAway(self.recorder.turned_away)

    @cached_property
    def services(self) -> Services:
        """What the services of all operations share."""
        return Services(
            graph=self.graph,
            ids=IdKeys((self.secret, *self.later_secrets)),
            realm=self.api.realm,
            now=self.now,
            new_id=self.new_id,
            offered=self.admission.offered,
            records=RecordReader(self.recorder.log, self.recorder.key, self.api.realm, self.recorder.published),
            screened=self.watch.note,
        )


async def read_secret(graph: Graph) -> bytes:
    """The first key of global ids, which tells one graph from another; raises MigrationError without one."""
    return (await read_id_keys(graph)).versions[0]


async def read_id_keys(graph: Graph) -> IdKeys:
    """The keys of global ids, kept in the graph itself; raises MigrationError where the graph is not initialised."""
    text = "MATCH (m:HubMeta) WHERE m.idSecret IS NOT NULL RETURN m.idSecret, m.laterIdSecrets LIMIT 1"
    found = await graph.ask_all(text, {}, operation="hub.secret")
    if not found:
        raise MigrationError("The graph is not initialised.", hint="Run: hub init")
    return IdKeys.stored(*found[0])


@dataclass(frozen=True)
class Application:
    """The hub as uvicorn calls it. Questions go straight to their endpoint, past routes and middleware."""

    endpoint: GraphQLEndpoint
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
    endpoint = GraphQLEndpoint(hub.operations, hub.authenticator, turned_away=hub.turned_away)

    async def healthz(_: Any) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Any) -> Response:
        # What cannot be recorded is not answered.
        body = {"neo4j": await _health_of(_check_graph(hub.graph)), "audit": await _health_of(hub.recorder.log.check())}
        if any(each["status"] == "down" for each in body.values()):
            return JSONResponse({"status": "down", **body}, status_code=503, headers={"Retry-After": "5"})
        return JSONResponse({"status": "ok", **body})

    async def metrics(request: Request) -> Response:
        shown = request.headers.get("authorization", "").encode()
        if hub.metrics_token is None:
            return JSONResponse({"error": "metrics are off: HUB_METRICS_TOKEN is not set"}, status_code=404)
        if not hmac.compare_digest(shown, f"Bearer {hub.metrics_token}".encode()):
            challenge = {"WWW-Authenticate": 'Bearer realm="linkage-hub metrics"'}
            hub.turned_away.count(METRICS)
            return JSONResponse({"error": "show the token of the metrics"}, status_code=401, headers=challenge)
        return Response(
            exposition(hub.operations, hub.watch, endpoint.answered, hub.turned_away.counted),
            media_type=CONTENT_TYPE,
            headers=PRIVATE,
        )

    async def samples(_: Any) -> Response:
        return JSONResponse(hub.samples)

    async def officers(_: Any) -> Response:
        if hub.demo_officers is None:
            return JSONResponse({"error": "not in demo mode"}, status_code=404)
        return JSONResponse(hub.demo_officers(), headers=PRIVATE)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        preparer = hub.operations.preparer
        registered = [Known(each.text) for each in preparer.protection.trusted.documents().values()]
        admissions = asyncio.create_task(_warm_admissions_of(hub))
        # A database that is slow or busy holds the start up for so long and no longer.
        await asyncio.wait({admissions}, timeout=ADMISSION_SECONDS)

        async def known() -> None:
            await admissions
            await warm(preparer, [*registered, *hub.known])

        # Beside the first questions: a hub that starts after a crash must not make anybody wait for this.
        beside = [asyncio.create_task(known()), asyncio.create_task(hub.names.follow(hub.graph))]
        directory = hub.recorder.log.directory
        beside += [asyncio.create_task(each(hub.graph, directory)) for each in (keep_remembering, keep_mirroring)]
        if hub.ring_file is not None:
            beside.append(asyncio.create_task(follow(hub.ring, hub.ring_file)))
        yield
        for each in beside:
            each.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await each
        await hub.recorder.log.aclose()
        # The graph is closed also where the disk takes nothing any more.
        with contextlib.suppress(LinkageError, OSError), deadline(LAST_HEAD_SECONDS):
            await remember(hub.graph, directory)
            await mirror(hub.graph, directory)
        await hub.graph.close()

    routes = [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
        Route("/graphiql/samples.json", samples),
        Route("/graphiql/officers.json", officers),
        Route("/graphiql", _redirect_to("/graphiql/")),
        Mount("/graphiql", Pages(directory=ASSETS / "graphiql", html=True, check_dir=False)),
        *sign_in_routes(
            hub.graph, hub.secret, hub.ring, hub.admission, hub.authenticator, hub.recorder, hub.now, hub.sign_in_as
        ),
        *Workbench(ASSETS / "workbench").routes(),
    ]
    pages = Starlette(routes=routes, lifespan=lifespan)
    pages.state.turned_away = hub.turned_away
    return Application(endpoint, pages)


async def _check_graph(graph: Graph) -> None:
    with deadline(READY_SECONDS):
        await graph.ask_one("RETURN 1 AS one", {}, operation="hub.ready", timeout=READY_SECONDS)


async def _health_of(asked: Coroutine[Any, Any, None]) -> dict[str, str]:
    """How something is that the hub needs."""
    try:
        await asked
    except LinkageError as problem:
        return {"status": "down", "code": problem.code, "message": problem.message}
    return {"status": "ok"}


async def _warm_admissions_of(hub: Hub) -> None:
    if hub.eager:
        await warm_admissions(hub.graph, hub.admission.existing())


def _redirect_to(path: str) -> Callable[[Any], Any]:
    async def redirect(_: Any) -> Response:
        return Response(status_code=307, headers={"Location": path})

    return redirect
