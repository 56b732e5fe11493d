"""Every kind of generated write, on the real graph: it moves the revision by exactly the marks rights depend on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hub.graph.client import Graph
from schema.declare import Between, Entity, Link, Side, Sign, prop
from schema.declare_own import Held, OwnLink, OwnNode, held
from schema.errors import GraphError
from schema.identity import natural_key
from schema.model import MODEL, ROOT, Model
from schema.own_nodes import OWN
from schema.statements.entities import DrawLink, EndEntity, EndLink, KeepEntity, Provenance, SetEntity
from schema.statements.own import AddOwn, ForgetSpent, KeepOnce, KeepOwn, LinkOwn, RemoveOwn, SetOwn
from schema.statements.write import At, Found, Increased, LockInOrder, Read, Write, writing
from schema.touched import READ_VALUES, SOME, VALUES, Marks, drawn, mark
from schema.values import DATE_TIME, INTEGER, TEXT

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BY = Provenance("hub.test", TODAY)
OF_TYPE = {str: "x", int: 1, float: 0.5, bool: True, date: TODAY, datetime: NOW}


def found(at: At) -> Read:
    return Read(f"MATCH ({at.var}:{ROOT} {{id: '{at.id}'}})")


def kept(at: At, entity: str) -> KeepEntity:
    key = natural_key(entity, at.id or "")
    return KeepEntity(at, key, {MODEL.identity(entity).name: at.id}, BY)


def of_links() -> Iterator[tuple[str, Write, set[int]]]:
    """Each kind of link between each pair that it joins: drawn, and ended."""
    for link in MODEL.links.values():
        for number, pair in enumerate(link.between):
            source, target = (MODEL.concrete_of(each)[0] for each in (pair.source, pair.target))
            a, b = At("a", source, f"{link.kind}{number}a"), At("b", target, f"{link.kind}{number}b")
            ends = (str(a.id), str(b.id))
            new = {mark(SOME, link.kind), *(mark(end, drawn(link.kind)) for end in ends)}
            yield f"{link.kind} drawn", writing(kept(a, source), kept(b, target), DrawLink(a, link.kind, b, BY)), new
            old = {mark(SOME, link.kind), *(mark(end, link.kind) for end in ends)}
            read = Read(f"MATCH (a:{ROOT} {{id: '{a.id}'}})-[r:{link.kind}]->(b:{ROOT} {{id: '{b.id}'}})")
            yield f"{link.kind} ended", writing(read, EndLink("r", a, link.kind, b, TODAY, BY)), old


def of_entities() -> Iterator[tuple[str, Write, set[int]]]:
    """Each entity: kept, each of its properties set, and ended."""
    for entity in MODEL.concrete:
        at = At("n", entity.name, f"entity {entity.name}")
        yield f"{entity.name} kept", writing(kept(at, entity.name)), set()
        for each in MODEL.props(entity.name):
            if each.stored and not each.identity:
                value: Any = OF_TYPE[each.kind.stored]
                step = SetEntity(at, {each.name: [value] if each.kind.many else value}, BY)
                read = each.name in READ_VALUES.get(entity.name, ())
                marks = {mark(str(at.id), VALUES)} if read else set()
                yield f"{entity.name}.{each.name} set", writing(found(at), step), marks
        yield f"{entity.name} ended", writing(found(at), EndEntity(at, TODAY, BY)), set()


def of_own_nodes() -> Iterator[tuple[str, Write, set[int]]]:
    """Each own node: added, kept, set, kept once, removed and forgotten."""
    for node in OWN.values():
        if node.name in ("Revision", "HubMeta"):
            continue
        at, key = At("n", node.name), {name: value(node.prop(name), f"own {node.name}") for name in node.key}
        marks = {mark(str(next(iter(key.values()))), node.name)} if node.rights else set()
        rest = {each.name: value(each, f"{node.name} {each.name}") for each in node.props if each.name not in node.key}
        if not key:
            yield f"{node.name} added", writing(AddOwn(at, rest)), marks
            continue
        where = ", ".join(f"{name}: $where.{name}" for name in key)
        read, given = Read(f"MATCH (n:{node.name} {{{where}}})"), {"where": key}
        known = At("n", node.name, str(next(iter(key.values()))))
        yield f"{node.name} kept", writing(KeepOwn(at, key, rest)), marks
        yield f"{node.name} set", writing(read, SetOwn(known, rest), parameters=given), marks
        if node.may_go:
            yield f"{node.name} removed", writing(read, RemoveOwn(known), parameters=given), marks
            yield f"{node.name} kept once", writing(KeepOnce(at, key, rest)), marks
        if node.spent:
            yield f"{node.name} forgotten", writing(ForgetSpent(node.name, later(node.prop(node.spent)))), set()


def value(each: Held, text: str) -> Any:
    if each.kind is None:
        return b""
    one = text if each.kind.stored is str else OF_TYPE[each.kind.stored]
    return [one] if each.many else one


def later(each: Held) -> Any:
    return NOW + timedelta(days=1) if each.kind is DATE_TIME else 2


async def entries(graph: Graph) -> dict[str, bytes]:
    """The marks of all entries of the log, by their identity."""
    text = "MATCH (r:Revision) WHERE r.at IS NOT NULL RETURN elementId(r) AS id, r.touched AS touched"
    return {row["id"]: row["touched"] for row in await graph.ask(text, {}, operation="test")}


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [of_links, of_entities, of_own_nodes])
async def test_a_write_moves_the_revision_by_what_rights_depend_on(blank: Graph, kinds: Any) -> None:
    known = await entries(blank)
    for name, write, expected in kinds():
        await blank.write([write], operation="test.generated")
        now = await entries(blank)
        new = [set(Marks(now[each])) for each in now.keys() - known.keys()]
        assert new == ([expected] if expected else []), name
        known = now


async def test_a_reading_statement_cannot_write(blank: Graph) -> None:
    for ask in (blank.ask, blank.ask_one, blank.ask_all):
        with pytest.raises(GraphError):
            await ask("CREATE (n:Entity {key: 'by stealth'}) RETURN n.key AS key", {}, operation="test")
    text = "MATCH (n:Entity {key: 'by stealth'}) RETURN count(n)"
    assert await blank.ask_one(text, {}, operation="test") == 0


# A transition as a procedure will write it (docs/decisions/one-write-path.md), with an entity of the test alone.
INQUIRY = Entity(
    name="Inquiry",
    zh="查询",
    en="Inquiry",
    sign=Sign("查", "In", "#c62828"),
    description="An inquiry of the test.",
    caption="number",
    props=(
        prop("number", TEXT, "Its number.", zh="编号", en="Number", identity=True),
        prop("state", TEXT, "Its state.", zh="状态", en="State"),
        prop("version", INTEGER, "How often it was changed.", zh="版本", en="Version"),
    ),
)
INQUIRED = Link(
    kind="INQUIRED_IN",
    zh="查询所属案件",
    en="Inquired in",
    description="The case that the inquiry belongs to.",
    reads="{source} is made in {target}",
    between=(
        Between(
            "Inquiry",
            "EnforcementCase",
            Side("inquiredCases", "Its case.", "案件", "Case"),
            Side("inquiries", "Inquiries of the case.", "查询", "Inquiries"),
        ),
    ),
)
KEPT = (
    OwnNode(
        name="Step",
        description="A step of the history.",
        props=(held("state", TEXT, "The state after it."), held("at", DATE_TIME, "When it was taken.")),
        links=(OwnLink("STEP_OF", "Inquiry", "What it is a step of."),),
    ),
    OwnNode(
        name="Mailbox",
        description="The mailbox of an agency.",
        key=("agency",),
        constraint="mailbox",
        props=(held("agency", TEXT, "Code of the agency."), held("last", INTEGER, "Number of the last letter.")),
    ),
    OwnNode(
        name="Letter",
        description="An entry of a mailbox.",
        props=(held("number", INTEGER, "Its number, without gaps."), held("text", TEXT, "What it says.")),
        links=(OwnLink("IN_BOX", "Mailbox", "The mailbox."),),
    ),
)


@pytest.fixture
def inquiries(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Model({**MODEL.entities, "Inquiry": INQUIRY}, {**MODEL.links, "INQUIRED_IN": INQUIRED})
    monkeypatch.setattr("schema.statements.entities.MODEL", model)
    monkeypatch.setattr("schema.statements.own.OWN", {**OWN, **{node.name: node for node in KEPT}})


def submitted(number: str) -> Write:
    inquiry, case = At("n", "Inquiry", f"inquiry {number}"), At("c", "EnforcementCase", "the case")
    return writing(
        LockInOrder(["the case"]),
        KeepEntity(case, "EnforcementCase:1", {"caseNumber": "1"}, BY),
        KeepEntity(inquiry, f"Inquiry:{number}", {"number": number, "state": "SUBMITTED", "version": 1}, BY),
        DrawLink(inquiry, "INQUIRED_IN", case, BY),
    )


def received(number: str, expected: int) -> Write:
    """The whole transition: lock, expected version, state, history, and a letter in the court's mailbox."""
    inquiry, box = At("n", "Inquiry", f"inquiry {number}"), At("box", "Mailbox")
    step, letter = At("step", "Step"), At("letter", "Letter")
    return writing(
        LockInOrder([f"inquiry {number}"]),
        Read("MATCH (n:Inquiry {id: $inquiry}) WHERE n.version = $expected"),
        SetEntity(inquiry, {"state": "RECEIVED", "version": Increased()}, BY),
        AddOwn(step, {"state": "RECEIVED", "at": NOW}),
        LinkOwn(step, "STEP_OF", inquiry),
        KeepOwn(box, {"agency": "S0102"}, {"last": Increased()}),
        AddOwn(letter, {"number": Found("box.last"), "text": f"{number} is received"}),
        LinkOwn(letter, "IN_BOX", box),
        returns="RETURN n.version AS version",
        parameters={"inquiry": f"inquiry {number}", "expected": expected},
    )


