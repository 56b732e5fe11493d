"""The generated statements, compared as whole texts: the generator can be read here."""

from __future__ import annotations

import pytest

from schema.model import MODEL
from schema.statements.definitions import constraints, indexes, searched
from schema.statements.feeds import (
    derive_link,
    retire_links,
    retire_nodes,
    upsert_link,
    upsert_node,
    with_companions,
)
from schema.validity import stands


def seen(var: str) -> str:
    return f"{var}.lastSeen = CASE WHEN {var}.lastSeen > $seen THEN {var}.lastSeen ELSE $seen END"


def asserted(var: str) -> str:
    return (
        f"{var}.asserted = CASE WHEN $feed + '@' + $batch IN {var}.asserted THEN {var}.asserted"
        f" ELSE [x IN {var}.asserted WHERE NOT x STARTS WITH $feed + '@'] + ($feed + '@' + $batch) END"
    )


def lines(*text: str) -> str:
    return "\n".join(text)


def sets(*text: str) -> str:
    return "SET " + ", ".join(text)


def test_an_authoritys_nodes() -> None:
    renamed = (
        "n.name <> row.name AND NOT n.name IN coalesce(n.otherNames, [])"
        " AND NOT (n.source = $feed AND n.batch = $batch)"
        " AND any(x IN n.asserted WHERE x STARTS WITH $feed + '@' AND x <> $feed + '@' + $batch)"
    )
    others = "i IN range(0, size(coalesce(n.otherNames, [])) - 1) WHERE n.otherNames[i] <> row.name"
    assert upsert_node(MODEL, "Person", ("name", "citizenId"), authority=True) == lines(
        "UNWIND $rows AS row",
        "MERGE (n:Entity {key: row.key})",
        "ON CREATE SET n:Party:Person, n.id = row.id, n.firstSeen = $seen, n.lastSeen = $seen, n.asserted = []",
        sets(
            f"n.otherNamesPinyin = CASE WHEN {renamed} THEN [{others} | n.otherNamesPinyin[i]] + n.namePinyin"
            " ELSE n.otherNamesPinyin END",
            f"n.otherNames = CASE WHEN {renamed} THEN [{others} | n.otherNames[i]] + n.name ELSE n.otherNames END",
            "n.name = row.name",
            "n.namePinyin = row.namePinyin",
            "n.citizenId = row.citizenId",
            "n.source = $feed",
            "n.batch = $batch",
            seen("n"),
            "n.until = null",
            asserted("n"),
        ),
    )


def test_mentioned_nodes() -> None:
    settled = {"brand": ["traffic.vehicles", "customs.imports"]}

    assert upsert_node(MODEL, "Vehicle", ("vin", "brand"), authority=False, settled=settled) == lines(
        "UNWIND $rows AS row",
        "MERGE (n:Entity {key: row.key})",
        "ON CREATE SET n:Vehicle, n.id = row.id, n.firstSeen = $seen, n.lastSeen = $seen, n.asserted = []",
        sets(
            "n.vin = coalesce(n.vin, row.vin)",
            "n.brand = CASE WHEN n.brand IS NULL AND none(x IN n.asserted WHERE split(x, '@')[0]"
            " IN ['traffic.vehicles', 'customs.imports']) THEN row.brand ELSE n.brand END",
            "n.source = coalesce(n.source, $feed)",
            "n.batch = CASE WHEN coalesce(n.source, $feed) = $feed THEN $batch ELSE n.batch END",
            seen("n"),
            "n.until = null",
            asserted("n"),
        ),
    )


def test_a_mention_adds_to_a_list() -> None:
    def added(name: str) -> str:
        return (
            f"n.{name} = CASE WHEN any(x IN row.otherNames WHERE NOT x IN coalesce(n.otherNames, [])"
            f" AND x <> coalesce(coalesce(n.name, row.name), '')) THEN coalesce(n.{name}, []) +"
            " [i IN range(0, size(row.otherNames) - 1) WHERE NOT row.otherNames[i] IN coalesce(n.otherNames, [])"
            f" AND row.otherNames[i] <> coalesce(coalesce(n.name, row.name), '') | row.{name}[i]] ELSE n.{name} END"
        )

    text = upsert_node(
        MODEL, "Company", ("name", "otherNames"), authority=False, settled={"otherNames": ["market.companies"]}
    )

    assert f", {added('otherNames')}, {added('otherNamesPinyin')}, n.source" in text


