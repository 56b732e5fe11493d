"""Cypher that changes the graph is generated; the few statements that are written by hand have a reason each."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from schema.statements.entities import DrawLink, EndLink, KeepEntity, Provenance, SetEntity
from schema.statements.own import AddOwn, ForgetSpent, KeepOnce, KeepOwn, LinkOwn, RemoveOwn, SetOwn
from schema.statements.write import At, Found, IfMissing, Increased, Lock, OnlyIf, Read, writing
from schema.touched import EVERYTHING, NOTHING, Touched, merged

ROOT = Path(__file__).parents[2]
#: Where Cypher that writes stands outside `schema/statements/`, and why.
BY_HAND = {
    "hub/graph/revisions.py": "The revision log itself: what every other write adds to.",
    "hub/backup/graph_rows.py": "A restore makes nodes and links as the backup holds them, declared or not.",
    "hub/migration/versions.py": "What an earlier version declared is brought to what this one declares.",
    "hub/migration/names.py": "Names of an earlier version are read again, without a word of a feed.",
    "hub/embedded/server.py": "The password of the embedded database; no graph.",
    "loaders/first_fill/spill.py": "SQLite; no graph.",
}
WRITING = re.compile(
    r"\b(?:MERGE|CREATE) \(|\bSET [a-z]\w*(?:[.:]| \+?= )|\bDELETE [a-z]|\bREMOVE [a-z]\w*\.|\bFOREACH \(|\bALTER "
    r"|\bON CREATE\b|\bON MATCH\b"
)
#: What of the driver can run a statement.
DRIVER = re.compile(r"\.(?:execute_write|execute_read|execute_query|begin_transaction|session)\(")
BY = Provenance("hub.test", date(2026, 11, 22))
CASE, DOCUMENT = At("c", "EnforcementCase", "case"), At("n", "Document", "document")


def product() -> Iterator[tuple[str, Path]]:
    for folder in ("demo", "hub", "loaders", "schema"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".cypher"} and "static" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path


def texts(path: Path) -> list[str]:
    """The texts of a module that are no docstrings, with holes where a value is put in; a statement file whole."""
    content = path.read_text("utf-8")
    if path.suffix == ".cypher":
        return ["\n".join(line for line in content.splitlines() if not line.startswith("//"))]
    tree = ast.parse(content)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.append("".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values))  # type: ignore[misc]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            found.append(node.value)
    return found


def test_nobody_writes_by_hand() -> None:
    found = {
        name
        for name, path in product()
        if not name.startswith("schema/statements/") and any(WRITING.search(text) for text in texts(path))
    }

    assert found == set(BY_HAND)


def test_the_scan_finds_what_writes() -> None:
    written = ("MERGE (n:Entity)", "MATCH (n) SET n.a = 1", "SET n += row", "DETACH DELETE n", "REMOVE n.a")

    assert all(WRITING.search(text) for text in written)
    assert not WRITING.search("MATCH (n:Entity) WHERE n.set = $created RETURN n.delete")


def test_one_class_knows_the_driver_and_one_call_writes() -> None:
    users = {name for name, path in product() if path.suffix == ".py" and DRIVER.search(path.read_text("utf-8"))}
    calls = [
        (name, node)
        for name, path in product()
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "write"
        and any(keyword.arg == "touched" for keyword in node.keywords)
    ]

    assert users == {"hub/graph/client.py", "hub/graph/connections.py"}
    # Who says by hand what a write touches writes by hand, or removes what the log does not need any more.
    assert {name for name, _ in calls} <= {*BY_HAND, "hub/access/revision_log.py"}


def test_a_statement_is_the_text_of_its_steps() -> None:
    write = writing(
        Read("MATCH (n:Entity {id: $id})"),
        Lock("n"),
        Read("MATCH (n)-[l:ISSUED_IN]->(c:EnforcementCase)"),
        OnlyIf("n.status = 'EFFECTIVE'", (SetEntity(DOCUMENT, {"status": "WITHDRAWN"}, BY),)),
        EndLink("l", DOCUMENT, "ISSUED_IN", CASE, date(2026, 11, 22), BY),
        AddOwn(At("p", "Parting"), {"from": "a", "at": datetime(2026, 11, 22, tzinfo=UTC), "links": Found("size(x)")}),
        returns="RETURN n.id AS id",
        parameters={"id": "document"},
    )

    later = "CASE WHEN {0}.lastSeen > $provenance.seen THEN {0}.lastSeen ELSE $provenance.seen END"
    assert write.text.splitlines() == [
        "MATCH (n:Entity {id: $id})",
        "SET n.lock = 1",
        "WITH *",
        "MATCH (n)-[l:ISSUED_IN]->(c:EnforcementCase)",
        "FOREACH (_ IN CASE WHEN n.status = 'EFFECTIVE' THEN [1] ELSE [] END |",
        f"  SET n.status = $n.status, n.lastSeen = {later.format('n')}",
        ")",
        f"SET l.until = $l.until, l.lastSeen = {later.format('l')}",
        "CREATE (p:Parting)",
        "SET p.from = $p.from, p.at = datetime($p.at), p.links = size(x)",
    ]
    assert write.whole.endswith("\nRETURN n.id AS id")
    assert write.parameters == {
        "id": "document",
        "n": {"status": "WITHDRAWN"},
        "l": {"until": date(2026, 11, 22)},
        "provenance": {"seen": date(2026, 11, 22)},
        "p": {"from": "a", "at": "2026-11-22T00:00:00+00:00"},
    }
    touched = Touched()
    touched.values("document")
    touched.links("ISSUED_IN", ("document", "case"))
    assert write.touched == touched.packed()


def test_an_entity_and_a_link_carry_provenance() -> None:
    write = writing(
        KeepEntity(DOCUMENT, "Document:1", {"documentNo": "1"}, BY), DrawLink(DOCUMENT, "ISSUED_IN", CASE, BY)
    )

    marks = "{0}.firstSeen = $provenance.seen, {0}.lastSeen = $provenance.seen, {0}.source = $provenance.source,"
    marks += " {0}.batch = $provenance.batch, {0}.asserted = [$provenance.source + '@' + $provenance.batch]"
    link = "n_ISSUED_IN_c"
    assert write.text.splitlines() == [
        "MERGE (n:Entity {key: $n.key})",
        f"ON CREATE SET n:Document, n.id = $n.id, n.documentNo = $n.documentNo, {marks.format('n')}",
        f"MERGE (n)-[{link}:ISSUED_IN {{key: ${link}.key}}]->(c)",
        f"ON CREATE SET {marks.format(link)}",
    ]


def test_own_nodes_are_kept_counted_and_forgotten() -> None:
    officer = At("o", "RegisteredOfficer")
    write = writing(
        ForgetSpent("EndedSession", 7),
        KeepOnce(At("e", "EndedSession"), {"id": "s"}, {"until": 9}),
        KeepOwn(officer, {"cardNo": "C"}, {"suspensions": Increased()}, {"state": "ACTIVE"}),
        SetOwn(At("m", "HubMeta"), {"mode": IfMissing("demo")}),
        RemoveOwn(At("q", "Quarantined")),
    )

    assert write.text.splitlines() == [
        "CALL () { MATCH (spent:EndedSession) WHERE spent.until < $spent.until DETACH DELETE spent }",
        "MERGE (e:EndedSession {id: $e.id})",
        "ON CREATE SET e.new = true, e.until = $e.until",
        "WITH * WHERE e.new",
        "REMOVE e.new",
        "MERGE (o:RegisteredOfficer {cardNo: $o.cardNo})",
        "ON CREATE SET o.state = $o.state",
        "SET o.suspensions = coalesce(o.suspensions, 0) + $o.suspensions",
        "SET m.mode = coalesce(m.mode, $m.mode)",
        "DETACH DELETE q",
    ]
    touched = Touched()
    touched.values("s", "EndedSession")
    touched.values("C", "RegisteredOfficer")
    assert write.touched == touched.packed()


WRONG = {
    "an entity's property": lambda: writing(SetEntity(DOCUMENT, {"colour": "red"}, BY)),
    "an own node's property": lambda: writing(SetOwn(At("m", "HubMeta"), {"colour": "red"})),
    "ends that no link joins": lambda: writing(DrawLink(CASE, "OWNS", DOCUMENT, BY)),
    "a key": lambda: writing(KeepOwn(At("m", "HubMeta"), {"version": 1})),
    "what is never removed": lambda: writing(RemoveOwn(At("m", "HubMeta"))),
    "a link of an own node": lambda: writing(LinkOwn(At("m", "HubMeta"), "OWNS", DOCUMENT)),
    "two values for one property": lambda: writing(
        SetOwn(At("m", "HubMeta"), {"mode": "a"}), SetOwn(At("m", "HubMeta"), {"mode": "b"})
    ),
    "a parameter with the name of a variable": lambda: writing(
        SetOwn(At("m", "HubMeta"), {"mode": "a"}), parameters={"m": 1}
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_not_declared_is_not_written(what: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        WRONG[what]()


def test_what_a_statement_cannot_name_touches_more() -> None:
    somewhere = At("n", "Document")
    kind = Touched()
    kind.kind("ISSUED_IN")

    assert writing(DrawLink(somewhere, "ISSUED_IN", CASE, BY)).touched == kind.packed()
    assert writing(SetEntity(somewhere, {"status": "WITHDRAWN"}, BY)).touched is EVERYTHING
    assert writing(SetEntity(somewhere, {"title": "a"}, BY)).touched == NOTHING
    assert writing(SetOwn(At("a", "RegisteredAgency"), {"state": "ACTIVE"})).touched is EVERYTHING
    assert writing(SetOwn(At("a", "RegisteredAgency"), {"changedBy": "C"})).touched == NOTHING
    assert merged([NOTHING, kind.packed()]) == kind.packed()
    assert merged([kind.packed(), EVERYTHING]) is EVERYTHING
    assert merged([]) == NOTHING
