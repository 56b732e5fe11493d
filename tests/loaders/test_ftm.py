"""FollowTheMoney files as others publish them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from loading import agency, citizen, dump, people, restart, row

from hub.graph import Graph
from loaders.pipeline import Options, load, quarantine


def entity(id: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    """One FollowTheMoney entity."""
    return {"id": id, "schema": schema, "properties": properties, "datasets": ["invented"]}


SAMPLE = [
    # Links come before what they join: the order of a file does not matter.
    entity("o1", "Ownership", owner=["p1"], asset=["c1"], percentage=["40"], startDate=["2020-01-02"]),
    entity("o2", "Ownership", owner=["c1"], asset=["v1"]),
    entity("d1", "Directorship", director=["p2"], organization=["c1"], role=["chair"]),
    entity("f1", "Family", person=["p2"], relative=["p1"], relationship=["sister"]),
    entity("f2", "Family", person=["p1"], relative=["p3"], relationship=["wife"]),
    entity(
        "p1", "Person", name=["Jan Novak", "J. Novak"], birthDate=["1970"], nationality=["cz"], address=["Long St 1"]
    ),
    entity("p2", "Person", name=["陈立诚"], idNumber=[citizen(1)], phone=["100 0000 0001", "+420 1"]),
    entity("p3", "Person", name=["Jan Novak"]),
    entity("c1", "Company", name=["Novak Ltd"], registrationNumber=["CZ-1"], incorporationDate=["2001-02-03"]),
    entity("v1", "Vehicle", vin=["WRONG"], model=["Example"]),
    entity("a1", "Address", full=["Short St 2"]),
    entity("x1", "Airplane", name=["N1"]),
    entity("x2", "LegalEntity", name=["somebody"]),
    entity("o3", "Ownership", owner=["nobody"], asset=["c1"]),
    entity("o4", "Ownership", asset=["c1"]),
    entity("d2", "Directorship", director=["c1"], organization=["c1"]),
]


def file(folder: Path, entities: list[dict[str, Any]], name: str = "sample.ftm.json") -> Path:
    """A file of entities and one broken line."""
    path = folder / name
    path.write_text("\n".join([*(json.dumps(e, ensure_ascii=False) for e in entities), "{broken"]), encoding="utf-8")
    return path


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
    assert dict(report.left_out) == {"birthDate: not a full date": 1, "phone: not one the hub can keep": 1}


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
