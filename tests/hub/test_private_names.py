"""The names that uvicorn and the Neo4j driver keep to themselves and the hub uses: a canary for each new version.

When one of these tests fails, a library has moved something. The message names the module of the hub that uses it.
"""

from __future__ import annotations

import inspect

import neo4j
import pytest
import uvicorn
from neo4j._async.io._bolt._common import Response
from neo4j._async.io._pool import AsyncBoltPool
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from hub.graph.direct_reads import TRIED
from hub.process.server import HubServer
from hub.serving.bounded_heads import BoundedHeads

HEADS = "hub/serving/bounded_heads.py extends uvicorn's HttpToolsProtocol"
SERVER = "hub/process/server.py extends uvicorn.Server"
DIRECT = "hub/graph/direct_reads.py reads over the driver's pool; add the version to TRIED once it works with it"


def attributes_of(kind: type) -> set[str]:
    """What the instances of a class are given when they are made, and what the class itself has."""
    made = inspect.getsource(kind.__init__)  # type: ignore[misc]  # of the class, not of an instance
    return {word.removeprefix("self.") for word in made.replace(":", " ").split() if word.startswith("self.")} | set(
        dir(kind)
    )


def missing(kind: type, names: str) -> set[str]:
    return set(names.split()) - attributes_of(kind)


def test_uvicorns_protocol_has_the_callbacks_and_attributes_that_bounded_heads_use() -> None:
    callbacks = (
        "connection_made connection_lost data_received on_message_begin on_url on_header on_headers_complete on_body"
        " on_message_complete"
    )
    assert not missing(HttpToolsProtocol, f"{callbacks} transport flow loop cycle parser headers"), HEADS
    assert not missing(FlowControl, "resume_reading"), HEADS
    for name in callbacks.split():
        ours, theirs = (
            list(inspect.signature(getattr(kind, name)).parameters) for kind in (BoundedHeads, HttpToolsProtocol)
        )
        assert len(ours) == len(theirs), f"{HEADS}: {name} takes other arguments now"


def test_uvicorns_server_stops_as_the_hub_has_it_stop() -> None:
    assert not missing(uvicorn.Server, "capture_signals startup started should_exit force_exit"), SERVER
    assert "with self.capture_signals()" in inspect.getsource(uvicorn.Server.serve), SERVER
    assert "self.force_exit" in inspect.getsource(uvicorn.Server.shutdown), SERVER
    assert list(inspect.signature(HubServer.startup).parameters) == list(
        inspect.signature(uvicorn.Server.startup).parameters
    ), SERVER


def test_the_driver_is_a_version_that_direct_reads_were_tried_with() -> None:
    if neo4j.__version__ not in TRIED:
        pytest.fail(f"The driver {neo4j.__version__} was not tried, so reads take the slower way: {DIRECT}.")


def test_the_driver_has_the_names_that_direct_reads_use() -> None:
    assert not missing(AsyncBoltPool, "acquire release"), DIRECT
    acquired = list(inspect.signature(AsyncBoltPool.acquire).parameters)
    assert acquired[:7] == [
        "self",
        "access_mode",
        "timeout",
        "database",
        "bookmarks",
        "auth",
        "liveness_check_timeout",
    ], f"{DIRECT}: {acquired}"
    assert not missing(Response, "complete"), DIRECT
    connection = AsyncBoltPool.acquire.__globals__["AsyncBolt"]
    assert not missing(connection, "_append send_all fetch_message kill _default_hydration_hooks"), DIRECT
