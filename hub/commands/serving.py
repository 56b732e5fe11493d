"""Puts a hub together from settings and a graph, and serves it until told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import uvicorn

from hub.access.tokens import Tokens
from hub.api.protection import protection_of
from hub.api.recording import Recorder
from hub.api.schema import Api, build_api
from hub.app import ASSETS, Hub, china_now, random_id, read_secret
from hub.aside import settle
from hub.audit.log import AuditLog
from hub.audit.signing import Keys
from hub.graph import Graph
from hub.heads import BoundedHeads
from hub.samples import SAMPLES
from hub.signin.sessions import Terms
from hub.workbench import known_documents
from schema.errors import GraphUnavailable, SetupError
from schema.values import Realm

if TYPE_CHECKING:
    from hub.access.quotas import Quotas
    from hub.app import Application
    from hub.embedded import Endpoint
    from hub.settings import Settings

_LOG = logging.getLogger("hub.serving")
#: Answers under way get this long when the hub is told to stop.
GRACE_SECONDS = 5
RETRY_SECONDS = 0.5
#: Longer than proxies keep an idle connection (60 s is usual): else they send a request into one that is being closed.
KEEP_ALIVE_SECONDS = 75


def listen(host: str, port: int) -> socket.socket:
    """Take the port before any slow work; raises SetupError where it is not free."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # Two hubs could both bind a port that neither listens on yet; listening for a moment shows that nobody does.
        with _bound(family, kind, protocol, address) as probe:
            probe.listen(1)
            address = probe.getsockname()
        return _bound(family, kind, protocol, address)
    except OSError as problem:
        raise refused(host, port, problem) from None


def beside(taken: socket.socket) -> socket.socket:
    """A socket of a worker's own on an address that is taken.

    Linux deals connections out among such sockets. From one that all share, whoever wakes first takes the whole burst.
    """
    if sys.platform != "linux":
        return taken
    made = socket.socket(taken.family, taken.type, taken.proto)
    host, port = taken.getsockname()[:2]
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        made.bind(taken.getsockname())
    except OSError as problem:
        made.close()
        raise refused(host, port, problem) from None
    return made


def refused(host: str, port: int, problem: OSError) -> SetupError:
    """Say in words why an address cannot be listened on."""
    if problem.errno == errno.EADDRINUSE:
        return SetupError(
            f"Port {port} on {host} is in use by another program.",
            hint=f"Stop that program, or choose another port: PORT={port + 1 if port < 65535 else 8000}",
            port=port,
        )
    if problem.errno == errno.EACCES:
        return SetupError(f"Port {port} needs more rights than the hub has.", hint="Choose a PORT from 1024 up.")
    return SetupError(f"The address {host} cannot be listened on.", hint="Check HOST; 127.0.0.1 always works.")


def _bound(family: int, kind: int, protocol: int, address: object) -> socket.socket:
    made = socket.socket(family, kind, protocol)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)  # type: ignore[arg-type]  # as getaddrinfo answered it
    except OSError:
        made.close()
        raise
    return made


async def connect(settings: Settings, endpoint: Endpoint, wait: float) -> Graph:
    """Connect to the database; where it does not answer, try again until the wait is over."""
    deadline = time.monotonic() + wait
    while True:
        try:
            return await Graph.open(
                endpoint,
                pool_size=settings.pool_size,
                timeout=settings.query_timeout,
                direct=settings.driver_reads == "direct",
            )
        except GraphUnavailable:
            if time.monotonic() >= deadline:
                raise
        await asyncio.sleep(RETRY_SECONDS)


@cache
def api_of(realm: Realm) -> Api:
    """The API of a realm; it takes two seconds to make, which a start can spend while it waits."""
    return build_api(realm)


def prepare(settings: Settings) -> None:
    """Make what several processes would else each make for itself, or at once: the API, and keys in their files."""
    api_of(settings.realm)
    keys = Keys(settings.audit_keys_home)
    keys.signer(settings.audit_signature)
    keys.identifiers()
    if settings.demo:
        from hub.commands.officers import Officers

        Officers(settings.data)


async def hub_of(settings: Settings, graph: Graph, quotas: Quotas | None = None) -> Hub:
    """The hub of these settings over an initialised graph; `quotas` are those it shares with other processes."""
    samples = [each.as_page() for each in SAMPLES] if settings.demo else []
    api = api_of(settings.realm)
    settle()
    secret = await read_secret(graph)
    protection = protection_of(settings)
    if quotas is not None:
        protection = replace(protection, quotas=quotas)
    recorder = await asyncio.to_thread(recorder_of, settings)
    tokens, cards, listed = Tokens(graph, _seconds), None, None
    if settings.demo:
        # Imported here: production does without the invented city.
        from hub.access.demo import demo_issuer
        from hub.commands.officers import Officers

        offered = Officers(settings.data)
        tokens = Tokens(graph, _seconds, demo_issuer(offered.key))
        cards, listed = offered.cards, offered.listed
    return Hub(
        api,
        graph,
        tokens,
        secret,
        settings.max_body,
        samples=samples,
        demo_officers=cards,
        sign_in_as=listed,
        terms=Terms(settings.url, settings.session_idle, settings.session_age, settings.client_secrets),
        protection=protection,
        recorder=recorder,
        certificates=settings.client_cert == "rfc9440",
        metrics_token=settings.metrics_token,
        known=known_documents(ASSETS / "workbench"),
    )


def recorder_of(settings: Settings) -> Recorder:
    """The audit log of these settings, opened for this process; raises SetupError, AuditUnavailable, AuditDamaged."""
    keys = Keys(settings.audit_keys_home)
    log = AuditLog.open(
        settings.audit_home,
        signer=keys.signer(settings.audit_signature),
        hub="hub",
        now=china_now,
        new_id=random_id,
    )
    return Recorder(log, keys.identifiers(), settings.realm, china_now)


class Server(uvicorn.Server):
    """Uvicorn that leaves signals to the hub and says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Listen to both signals on the loop, and do not raise them again: stopping as asked is no failure."""
        loop = asyncio.get_running_loop()
        with contextlib.ExitStack() as undo:
            for number in (signal.SIGINT, signal.SIGTERM):
                undo.callback(signal.signal, number, signal.getsignal(number))
                loop.add_signal_handler(number, self._stop)
                undo.callback(loop.remove_signal_handler, number)
            yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, and tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    def _stop(self) -> None:
        # Asked twice: do not wait for answers under way.
        self.force_exit = self.should_exit
        self.should_exit = True


def server_config(app: Application) -> uvicorn.Config:
    """How uvicorn serves: with bounded heads, connections that outlast those of proxies, and no log of its own."""
    return uvicorn.Config(
        app,
        http=BoundedHeads,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


async def serve(app: Application, taken: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until told to stop."""
    if sys.platform != "win32" and not type(asyncio.get_running_loop()).__module__.startswith("uvloop"):
        _LOG.warning("the event loop is not uvloop: answers take longer")
    host, port = taken.getsockname()[:2]
    try:
        await Server(server_config(app), ready).serve(sockets=[taken])
    except OSError as problem:
        raise refused(host, port, problem) from None


def url_of(taken: socket.socket) -> str:
    """The address to ask on; where all addresses are listened on, one that a browser can open."""
    host, port = taken.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not listened on
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _seconds() -> int:
    return int(time.time())
