"""FollowTheMoney files as others publish them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.ftm_sample import SAMPLE, entity, file
from support.intake import agency, citizen, dump, people, restart, row

from hub.graph.client import Graph
from loaders.landing.pipeline import Options, load, quarantine


async def links(store: Graph) -> set[tuple[str, str, str]]:
    """Every link by the keys of its ends."""
    rows = await store.ask("MATCH (a)-[r]->(b) RETURN a.key AS a, type(r) AS r, b.key AS b", {}, operation="test")
    return {(found["a"], found["r"], found["b"]) for found in rows}


async def test_public_data_loads_as_it_is(store: Graph, options: Options, tmp_path: Path) -> None:
    [report] = await load(store, "ftm", [file(tmp_path, SAMPLE)], replace(options, chunk=2))

    assert (report.total, report.landed, report.quarantined) == (17, 11, 6)
    known = f"Person:{citizen(1)}"
    assert await links(store) == {
        ("Person:ftm/p1", "SHAREHOLDER_OF", "Company:ftm/c1"),
        ("Company:ftm/c1", "OWNS", "Vehicle:ftm/v1"),
        (known, "OFFICER_OF", "Company:ftm/c1"),
        (known, "RELATIVE_OF", "Person:ftm/p1"),
        ("Person:ftm/p1", "SPOUSE_OF", "Person:ftm/p3"),
        ("Person:ftm/p1", "RESIDES_AT", "Address:Long St 1"),
        (known, "USES", "Phone:10000000001"),
    }
    rejected = await quarantine(store, report.batch)
    assert [(q["line"], q["code"]) for q in rejected] == [
        (12, "SCHEMA"),
        (13, "SCHEMA"),
        (14, "UNKNOWN_END"),
        (15, "MISSING"),
        (16, "ENDS"),
        (17, "JSON"),
    ]
    assert rejected[2]["reason"] == "It names an entity that is neither in this file nor in the graph."
    assert dict(report.left_out) == {
        "birthDate: not a full date": 1,
        "phone: not one the hub can keep": 1,
        "registrationNumber: no checked number, which joins nobody": 1,
        "vin: no checked number, which joins nobody": 1,
    }


async def test_namesakes_stay_apart_and_numbers_join(store: Graph, options: Options, tmp_path: Path) -> None:
    home = people(tmp_path, [row(1, "陈立诚"), row(2, "Jan Novak")])
    await load(store, agency(tmp_path), [home], options)
    await load(store, "ftm", [file(tmp_path, SAMPLE)], options)

    rows = await store.ask("MATCH (p:Person) RETURN p.name AS name, count(*) AS n", {}, operation="test")

    assert {r["name"]: r["n"] for r in rows} == {"陈立诚": 1, "Jan Novak": 3}


async def test_links_may_come_in_a_later_file(store: Graph, options: Options, tmp_path: Path) -> None:
    nodes = file(tmp_path, [e for e in SAMPLE if e["id"][0] in "pcva"], "nodes.json")
    ties = file(tmp_path, [e for e in SAMPLE if e["id"][0] in "odf"], "ties.json")

    await load(store, "ftm", [nodes], options)
    await load(store, "ftm", [ties], options)

    assert (f"Person:{citizen(1)}", "OFFICER_OF", "Company:ftm/c1") in await links(store)


async def test_it_loads_twice_and_in_any_chunks_to_the_same_graph(
    store: Graph, options: Options, tmp_path: Path
) -> None:
    path = file(tmp_path, SAMPLE)
    await load(store, "ftm", [path], replace(options, chunk=3))
    once = await dump(store)
    await load(store, "ftm", [path], replace(options, again=True))
    assert await dump(store) == once
    await restart(store)
    await load(store, "ftm", [path], replace(options, chunk=1))
    assert await dump(store) == once


FIELD = [
    entity("p1", "Person", name=["Qiao Wenlan", "乔文岚"], alias=["乔小岚"], previousName=["乔春花"], country=["us"]),
    entity("c1", "Company", name=["N" * 700, "北泊货运有限公司"], weakAlias=["NLF"], addressEntity=["a1", "nowhere"]),
    # An entity in the place of its id, a plain text, parts of a name, and a link that leaves out its own end.
    {"id": "p2", "schema": "Person", "properties": {
        "lastName": "Onlyparts", "firstName": ["Nadia"], "gender": ["female"],
        "addressEntity": [
            {"id": "a2", "schema": "Address", "properties": {"street": ["示例路 78 号"], "city": "澜川"}}],
        "ownershipOwner": [{"id": "o9", "schema": "Ownership", "properties": {
            "asset": [{"id": "v1", "schema": "Vehicle", "properties": {"registrationNumber": ["测A77777"]}}]}}],
        "sanctions": [{"id": "s1", "schema": "Sanction", "properties": {"program": ["X"]}}]}},
    entity("a1", "Address", full=["示例路 77 号", "示例路七十七号"], city=["澜川"]),
    entity("o1", "Ownership", owner=["p1", "p2", "nobody"], asset=["c1"], percentage=["30"], sharesCount=["7"]),
    entity("d1", "Directorship", director=["p1"], organization=["c1"], role=["chair", "manager"]),
    # A second line of an id adds to the first.
    entity("p1", "Person", name=["Q. Wenlan"], birthDate=["1971", "1971-03-09"], nationality=["cn", "us"]),
    {"op": "ADD", "entity": entity("p5", "Person", name=["Delta"])},
    # Of another country: joined to nobody.
    entity("p6", "Person", name=["Elwood Sample"], country=["us"], idNumber=[citizen(1)]),
    entity("p7", "Person", name=["Old Number"], idNumber=["990102850615001"]),
]  # fmt: skip


async def test_every_name_owner_and_address_lands_or_is_counted(store: Graph, options: Options, tmp_path: Path) -> None:
    await load(store, agency(tmp_path), [people(tmp_path, [row(1, "陈立诚")])], options)
    [report] = await load(store, "ftm", [file(tmp_path, FIELD)], options)

    assert (report.total, report.landed, report.quarantined) == (11, 10, 1)
    assert {link for link in await links(store) if "ftm/" in link[0]} == {
        ("Person:ftm/p1", "SHAREHOLDER_OF", "Company:ftm/c1"),
        ("Person:ftm/p2", "SHAREHOLDER_OF", "Company:ftm/c1"),
        ("Person:ftm/p1", "OFFICER_OF", "Company:ftm/c1"),
        ("Person:ftm/p2", "RESIDES_AT", "Address:澜川示例路 78 号"),
        ("Person:ftm/p2", "OWNS", "Vehicle:ftm/v1"),
        ("Company:ftm/c1", "REGISTERED_AT", "Address:示例路 77 号"),
    }
    found = await store.ask(
        "MATCH (n:Entity) WHERE n.key CONTAINS 'ftm/' RETURN n.key AS key, n AS n", {}, operation="t"
    )
    nodes = {each["key"].partition("/")[2]: dict(each["n"]) for each in found}
    assert nodes["p1"]["name"] == "Qiao Wenlan"
    assert nodes["p1"]["otherNames"] == ["乔文岚", "乔小岚", "乔春花", "Q. Wenlan"]
    assert (str(nodes["p1"]["birthDate"]), nodes["p1"]["nationality"]) == ("1971-03-09", "us")
    assert (nodes["c1"]["name"], nodes["c1"]["otherNames"]) == ("N" * 700, ["北泊货运有限公司", "NLF"])
    assert (nodes["p2"]["name"], nodes["p2"]["sex"]) == ("Nadia Onlyparts", "FEMALE")
    assert nodes["v1"]["plateNo"] == "测A77777"
    assert {nodes[p].get("citizenId") for p in ("p6", "p7")} == {None}
    posts = "MATCH (:Person)-[r:OFFICER_OF]->() RETURN collect(r.post) AS posts"
    assert sorted((await store.ask(posts, {}, operation="test"))[0]["posts"]) == ["chair", "manager"]
    assert dict(report.left_out) == {
        "country: not mapped": 2,
        "city: a part of the address": 1,
        "full: a further value": 1,
        "sanctions: a nested Sanction, which is not mapped": 1,
        "addressEntity: neither in this file nor in the graph": 1,
        "owner: neither in this file nor in the graph": 1,
        "sharesCount: not mapped": 1,
        "birthDate: not a full date": 1,
        "nationality: a further value": 1,
        "idNumber: a number of another country": 1,
        "idNumber: no checked number, which joins nobody": 1,
    }
    [again] = await load(store, "ftm", [file(tmp_path, FIELD)], options)
    assert again.already
    assert again.left_out == report.left_out
