"""Puts sign-in together: its addresses, from what a hub is made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.routing import Route

from hub.access.admission import Admission
from hub.api.recording import Recorder
from hub.graph import Graph
from hub.signin.clients import Clients
from hub.signin.desk import Desk
from hub.signin.doorway import Doorway
from hub.signin.logout_routes import LogoutAddress
from hub.signin.logouts import Marks
from hub.signin.noting import Notes
from hub.signin.oidc import SignIn, new_secret
from hub.signin.provider_routes import PURPOSE, ProviderAddresses
from hub.signin.providers import Providers
from hub.signin.routes import Addresses, Officers
from hub.signin.sealing import Seal


def sign_in_routes(
    graph: Graph,
    secret: bytes,
    admission: Admission,
    doorway: Doorway,
    recorder: Recorder | None,
    now: Callable[[], datetime],
    officers: Officers | None,
) -> list[Route]:
    """The routes under `/session`."""

    def seconds() -> int:
        return int(now().timestamp())

    marks = Marks(secret)
    desk = Desk(graph, admission, doorway.sessions, Notes(recorder, graph))
    clients = Clients(doorway.sessions.terms.client_secrets, seconds, new_secret)
    sign_in = SignIn(Providers(graph), clients, seconds, doorway.sessions.terms.idle)
    provider = ProviderAddresses(desk, doorway, sign_in, Seal(secret, PURPOSE), marks)
    logout = LogoutAddress(desk, sign_in.providers, marks, seconds)
    return [*provider.routes(), *logout.routes(), *Addresses(desk, doorway, sign_in, officers).routes()]