def test_an_authoritys_links() -> None:
    assert upsert_link(MODEL, "OWNS", ("share",), authority=True) == lines(
        "UNWIND $rows AS row",
        "MATCH (a:Entity {key: row.source})",
        "MATCH (b:Entity {key: row.target})",
        "MERGE (a)-[r:OWNS {key: row.key}]->(b)",
        "ON CREATE SET r.firstSeen = $seen, r.lastSeen = $seen, r.asserted = []",
        sets(
            "r.since = row.since",
            "r.until = row.until",
            "r.share = row.share",
            "r.source = $feed",
            "r.batch = $batch",
            seen("r"),
            asserted("r"),
        ),
    )


def test_mentioned_links() -> None:
    assert upsert_link(MODEL, "USES", (), authority=False) == lines(
        "UNWIND $rows AS row",
        "MATCH (a:Entity {key: row.source})",
        "MATCH (b:Entity {key: row.target})",
        "MERGE (a)-[r:USES {key: row.key}]->(b)",
        "ON CREATE SET r.firstSeen = $seen, r.lastSeen = $seen, r.asserted = []",
        sets(
            "r.since = coalesce(r.since, row.since)",
            "r.until = CASE WHEN r.asserted = [] THEN row.until ELSE coalesce(r.until, row.until) END",
            "r.source = coalesce(r.source, $feed)",
            "r.batch = CASE WHEN coalesce(r.source, $feed) = $feed THEN $batch ELSE r.batch END",
            seen("r"),
            asserted("r"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "match"),
    [(retire_nodes("Vehicle"), "MATCH (n:Vehicle)"), (retire_links("OWNS"), "MATCH ()-[n:OWNS]->()")],
)
def test_retiring(text: str, match: str) -> None:
    assert text == lines(
        match,
        "WHERE any(x IN n.asserted WHERE x STARTS WITH $feed + '@' AND NOT split(x, '@')[1] IN $keep)",
        "WITH n LIMIT $limit",
        "SET n.asserted = [x IN n.asserted WHERE NOT x STARTS WITH $feed + '@']",
        "SET n.until = CASE WHEN n.asserted = [] AND coalesce(n.until > $on, true) THEN $on ELSE n.until END,",
        "    n.source = CASE WHEN n.source = $feed AND n.asserted <> []"
        " THEN split(n.asserted[0], '@')[0] ELSE n.source END",
        "RETURN count(n) AS retired",
    )


def test_deriving() -> None:
    assert derive_link(MODEL, "CO_DEBTOR_WITH") == lines(
        "MATCH (c:Entity) WHERE c.id > $after AND c:EnforcementCase",
        "WITH c ORDER BY c.id LIMIT $limit",
        "WITH collect(c) AS walked",
        "CALL (walked) {",
        "UNWIND walked AS c",
        "MATCH (a:Party)-[x:DEBTOR_IN]->(c)<-[y:DEBTOR_IN]-(b:Party)",
        f"WHERE a.id < b.id AND {stands('x')} AND {stands('y')}",
        "WITH DISTINCT a, b",
        "MERGE (a)-[r:CO_DEBTOR_WITH {key: ''}]->(b)",
        "ON CREATE SET r.firstSeen = $seen, r.lastSeen = $seen, r.asserted = []",
        sets("r.until = null", "r.source = $feed", "r.batch = $batch", seen("r"), asserted("r")),
        "}",
        "RETURN walked[-1].id AS last",
    )


def test_constraints() -> None:
    assert list(constraints()) == ["CREATE CONSTRAINT entity_key IF NOT EXISTS FOR (n:Entity) REQUIRE n.key IS UNIQUE"]


def test_indexes() -> None:
    texts = list(indexes(MODEL))

    assert texts[0] == "CREATE INDEX entity_id IF NOT EXISTS FOR (n:Entity) ON (n.id)"
    assert "CREATE INDEX Vehicle_plateNo IF NOT EXISTS FOR (n:Vehicle) ON (n.plateNo)" in texts
    labels, props = searched(MODEL, pinyin=True)
    assert texts[-1] == (
        f"CREATE FULLTEXT INDEX pinyin IF NOT EXISTS FOR (n:{'|'.join(labels)}) "
        f"ON EACH [{', '.join(f'n.{p}' for p in props)}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    )
    assert "`fulltext.analyzer`: 'cjk'" in texts[-2]


def test_what_is_not_declared_is_refused() -> None:
    with pytest.raises(KeyError, match="salary"):
        with_companions(MODEL.entity("Person"), MODEL, ["name", "salary"])
    with pytest.raises(KeyError, match="colour"):
        upsert_link(MODEL, "OWNS", ["colour"], authority=True)
