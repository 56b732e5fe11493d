"""What was merged wrongly is parted by feed: as if that feed had never spoken of it, now and at its next load."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from support.intake import agency, citizen, dump, people, row

from hub.graph.client import Graph
from loaders.landing.parting import Parting, part, survey
from loaders.landing.pipeline import Options, load
from schema.errors import Conflict, InvalidArgument, LinkageError, NotFound
from schema.model import MODEL
from schema.values import Realm

NOW, TODAY = datetime(2026, 11, 23, 4, tzinfo=UTC), date(2026, 11, 23)
BANK = """
from loaders.declare import Csv, Feed, Node, Source, Tie

CUSTOMERS = Feed("customers", "customers*.csv", Csv(), (
    Node("who", "Person", {"name": "name"}, own="no"),
    Node("phone", "Phone", {"phoneNo": "phone"}),
    Tie("USES", "who", "phone"),
))
AGENCY = Source("bank2", "B2", "Bank", "银行", "BANK", (CUSTOMERS,))
"""


async def parted(store: Graph, given: str, feed: str, ends: Sequence[str] | None = None) -> Parting:
    """Part it as the command does."""
    plan = await survey(store, MODEL, Realm.FICTIONAL, given, feed, ends)
    await part(store, MODEL, plan, at=NOW, today=TODAY, by="test", reason="two people")
    return plan


async def links(store: Graph) -> set[tuple[str, str, str]]:
    """Every link that has not ended, by the keys of its ends."""
    text = "MATCH (a)-[r]->(b) WHERE r.until IS NULL RETURN a.key AS a, type(r) AS r, b.key AS b"
    rows = await store.ask(text, {}, operation="test")
    return {(found["a"], found["r"], found["b"]) for found in rows}


def case(folder: Path, *debtors: str) -> Path:
    """A case of these debtors."""
    line = {"caseNumber": "（2026）示0102执9511号", "kind": "INITIAL", "status": "OPEN", "claimAmount": "1.00",
            "filedAt": "2026-03-01", "court": "示0102", "creditors": [],
            "debtors": [{"id": id, "name": f"甲{id[-4:]}", "type": "自然人"} for id in debtors]}  # fmt: skip
    path = folder / "court_cases_1.jsonl"
    path.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    return path


async def test_a_parted_feed_leaves_what_the_others_said(store: Graph, options: Options, tmp_path: Path) -> None:
    one, other = f"Person:{citizen(1)}", f"Person:{citizen(2)}"
    await load(store, agency(tmp_path), [people(tmp_path, [row(1, "陈立诚")])], options)
    before = {
        text for part in (await dump(store)).values() for text in part if citizen(1) in text and "Batch" not in text
    }
    await load(store, "court", [case(tmp_path, citizen(1), citizen(2))], options)
    assert (one, "CO_DEBTOR_WITH", other) in await links(store) or (other, "CO_DEBTOR_WITH", one) in await links(store)

    plan = await parted(store, citizen(1), "court.cases")

    assert (plan.links, plan.others, plan.shared) == ({"DEBTOR_IN": 1}, ("townhall.people",), 0)
    assert plan.to == f"Person:court/parted/{citizen(1)}"
    after = {
        text for part in (await dump(store)).values() for text in part if f"'{one}'" in text and "Parting" not in text
    }
    assert {text for text in before if f"'{one}'" in text} == after
    joined = {tuple(sorted((a, b))) for a, kind, b in await links(store) if kind == "CO_DEBTOR_WITH"}
    assert joined == {tuple(sorted((plan.to, other)))}
    found = await store.ask(
        "MATCH (p:Party:Person {key: $key})-[r:DEBTOR_IN]->(c)"
        " RETURN p.id AS id, p.asserted AS node, r.asserted AS link, r.firstSeen IS NOT NULL AS seen,"
        " p.citizenId AS number, c.caseNumber AS case",
        {"key": plan.to},
        operation="test",
    )
    word = [f"court.cases@{plan.batch}"]
    assert found == [{"id": plan.to_id, "node": word, "link": word, "seen": True, "number": None,
                      "case": "（2026）示0102执9511号"}]  # fmt: skip
    [note] = await store.ask("MATCH (p:Parting) RETURN p{.*} AS note", {}, operation="test")
    assert (note["note"]["from"], note["note"]["to"], note["note"]["reason"]) == (one, plan.to, "two people")


async def test_later_loads_of_the_feed_keep_them_apart(store: Graph, options: Options, tmp_path: Path) -> None:
    await load(store, agency(tmp_path), [people(tmp_path, [row(1, "陈立诚")])], options)
    path = case(tmp_path, citizen(1), citizen(2))
    await load(store, "court", [path], options)
    plan = await parted(store, citizen(1), "court.cases")

    await load(store, "court", [path], replace(options, again=True))
    once = await dump(store)
    await load(store, "court", [path], replace(options, again=True))

    assert await dump(store) == once
    assert {kind for a, kind, b in await links(store) if f"Person:{citizen(1)}" in (a, b)} == {"RESIDES_AT"}
    rows = await store.ask(
        "MATCH (p:Person) RETURN p.key AS key, p.name AS name, p.citizenId AS number", {}, operation="test"
    )
    assert {r["key"]: (r["name"], r["number"]) for r in rows} == {
        f"Person:{citizen(1)}": ("陈立诚", citizen(1)),
        f"Person:{citizen(2)}": (f"甲{citizen(2)[-4:]}", citizen(2)),
        plan.to: (f"甲{citizen(1)[-4:]}", None),
    }


async def test_a_thing_of_public_data_gets_back_its_own_key(store: Graph, options: Options, tmp_path: Path) -> None:
    def entity(id: str, schema: str, **properties: list[str]) -> dict[str, Any]:
        return {"id": id, "schema": schema, "properties": properties}

    path = tmp_path / "x.ftm.json"
    made = [
        entity("p1", "Person", name=["Elwood Sample"], idNumber=[citizen(1)], birthDate=["1971-03-09"]),
        entity("c1", "Company", name=["Sample Holdings"]),
        entity("o1", "Ownership", owner=["p1"], asset=["c1"]),
    ]
    path.write_text("\n".join(map(json.dumps, made)))
    await load(store, agency(tmp_path), [people(tmp_path, [row(1, "陈立诚")])], options)
    await load(store, "ftm", [path], options)
    assert (f"Person:{citizen(1)}", "SHAREHOLDER_OF", "Company:ftm/c1") in await links(store)

    plan = await parted(store, citizen(1), "ftm.entities")
    await load(store, "ftm", [path], replace(options, again=True))

    assert plan.to == "Person:ftm/p1"
    assert ("Person:ftm/p1", "SHAREHOLDER_OF", "Company:ftm/c1") in await links(store)
    assert {kind for a, kind, b in await links(store) if f"Person:{citizen(1)}" in (a, b)} == {"RESIDES_AT"}
    name = await store.ask_one("MATCH (p:Person {key: $key}) RETURN p.name", {"key": plan.to}, operation="test")
    assert name == "Elwood Sample"


async def test_two_customers_of_one_id_are_parted_by_what_is_linked(
    store: Graph, options: Options, tmp_path: Path
) -> None:
    (tmp_path / "bank2.py").write_text(BANK)
    path = tmp_path / "customers.csv"
    path.write_text("no,name,phone\n17,甲,10000000001\n17,乙,10000000002\n")
    await load(store, str(tmp_path / "bank2.py"), [path], options)
    ids = await store.ask("MATCH (n:Entity) RETURN n.key AS key, n.id AS id", {}, operation="test")
    id_of = {r["key"]: r["id"] for r in ids}
    one, second = "Person:bank2/17", "Phone:10000000002"

    with pytest.raises(Conflict, match=r"Only bank2\.customers speaks of it"):
        await survey(store, MODEL, Realm.FICTIONAL, id_of[one], "bank2.customers", None)
    plan = await parted(store, id_of[one], "bank2.customers", [id_of[second]])

    assert await links(store) == {(one, "USES", "Phone:10000000001"), (plan.to, "USES", second)}
    asserted = await store.ask("MATCH (p:Person) RETURN p.asserted AS by", {}, operation="test")
    assert [r["by"] for r in asserted] == [[f"bank2.customers@{plan.batch}"]] * 2
    again = await survey(store, MODEL, Realm.FICTIONAL, id_of[one], "bank2.customers", [id_of["Phone:10000000001"]])
    assert again.to == f"{plan.to}/2"


async def test_links_that_others_assert_too_stand_at_both_in_the_order_of_keys(
    store: Graph, options: Options, tmp_path: Path
) -> None:
    def kin(name: str) -> Path:
        path = tmp_path / name
        text = f"本人身份号码,本人姓名,亲属身份号码,亲属姓名,亲属关系\n{citizen(1)},甲,{citizen(2)},乙,02\n"
        path.write_text(text, encoding="gb18030")
        return path

    await load(store, agency(tmp_path), [people(tmp_path, [row(1), row(2)])], options)
    await load(store, "police", [kin("police_kinship.csv")], options)
    await store.write(
        [("MATCH ()-[r:RELATIVE_OF]->() SET r.asserted = r.asserted + 'ftm.entities@1'", {})], operation="test"
    )

    plan = await parted(store, citizen(2), "police.kinship")
    await load(store, "police", [kin("police_kinship.csv")], replace(options, again=True))

    assert plan.shared == 1
    one, two = f"Person:{citizen(1)}", f"Person:{citizen(2)}"
    found = {(a, b) for a, kind, b in await links(store) if kind == "RELATIVE_OF"}
    assert found == {(min(one, two), max(one, two)), (min(one, plan.to), max(one, plan.to))}


@pytest.mark.parametrize(
    ("given", "feed", "error", "says"),
    [
        ("nobody", "townhall.people", NotFound, "Nothing in the graph"),
        (citizen(1), "court.cases", InvalidArgument, "does not speak of it"),
        (citizen(1), "townhall.people", Conflict, "nobody to part it from"),
    ],
)
async def test_what_cannot_be_parted_says_why(
    store: Graph, options: Options, tmp_path: Path, given: str, feed: str, error: type[LinkageError], says: str
) -> None:
    await load(store, agency(tmp_path), [people(tmp_path, [row(1)])], options)

    with pytest.raises(error, match=says):
        await survey(store, MODEL, Realm.FICTIONAL, given, feed, None)
    if error is Conflict:
        with pytest.raises(InvalidArgument, match="asserts no link between it and xyz"):
            await survey(store, MODEL, Realm.FICTIONAL, given, feed, ["xyz"])


TWO_FEEDS = """
from loaders.declare import Csv, Feed, Node, Source, Tie