@pytest.mark.slow
async def test_a_transition_is_one_write(blank: Graph, inquiries: None) -> None:
    await blank.run_schema("CREATE CONSTRAINT mailbox IF NOT EXISTS FOR (n:Mailbox) REQUIRE n.agency IS UNIQUE")
    try:
        for number in range(12):
            await blank.write([submitted(str(number))], operation="test.submit")
        race = [blank.write([received(str(n), 1)], operation="test.receive") for n in range(12) for _ in range(2)]
        answers = [rows for (rows,) in await asyncio.gather(*race)]

        # Of two who act at once on one inquiry, one finds it as expected.
        assert sorted(len(rows) for rows in answers) == [0] * 12 + [1] * 12
        numbers = "MATCH (l:Letter)-[:IN_BOX]->(:Mailbox) RETURN l.number AS number ORDER BY number"
        assert [row["number"] for row in await blank.ask(numbers, {}, operation="test")] == list(range(1, 13))
        steps = "MATCH (:Step)-[:STEP_OF]->(n:Inquiry {state: 'RECEIVED', version: 2}) RETURN count(n)"
        assert await blank.ask_one(steps, {}, operation="test") == 12
    finally:
        gone = "MATCH (n) WHERE n:Step OR n:Mailbox OR n:Letter OR n:Inquiry DETACH DELETE n"
        await blank.write([(gone, {})], operation="test.clear")
        await blank.run_schema("DROP CONSTRAINT mailbox")
