"""The key of global ids changes, and no id does: one for one thing, all that were given out are found."""

from __future__ import annotations

import asyncio
from datetime import date
from itertools import count, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.audit_ledger import Ledger
from support.command_line import hub
from support.examples import examples
from support.world import SECRET, citizen_id, wipe_entities

from hub.app import read_id_keys, read_secret
from hub.embedded.process import Endpoint
from hub.graph.client import Graph
from hub.migration.id_keys import rotate
from hub.migration.versions import init
from loaders.landing.batches import id_keys
from loaders.landing.chunks import Chunk, ChunkWriter, LinkGroup, LinkOp, NodeGroup, NodeOp, Stamp
from loaders.landing.parting import survey
from loaders.mapping.stated import Landing
from schema.identity import IdKeys, global_id, natural_key
from schema.model import MODEL
from schema.statements.entities import DrawLink, EndLink, Provenance, SetEntity
from schema.statements.write import At, writing
from schema.touched import VALUES, Marks, drawn, mark
from schema.values import Realm

PEOPLE, SPOUSES = NodeGroup("Person", ("citizenId",), True), LinkGroup("SPOUSE_OF", (), True)
SEEN = date(2026, 11, 22)
#: Who is stated by a load, or a rotation.
STEPS = st.lists(st.one_of(st.just("rotate"), st.sets(st.integers(0, 5), min_size=1, max_size=4)), max_size=8)


def key(number: int) -> str:
    return natural_key("Person", citizen_id("19850101", number))


async def load(graph: Graph, people: set[int]) -> Marks:
    """State these people, each married to the next of them, as a load does; what it says that it touches."""
    chunk, ordered = Chunk(), sorted(people)
    said = [NodeOp(PEOPLE, key(each), {"citizenId": key(each).partition(":")[2]}) for each in ordered]
    chunk.land(1, Landing([*said]))
    pairs = pairwise(ordered)
    ends = {"since": None, "until": None}
    chunk.land(2, Landing([LinkOp(SPOUSES, *sorted((key(a), key(b))), "", dict(ends)) for a, b in pairs]))
    writes = chunk.writes(ChunkWriter(MODEL, await id_keys(graph), {}), Stamp("test.feed", "b1", SEEN))
    await graph.write(writes, operation="load.rows")
    return Marks(b"".join(each.touched or b"" for each in writes))


async def held(graph: Graph) -> dict[str, str]:
    """All ids by key; each key once."""
    rows = await graph.ask("MATCH (p:Person) RETURN p.key AS key, p.id AS id", {}, operation="test")
    found = {row["key"]: row["id"] for row in rows}
    assert len(found) == len(rows)
    return found


@given(steps=STEPS)
@settings(max_examples=examples(12), deadline=None)
async def test_after_any_loads_and_rotations_one_id_for_one_person(blank: Graph, steps: list[str | set[int]]) -> None:
    await wipe_entities(blank)
    await blank.write([("MATCH (m:HubMeta) REMOVE m.laterIdSecrets", {})], operation="test")
    given_out: dict[str, str] = {}
    keys, numbers = [SECRET], count()
    for step in steps:
        if step == "rotate":
            keys.append(f"version {next(numbers)}".encode())
            assert await rotate(blank, lambda: keys[-1]) == len(keys)
        else:
            assert not isinstance(step, str)
            marks = await load(blank, step)
            for each in sorted(step):
                given_out.setdefault(key(each), global_id(keys[-1], key(each)))
            if len(step) > 1:
                # What depends on an id as it is held learns of the load, whichever version made the id.
                assert {mark(given_out[key(each)], "SPOUSE_OF") for each in step} <= set(marks)
        assert await held(blank) == given_out
        found = "UNWIND $ids AS id MATCH (p:Entity {id: id}) RETURN count(DISTINCT p)"
        assert await blank.ask_one(found, {"ids": list(given_out.values())}, operation="test") == len(given_out)


async def test_versions_are_read_in_their_order_and_the_first_stays(blank: Graph) -> None:
    await blank.write([("MATCH (m:HubMeta) REMOVE m.laterIdSecrets", {})], operation="test")
    assert (await read_id_keys(blank)).versions == (SECRET,)
    await rotate(blank, lambda: b"second")
    await rotate(blank, lambda: b"third")

    assert (await read_id_keys(blank)).versions == (await id_keys(blank)).versions == (SECRET, b"second", b"third")
    # What tells one graph from another does not change: sessions and the register's mirror go on.
    assert await read_secret(blank) == SECRET
    await init(blank)
    assert (await read_id_keys(blank)).versions == (SECRET, b"second", b"third")
    await blank.write([("MATCH (m:HubMeta) REMOVE m.laterIdSecrets", {})], operation="test")
    await rotate(blank)
    await rotate(blank)
    _, second, third = (await read_id_keys(blank)).versions
    assert len(second) == len(third) == 32
    assert second != third


def test_what_is_written_marks_every_id_that_a_thing_may_have() -> None:
    ids = IdKeys((b"first", b"second", b"third"))
    newest, *former = ids.possible("k")
    case, other = At("c", "EnforcementCase", newest, tuple(former)), At("p", "Person", "other")
    by = Provenance("hub.test", SEEN)

    assert ids.possible("k") == tuple(global_id(each, "k") for each in (b"third", b"second", b"first"))
    assert ids.new("k") == newest
    for step, aspect in (
        (SetEntity(case, {"status": "OPEN"}, by), VALUES),
        (DrawLink(other, "DEBTOR_IN", case, by), drawn("DEBTOR_IN")),
        (EndLink("r", other, "DEBTOR_IN", case, SEEN, by), "DEBTOR_IN"),
    ):
        touched = writing(step).touched
        assert touched is not None
        assert {mark(each, aspect) for each in (newest, *former)} <= set(Marks(touched))


async def test_what_is_parted_into_a_thing_that_is_there_has_its_id(blank: Graph) -> None:
    await wipe_entities(blank)
    await load(blank, {1})
    there = "CREATE (n:Entity:Party:Person {key: $to, id: 'as it was', asserted: []})"
    other = "MATCH (p:Person {key: $key}) SET p.asserted = p.asserted + 'other.feed@b1'"
    to = f"Person:test/parted/{key(1).partition(':')[2]}"
    await blank.write([(there, {"to": to}), (other, {"key": key(1)})], operation="test")

    plan = await survey(blank, MODEL, Realm.FICTIONAL, key(1).partition(":")[2], "test.feed", None)

    assert (plan.to, plan.to_id) == (to, "as it was")


async def test_the_verb_rotates_while_nobody_writes(
    blank: Graph, endpoint: Endpoint, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rotated")
    given = {
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USER": endpoint.user,
        "NEO4J_PASSWORD": endpoint.password,
        "HUB_DATA": str(folder),
        "HUB_MODE": "demo",
    }
    await blank.write([("MATCH (m:HubMeta) REMOVE m.laterIdSecrets", {})], operation="test")
    log = Ledger(folder / "audit").open()
    try:
        refused = await asyncio.to_thread(hub, "ids", "rotate", **given)
    finally:
        log.close()
    assert refused.returncode == 1
    assert "Stop all hubs" in refused.stderr
    assert (await read_id_keys(blank)).versions == (SECRET,)

    done = await asyncio.to_thread(hub, "ids", "rotate", **given)

    assert (done.returncode, done.stdout) == (0, "Version 2 makes ids from now on. Ids that are there stay.\n")
    assert len((await read_id_keys(blank)).versions) == 2
    await blank.write([("MATCH (m:HubMeta) REMOVE m.laterIdSecrets", {})], operation="test")