RECORDS = (
    Node("who", "Person", {"citizenId": "id", "name": "name"}),
    Node("phone", "Phone", {"phoneNo": "phone"}),
    Tie("USES", "who", "phone"),
)
AGENCY = Source("shop", "SH", "Shop", "商店", "BANK", (
    Feed("buyers", "buyers*.csv", Csv(), RECORDS),
    Feed("payers", "payers*.csv", Csv(), RECORDS),
))
"""


async def test_two_feeds_of_one_agency_speak_of_one_new_node(store: Graph, options: Options, tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(TWO_FEEDS)
    await load(store, agency(tmp_path), [people(tmp_path, [row(1, "陈立诚")])], options)
    for name in ("buyers.csv", "payers.csv"):
        (tmp_path / name).write_text(f"id,name,phone\n{citizen(1)},乙,10000000001\n")
        await load(store, str(tmp_path / "shop.py"), [tmp_path / name], options)

    one = await parted(store, citizen(1), "shop.buyers")
    other = await parted(store, citizen(1), "shop.payers")

    assert one.to == other.to
    words = {f"shop.buyers@{one.batch}", f"shop.payers@{other.batch}"}
    found = await store.ask(
        "MATCH (p:Person {key: $key})-[r:USES]->(o) RETURN p.asserted AS node, r.asserted AS link, o.key AS phone",
        {"key": one.to},
        operation="test",
    )
    assert [(set(each["node"]), set(each["link"]), each["phone"]) for each in found] == [
        (words, words, "Phone:10000000001")
    ]
    left = "MATCH (p:Person {key: $key}) RETURN p.asserted AS by, EXISTS { (p)-[:USES]->() } AS uses"
    [first] = await store.ask(left, {"key": f"Person:{citizen(1)}"}, operation="test")
    assert ([word.partition("@")[0] for word in first["by"]], first["uses"]) == (["townhall.people"], False)


async def test_refusals_name_what_can_be_parted(store: Graph, options: Options, tmp_path: Path) -> None:
    await load(store, agency(tmp_path), [people(tmp_path, [row(1)])], options)
    found = "MATCH (:Person {key: $key})--(o) RETURN o.id AS id ORDER BY id"
    linked = [each["id"] for each in await store.ask(found, {"key": f"Person:{citizen(1)}"}, operation="test")]

    with pytest.raises(InvalidArgument) as nothing:
        await survey(store, MODEL, Realm.FICTIONAL, citizen(1), "court.cases", None)
    with pytest.raises(InvalidArgument) as elsewhere:
        await survey(store, MODEL, Realm.FICTIONAL, citizen(1), "townhall.people", ["xyz"])

    assert nothing.value.hint == "Name with --feed one of those that do: townhall.people."
    assert elsewhere.value.hint == f"Name with --with what it links it to: {', '.join(linked)}."
