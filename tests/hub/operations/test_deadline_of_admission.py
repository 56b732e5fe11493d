"""The deadline of an operation begins when its request comes: keys, rights and readiness are in it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest
from neo4j import AsyncSession
from support.http_client import Poster, Signer

from hub.app import Hub, create_app
from hub.graph.direct_reads import DirectReads
from hub.operations.protection import Protection


async def _silence(*_: Any, **__: Any) -> None:
    await asyncio.Event().wait()


@pytest.mark.slow
async def test_a_silent_database_keeps_nobody_longer_than_the_deadline(
    hub: Hub, tokens: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AsyncSession, "run", _silence)
    monkeypatch.setattr(DirectReads, "read", _silence)
    monkeypatch.setattr("hub.graph.connections.SILENCE_SECONDS", 3600)
    monkeypatch.setattr("hub.app.READY_SECONDS", 0.05)
    app = create_app(replace(hub, protection=Protection(deadline=0.05)))
    async with (
        asyncio.timeout(60),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub") as client,
    ):
        # Whose keys are not known yet, whose token is nobody's, whose rights are not kept.
        for token in (tokens.good(), "a.b.c", tokens.good()):
            answer = await Poster(client, token)("{ me { card } }")
            assert answer.status_code == 503
            assert answer.json()["errors"][0]["extensions"]["code"] == "GRAPH_TIMEOUT"
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()["neo4j"]["code"]) == (503, "GRAPH_TIMEOUT")
