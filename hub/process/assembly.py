"""Puts a hub together from settings and a graph."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from hub.access.tokens import Tokens
from hub.api.schema import Api, build_api
from hub.app import ASSETS, Hub, read_id_keys
from hub.audit.key_places import keys_of
from hub.audit.key_succession import identifiers_for, signer_for
from hub.audit.log import AuditLog
from hub.errors import GraphUnavailable
from hub.graph.client import Graph
from hub.operations.protection import protection_of
from hub.operations.recording import Recorder
from hub.process.showcase import showcase
from hub.serving.workbench import known_documents, own_documents
from hub.settings.variable import filled
from hub.signin.session_keys import KeyFile
from hub.signin.sessions import Terms
from hub.support import private
from hub.support.background import freeze_loaded_objects
from hub.support.chance import random_id
from hub.support.clock import china_now
from schema.values import Realm

if TYPE_CHECKING:
    from hub.access.quotas import Quotas
    from hub.embedded.process import Endpoint
    from hub.settings import Settings

RETRY_SECONDS = 0.5


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
    """The API of a realm; a start makes it while it waits for the database."""
    return build_api(realm)


def prepare(settings: Settings) -> None:
    """Make what several processes would else each make for itself, or at once: the API, and keys in their files."""
    api_of(settings.realm)
    keys = keys_of(settings)
    signer_for(settings.audit_home, keys, settings.audit_signature, china_now)
    identifiers_for(settings.audit_home, keys)
    KeyFile(settings.session_keys_file).ring()
    if settings.demo:
        showcase(settings.data)


async def hub_of(settings: Settings, graph: Graph, quotas: Mapping[str, Quotas] | None = None) -> Hub:
    """The hub of these settings over an initialised graph; `quotas` are those it shares with other processes."""
    api = api_of(settings.realm)
    freeze_loaded_objects()
    ids = await read_id_keys(graph)
    ring_file = KeyFile(settings.session_keys_file)
    ring = await asyncio.to_thread(ring_file.ring)
    own = await asyncio.to_thread(own_documents, ASSETS / "workbench")
    recorder = await asyncio.to_thread(recorder_of, settings)
    await asyncio.to_thread(close_to_others, settings)
    # Production does without the invented city.
    shown = showcase(settings.data) if settings.demo else None
    return Hub(
        api,
        graph,
        Tokens(graph, _seconds, shown.issuers()) if shown else Tokens(graph, _seconds),
        ids.versions[0],
        recorder,
        samples=shown.samples() if shown else [],
        demo_officers=shown.cards if shown else None,
        sign_in_as=shown.listed if shown else None,
        terms=Terms(**filled(settings, "session")),
        protection=protection_of(settings, own, quotas),
        known=known_documents(ASSETS / "workbench"),
        ring=ring,
        ring_file=ring_file,
        later_secrets=ids.versions[1:],
        **filled(settings, "hub"),
    )


def close_to_others(settings: Settings) -> None:
    """Take from other accounts what an earlier hub left open to them of its log and keys."""
    for each in (settings.audit_home, settings.audit_keys_home, settings.session_keys_file):
        private.close(each)


def recorder_of(settings: Settings) -> Recorder:
    """The audit log of these settings, opened for this process; raises SetupError, AuditUnavailable, AuditDamaged."""
    keys = keys_of(settings)
    signer = signer_for(settings.audit_home, keys, settings.audit_signature, china_now)
    identifiers = identifiers_for(settings.audit_home, keys)
    log = AuditLog.open(settings.audit_home, signer=signer, hub="hub", now=china_now, new_id=random_id)
    return Recorder(log, identifiers, settings.realm, china_now, keys.public)


def _seconds() -> int:
    return int(time.time())
