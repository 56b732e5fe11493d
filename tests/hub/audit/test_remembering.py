"""The graph remembers heads: logs that were deleted or rewritten with all that lies beside them are missed."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from functools import partial

import pytest
from support.audit_ledger import Ledger
from support.command_line import hub

from hub.audit.keys import Keys
from hub.audit.remembered_heads import READ, place_of, read, remember
from hub.audit.signing import ED25519
from hub.embedded.process import Endpoint
from hub.graph.client import Graph


@pytest.fixture
async def kept(ledger: Ledger, blank: Graph) -> AsyncIterator[Ledger]:
    """A log that the graph remembers."""
    ledger.signer = Keys(ledger.directory / "keys").signer(ED25519)
    with ledger.log() as log:
        await ledger.ask(log)
    assert await remember(blank, ledger.directory) == []
    yield ledger
    await blank.write([("MATCH (kept:AuditHead) DELETE kept", {})], operation="test")


async def sizes(graph: Graph, ledger: Ledger) -> dict[str, int]:
    """What the graph remembers of the ledger's logs."""
    place = place_of(ledger.directory)
    return {each.head["log"]: each.head["size"] for each in await read(graph) if each.place == place}


async def test_the_graph_remembers_the_last_head(kept: Ledger, blank: Graph) -> None:
    ((log, size),) = (await sizes(blank, kept)).items()
    with kept.log() as again:
        await kept.ask(again)

    assert await remember(blank, kept.directory) == []
    assert await sizes(blank, kept) == {log: size + 2}
    assert len(await blank.ask(READ, {}, operation="test")) == 1


async def test_a_log_that_is_gone_or_another_one_is_missed(kept: Ledger, blank: Graph) -> None:
    ((log, size),) = (await sizes(blank, kept)).items()
    home = kept.directory / "logs" / log
    shutil.rmtree(home)

    assert await remember(blank, kept.directory) == [log]
    # Another history under the same name, longer than the one that is remembered.
    home.mkdir()
    with kept.log() as again:
        for _ in range(3):
            await kept.ask(again, card="another history")
    assert again.name == log
    assert await remember(blank, kept.directory) == [log]
    assert await sizes(blank, kept) == {log: size}


@pytest.mark.slow
async def test_verify_holds_the_log_against_the_graph(kept: Ledger, blank: Graph, endpoint: Endpoint) -> None:
    given = {"NEO4J_URI": endpoint.uri, "NEO4J_PASSWORD": endpoint.password}
    verify = partial(hub, "audit", "verify", HUB_AUDIT=str(kept.directory), **given)
    ((log, _),) = (await sizes(blank, kept)).items()
    whole = verify()
    assert whole.returncode == 0, whole.stderr
    shutil.rmtree(kept.directory / "logs" / log)
    with kept.log() as other:
        await kept.ask(other)

    done = verify()

    assert done.returncode == 1
    assert f"✗ {log}: the whole log is missing, but somebody holds a signed head of it" in done.stderr
