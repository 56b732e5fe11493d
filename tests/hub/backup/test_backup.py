"""A backup brings everything back together, and nobody who was sent away since."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support.command_line import hub
from support.world import POLICE, World

from hub.access.register_writes import SUSPENDED
from hub.access.registry import Registry
from hub.audit.actor import Actor
from hub.audit.keys import Keys
from hub.audit.log import AuditLog
from hub.audit.records import Intent, Outcome
from hub.audit.self_check import check_all
from hub.audit.signing import ED25519
from hub.backup import graph_rows, register_mirror
from hub.backup.archive import open_archive
from hub.commands import _sealed
from hub.commands.backup import backup
from hub.commands.restore import restore
from hub.embedded.process import Endpoint
from hub.errors import MigrationError
from hub.graph.client import Graph
from hub.graph.revisions import LOOK, TAIL
from hub.shell.database import check_version
from hub.signin.session_keys import KeyFile
from hub.testing import SeededGraph
from schema.errors import Conflict, SetupError
from schema.values import Realm

KEY = "a-passphrase-for-tests"
CARD, OTHER = "9901GA-042", "9901GA-043"
DOCUMENT = '{"name": "debtor"}\n'


class Place:
    """A hub's directories, its graph, and its verbs in this process."""

    def __init__(self, folder: Path, graph: Graph, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
        self.data, self.audit, self.graph = folder / "data", folder / "audit", graph
        self.keys = Keys(folder / "keys")
        self._settings = {
            "HUB_DATA": str(self.data),
            "HUB_AUDIT": str(self.audit),
            "HUB_AUDIT_KEYS": str(folder / "keys"),
            "HUB_BACKUP_KEY": KEY,
            "NEO4J_URI": endpoint.uri,
            "NEO4J_PASSWORD": endpoint.password,
        }
        self._monkeypatch = monkeypatch
        self.registry = Registry(graph, Realm.FICTIONAL, lambda: datetime.now(UTC), "test")

    async def run(self, verb: Any, file: Path, **options: Any) -> None:
        """Run a verb as the command line does."""
        self._monkeypatch.setattr(_sealed.logs, "set_up", lambda _: None)
        for name, value in self._settings.items():
            self._monkeypatch.setenv(name, value)
        await asyncio.to_thread(partial(verb, file, **options))

    async def restore(self, file: Path, *, replace: bool = True, as_of_backup: bool = False) -> None:
        """Restore."""
        await self.run(restore, file, replace=replace, as_of_backup=as_of_backup)

    def log(self) -> AuditLog:
        """A log of a hub that runs here."""
        return AuditLog.open(
            self.audit, signer=self.keys.signer(ED25519), hub="hub", now=lambda: datetime.now(UTC), new_id=_ids.__next__
        )

    def wrong(self) -> list[str]:
        """What a check of the log finds."""
        return check_all(self.audit, self.keys).wrong


_ids = (f"q{number}" for number in range(10**6))


async def asked(log: AuditLog) -> None:
    """Have the log hold a question."""
    actor = Actor.officer(POLICE, CARD)
    intent = Intent(at=datetime.now(UTC), actor=actor, operation_kind="query", document_sha256="d0")
    await log.outcome(await log.intent(intent), Outcome(at=datetime.now(UTC), outcome="ANSWERED"))


async def content(graph: Graph) -> tuple[Counter[str], Counter[str]]:
    """All nodes, and all links by what their ends are; without what a hub notes of its running."""
    nodes = await graph.ask_all("MATCH (n) WHERE NOT n:Revision AND NOT n:AuditHead RETURN n", {}, operation="test")
    links = await graph.ask_all("MATCH (a)-[r]->(b) RETURN a.key, r, b.key", {}, operation="test")
    return (
        Counter(repr((sorted(n.labels), sorted(_plain(n).items()))) for (n,) in nodes),
        Counter(repr((a, r.type, sorted(dict(r).items()), b)) for a, r, b in links),
    )


def _plain(node: Any) -> dict[str, Any]:
    passing = ("lock", "revisionEpoch", "revisionsRemovedAt")
    return {name: value for name, value in dict(node).items() if name not in passing}


@pytest.fixture
async def place(
    tmp_path: Path, world: World, blank: Graph, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Place]:
    """A hub with the story in its graph, two officers, a document, session keys, and a question in its log."""
    made = Place(tmp_path / "here", blank, endpoint, monkeypatch)
    await made.registry.agency(POLICE, "示范区公安局", "POLICE", "990102", valid_until=date(2099, 1, 1))
    for card in (CARD, OTHER):
        await made.registry.officer(card, POLICE, "赵明", ["POLICE"])
    made.data.mkdir(parents=True)
    (made.data / "documents.jsonl").write_text(DOCUMENT)
    KeyFile(made.data / "session-keys.json").ring()
    yield made
    ours = "RegisteredAgency|RegisteredOfficer|RegistrationProposal|AuditHead|Leftover"
    text = f"MATCH (x:{ours}) DETACH DELETE x"
    await blank.write([(text, {})], operation="test")


@pytest.mark.slow
async def test_everything_comes_back_and_nobody_who_was_sent_away(place: Place, tmp_path: Path) -> None:
    file, graph = tmp_path / "b.hub", place.graph
    log = place.log()
    await asked(log)
    proposed = "CREATE (:RegistrationProposal {id: 'p', state: 'PENDING'})"
    await graph.write([(proposed, {})], operation="test")
    # Beside a hub that runs.
    await place.run(backup, file)
    before = await content(graph)
    with pytest.raises(SetupError, match="running hub writes the log"):
        await place.restore(file)
    await asked(log)
    log.close()
    sealing = {each.version for each in KeyFile(place.data / "session-keys.json").read()}
    await place.registry.state(SUSPENDED, card=CARD, reason="moved away")
    await place.registry.roles(OTHER, [])
    text = "MATCH (n:Person) WITH n LIMIT 2 DETACH DELETE n CREATE (:Leftover)"
    await graph.write([(text, {})], operation="test")
    (place.data / "documents.jsonl").unlink()

    with pytest.raises(Conflict, match="not empty"):
        await place.restore(file, replace=False)
    await place.restore(file)

    nodes, links = await content(graph)
    assert links == before[1]
    assert {each for each in nodes - before[0] if "Regist" not in each} == set()
    assert {each for each in before[0] - nodes if "Regist" not in each} == set()
    officers = {each["card"]: each for each in await place.registry.officers(POLICE)}
    assert (officers[CARD]["state"], officers[OTHER]["roles"]) == (SUSPENDED, [])
    proposal = "MATCH (p:RegistrationProposal) RETURN p.state"
    assert await graph.ask_one(proposal, {}, operation="test") == "WITHDRAWN"
    assert not sealing & {each.version for each in KeyFile(place.data / "session-keys.json").read()}
    assert (place.data / "documents.jsonl").read_text() == DOCUMENT
    # The log that is there goes further than the backup's, and stays.
    assert place.wrong() == []
    with place_log(place) as again:
        assert again.name == log.name


@pytest.mark.slow
async def test_elsewhere_nobody_may_ask_until_somebody_has_looked(
    place: Place, tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b.hub"
    log = place.log()
    await asked(log)
    await place.run(backup, file)
    log.close()
    # As after a fire: nothing is left but the backup.
    await place.graph.write([("MATCH (n) WHERE NOT n:Revision DETACH DELETE n", {})], operation="test", timeout=60)
    there = Place(tmp_path / "there", place.graph, endpoint, monkeypatch)
    await there.restore(file, replace=False)

    (agency,) = await there.registry.agencies()
    assert agency["state"] == SUSPENDED
    assert "what was suspended since is not known" in agency["reason"]
    assert (there.data / "documents.jsonl").read_text() == DOCUMENT
    assert there.wrong() == []
    # What came back is not written again: somebody may know how it went on.
    with place_log(there) as again:
        assert again.name != log.name
        await asked(again)
    assert there.wrong() == []
    await there.restore(file, as_of_backup=True)
    assert (await there.registry.agencies())[0]["state"] == SUSPENDED


class place_log:  # noqa: N801 - read as a function
    """A log, closed afterwards."""

    def __init__(self, place: Place) -> None:
        self._log = place.log()

    def __enter__(self) -> AuditLog:
        return self._log

    def __exit__(self, *_: object) -> None:
        self._log.close()


async def test_keys_of_another_hub_are_not_mixed_with_those_of_the_backup(
    place: Place, tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b.hub"
    await place.run(backup, file)
    there = Place(tmp_path / "there", place.graph, endpoint, monkeypatch)
    there.keys.signer(ED25519)
    before = await content(place.graph)

    with pytest.raises(SetupError, match="holds a signing-ed25519"):
        await there.restore(file)

    assert await content(place.graph) == before


async def test_a_restore_that_was_cut_off_is_not_served_and_can_be_given_again(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "b.hub"
    await place.run(backup, file)
    before = await content(place.graph)
    filling = graph_rows.Refilling(place.graph)
    await filling.begin(replace=True)
    with pytest.raises(MigrationError, match="was not finished"):
        await check_version(place.graph)

    await place.restore(file, replace=False)

    assert await content(place.graph) == before


async def test_a_backup_is_of_one_moment(blank: Graph) -> None:
    count = "MATCH (x:Leftover) RETURN count(x)"

    async def write() -> None:
        await blank.write([("CREATE (:Leftover)", {})], operation="test", timeout=60)

    async with blank.snapshot(60) as stream:
        writer = asyncio.create_task(write())
        await asyncio.wait({writer}, timeout=1)
        assert not writer.done()
        assert [row async for row in stream(count)] == [[0]]
        # Who only asks does not wait, nor who reads what was written.
        assert await blank.ask_one(count, {}, operation="test") == 0
        await blank.ask_in_turn([(LOOK, {}), (TAIL, {"since": 0})], operation="test")
    await writer
    assert await blank.ask_one(count, {}, operation="test") == 1
    await blank.write([("MATCH (x:Leftover) DELETE x", {})], operation="test")


async def test_the_mirror_of_the_register_holds_no_names(place: Place) -> None:
    await register_mirror.mirror(place.graph, place.audit)
    (file,) = place.audit.glob("register-*.jsonl")

    assert "赵明" not in file.read_text("utf-8")
    assert CARD in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_an_embedded_store_is_backed_up_while_its_hub_runs(hub_graph: SeededGraph, tmp_path: Path) -> None:
    file = tmp_path / "village.hub"
    settings = {"HUB_DATA": str(hub_graph.data), "HUB_MODE": "demo", "HUB_BACKUP_KEY": KEY}
    done = hub("backup", str(file), **settings)

    assert done.returncode == 0, done.stderr
    labels: Counter[str] = Counter()
    names = []
    with open_archive(file, KEY) as members:
        for name, data in members:
            names.append(name)
            if name.endswith("-nodes"):
                labels.update(label for line in data for label in json.loads(line)[1])
    expected = hub_graph.truth["expected"]["entities"]
    assert {name: labels[name] for name in expected} == expected
    assert any(name.startswith("audit/hub-") for name in names)
    assert "keys/signing-ed25519.key" in names
    assert not any("session" in name for name in names)
    assert file.stat().st_mode & 0o077 == 0
    refused = hub("backup", str(file), **settings)
    assert (refused.returncode, "exists already" in refused.stderr) == (1, True)
