"""Puts sign-in together: its addresses, from what a hub is made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from starlette.routing import Route

from hub.access.admission import Admission
from hub.access.safe_urls import LOOPBACK
from hub.graph.client import Graph
from hub.operations.recording import Recorder
from hub.signin.allowed_addresses import AllowedAddresses
from hub.signin.authentication import Authenticator
from hub.signin.client_proofs import ClientProofs
from hub.signin.logout_routes import LogoutAddress
from hub.signin.logout_tokens import SessionMarks
from hub.signin.oidc import SignIn, new_secret
from hub.signin.provider_routes import PURPOSE, ProviderAddresses
from hub.signin.providers import Providers
from hub.signin.records import SignInRecords
from hub.signin.sealed_values import Seal
from hub.signin.session_keys import KeyRing
from hub.signin.session_routes import Addresses, Officers
from hub.signin.session_service import SessionService


def sign_in_routes(
    graph: Graph,
    secret: bytes,
    ring: KeyRing,
    admission: Admission,
    authenticator: Authenticator,
    recorder: Recorder,
    now: Callable[[], datetime],
    officers: Officers | None,
) -> list[Route]:
    """The routes under `/session`; `secret` is the graph's, under which sign-outs are remembered there."""

    def seconds() -> int:
        return int(now().timestamp())

    marks = SessionMarks(secret)
    records = SignInRecords(recorder, graph)
    service = SessionService(graph, admission, authenticator.sessions, records)
    terms = authenticator.sessions.terms
    # A hub that browsers reach under a name of its own is no trial on one machine, where the provider may be too.
    reach = AllowedAddresses(
        terms.provider_networks or (), loopback=terms.url is None or urlsplit(terms.url).hostname in LOOPBACK
    )
    clients = ClientProofs(authenticator.sessions.terms.client_secrets, seconds, new_secret)
    sign_in = SignIn(Providers(graph, reach=reach), clients, seconds, authenticator.sessions.terms.idle)
    provider = ProviderAddresses(service, authenticator, sign_in, Seal(ring, PURPOSE, secret), marks)
    logout = LogoutAddress(service, sign_in.providers, marks, seconds)
    return [*provider.routes(), *logout.routes(), *Addresses(service, authenticator, sign_in, officers).routes()]
