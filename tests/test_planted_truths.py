"""What is hidden in an invented city is found by asking the hub, over real HTTP, as a partner would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from support.partner import Partner

from hub.testing import SeededGraph
from schema.model import MODEL

#: The honours office's screener.
HONOURS = "WMB-0003"


@pytest.fixture(scope="module")
def judge(hub_graph: SeededGraph) -> Iterator[Partner]:
    """The judge of the story."""
    with Partner(hub_graph) as partner:
        yield partner


@pytest.fixture(scope="module")
def truth(hub_graph: SeededGraph) -> dict[str, Any]:
    """What is planted, and what is to be expected."""
    return hub_graph.truth


def id_of(judge: Partner, entity: str, identity: str) -> str:
    """The global id of an entity known by its natural key."""
    plural, prop = MODEL.entity(entity).plural, MODEL.identity(entity).name
    kind = {"CitizenId": "CitizenId", "Uscc": "Uscc", "Vin": "Vin", "CaseNumber": "CaseNumber"}
    scalar = kind.get(MODEL.identity(entity).kind.name, "String")
    query = f"query Q($key: {scalar}) {{ found: {plural}(where: {{{prop}: {{eq: $key}}}}) {{ nodes {{ id }} }} }}"
    nodes = judge.ask(query, key=identity)["found"]["nodes"]
    assert len(nodes) == 1, f"{entity} is there {len(nodes)} times"
    return str(nodes[0]["id"])


def assert_hop(judge: Partner, hop: dict[str, Any]) -> None:
    """A link that the truth names is in the graph, in that direction, with a source."""
    ends = id_of(judge, *hop["source"]), id_of(judge, *hop["target"])
    found = judge.ask(
        "query Q($from: ID!, $to: ID!, $links: [LinkKind!]) { paths(from: $from, to: $to, maxHops: 1, links: $links)"
        " { paths { hops { link { kind sourceId provenance { source } } } } } }",
        **{"from": ends[0], "to": ends[1], "links": [hop["link"]]},
    )
    links = [path["hops"][0]["link"] for path in found["paths"]["paths"]]
    assert links, f"{hop['link']} is missing"
    assert links[0]["provenance"]["source"]
    if not MODEL.link(hop["link"]).symmetric:
        assert ends[0] in {link["sourceId"] for link in links}


@pytest.mark.parametrize("entity", [e.name for e in MODEL.concrete if e.plural and e.name != "Flag"])
def test_everything_that_was_sent_is_there_once(judge: Partner, truth: dict[str, Any], entity: str) -> None:
    counted = judge.ask(f"{{ all: {MODEL.entity(entity).plural} {{ totalCount }} }}")["all"]["totalCount"]
    assert counted == truth["expected"]["entities"][entity]


def test_assets_moved_after_the_case_was_filed(judge: Partner, truth: dict[str, Any]) -> None:
    for planted in truth["planted"]["asset_transfers"]:
        for hop in planted["path"]:
            assert_hop(judge, hop)
        entity, key = planted["asset"]
        plural, prop = MODEL.entity(entity).plural, MODEL.identity(entity).name
        scalar = "Vin" if entity == "Vehicle" else "String"
        asset = judge.ask(
            f"query Q($key: {scalar}) {{ found: {plural}(where: {{{prop}: {{eq: $key}}}}) {{ nodes {{"
            " previousOwners { edges { until price node { ... on Person { citizenId } ... on Company { uscc } } } }"
            " owners { edges { since node { ... on Person { citizenId } ... on Company { uscc } } } } } } }",
            key=key,
        )["found"]["nodes"][0]
        before = [e for e in asset["previousOwners"]["edges"] if planted["debtor"] in e["node"].values()]
        assert [(e["until"], e["price"]) for e in before] == [(planted["moved"], planted["price"])]
        assert before[0]["until"] >= planted["filed"]
        assert any(planted["to"] in edge["node"].values() for edge in asset["owners"]["edges"])


def test_a_car_driven_daily_by_the_debtor_and_registered_to_a_cousin(judge: Partner, truth: dict[str, Any]) -> None:
    planted = truth["planted"]["story"]["daily_driver"]
    for hop in planted["path"]:
        assert_hop(judge, hop)
    person = judge.ask(
        "query Q($debtor: CitizenId!) { person(citizenId: $debtor) { isDebtor"
        " drives(where: {owners: {none: {asPerson: {citizenId: {eq: $debtor}}}}}) {"
        " edges { times node { plateNo owners { nodes { ... on Person { citizenId"
        " relatives(where: {citizenId: {eq: $debtor}}) { edges { relation } } } } } } } } } }",
        debtor=planted["debtor"],
    )["person"]
    assert person["isDebtor"]
    (edge,) = person["drives"]["edges"]
    assert (edge["times"], edge["node"]["plateNo"]) == (planted["times"], planted["plate"])
    (owner,) = edge["node"]["owners"]["nodes"]
    assert owner["citizenId"] == planted["owner"]
    assert [e["relation"] for e in owner["relatives"]["edges"]] == ["COUSIN"]


def test_the_controller_behind_three_layers(judge: Partner, truth: dict[str, Any]) -> None:
    planted = truth["planted"]["hidden_controller"]
    hops = planted["path"]
    paths = judge.ask(
        "query Q($from: ID!, $to: ID!) { paths(from: $from, to: $to, maxHops: 6, links: [SHAREHOLDER_OF, DEBTOR_IN])"
        " { paths { length hops { along link { kind } to { label } } } } }",
        **{"from": id_of(judge, *hops[0]["source"]), "to": id_of(judge, *hops[-1]["target"])},
    )["paths"]["paths"]
    assert paths[0]["length"] == len(hops)
    assert [hop["link"]["kind"] for hop in paths[0]["hops"]] == [hop["link"] for hop in hops]
    assert all(hop["along"] for hop in paths[0]["hops"])
    # Nobody is registered as its controller.
    company = judge.ask(
        "query Q($uscc: Uscc!) { company(uscc: $uscc) { actualControllers { totalCount } } }", uscc=planted["company"]
    )
    assert company["company"]["actualControllers"]["totalCount"] == 0


def test_companies_that_hold_one_another(judge: Partner, truth: dict[str, Any]) -> None:
    for hop in truth["planted"]["cross_holding"]["path"]:
        assert_hop(judge, hop)


def test_the_cluster_of_cases_against_one_company(judge: Partner, truth: dict[str, Any]) -> None:
    planted = truth["planted"]["cluster"]
    cases = judge.ask(
        "query Q($uscc: Uscc!) { company(uscc: $uscc) { casesAsDebtor(first: 100) {"
        " totalCount nodes { caseNumber claimAmount } } } }",
        uscc=planted["company"],
    )["company"]["casesAsDebtor"]
    amounts = {case["caseNumber"]: case["claimAmount"] for case in cases["nodes"]}
    assert len(planted["cases"]) == 23
    assert set(planted["cases"]) <= set(amounts)
    assert sum(amounts[number] for number in planted["cases"]) == planted["total"]


def nominees(hub: SeededGraph) -> list[dict[str, str]]:
    """The honours office's list, row by row: unit, its code, its leader, the leader's number."""
    folder = hub.data / "city" / f"{hub.size}-{hub.seed}"
    book = openpyxl.load_workbook(folder / hub.truth["planted"]["nominees"]["file"], read_only=True)
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    book.close()
    return [dict(zip(("place", "unit", "uscc", "leader", "id"), map(str, row), strict=True)) for row in rows]


def test_screening_the_nominees_gives_the_one_hit(truth: dict[str, Any], hub_graph: SeededGraph) -> None:
    planted, rows = truth["planted"]["nominees"], nominees(hub_graph)
    query = (
        "query Q($subjects: [ScreeningSubject!]!) { screen(subjects: $subjects) { counts { subjects hit noHit"
        " uncertain invalid } outcomes { ref outcome courts { code } } } }"
    )
    by_number = [{"ref": f"leader {row['place']}", "citizenId": row["id"]} for row in rows]
    by_number += [{"ref": f"unit {row['place']}", "uscc": row["uscc"]} for row in rows]
    by_name = [{"ref": row["place"], "name": row["leader"], "birthDate": row["id"][6:14]} for row in rows]

    with Partner(hub_graph, HONOURS, {"purpose": "LISTING_CHECK"}) as office:
        found = office.ask(query, subjects=by_number)["screen"]
        alike = office.ask(query, subjects=by_name)["screen"]

    assert len(rows) == planted["count"]
    assert found["counts"] == {"subjects": 1078, "hit": 1, "noHit": 1077, "uncertain": 0, "invalid": 0}
    (hit,) = (each for each in found["outcomes"] if each["outcome"] == "HIT")
    assert hit["ref"] == f"leader {planted['hit']['row'] - 1}"
    (court,) = hit["courts"]
    assert court["code"] in planted["hit"]["case"]
    # A name alone is never a hit, but it finds the person.
    assert alike["counts"]["hit"] == 0
    assert alike["outcomes"][planted["hit"]["row"] - 2]["outcome"] == "UNCERTAIN"


def test_one_listed_leader_among_the_nominees(judge: Partner, truth: dict[str, Any], hub_graph: SeededGraph) -> None:
    planted = truth["planted"]["nominees"]
    leaders = [row["id"] for row in nominees(hub_graph)]
    assert len(leaders) == planted["count"]
    listed: list[str] = []
    for start in range(0, len(leaders), 100):
        found = judge.ask(
            "query Q($ids: [CitizenId!]) { persons(first: 100, where: {citizenId: {in: $ids}, isListed: {eq: true}})"
            " { nodes { citizenId } } }",
            ids=leaders[start : start + 100],
        )
        listed += [node["citizenId"] for node in found["persons"]["nodes"]]
    assert listed == [planted["hit"]["leader"]]


def test_namesakes_stay_apart(judge: Partner, truth: dict[str, Any]) -> None:
    for group in truth["planted"]["namesakes"]:
        nodes = judge.ask(
            "query Q($name: String) { persons(first: 100, where: {name: {eq: $name}}) { nodes { id citizenId } } }",
            name=group["name"],
        )["persons"]["nodes"]
        assert {group["known"], *group["others"]} <= {node["citizenId"] for node in nodes}
        assert len({node["id"] for node in nodes}) == len(nodes)


def test_an_old_identity_number_means_the_same_person(judge: Partner, truth: dict[str, Any]) -> None:
    for planted in truth["planted"]["old_ids"]:
        query = "query Q($id: CitizenId!) { person(citizenId: $id) { id citizenId } }"
        by_old, by_new = (judge.ask(query, id=planted[name])["person"] for name in ("written", "id"))
        assert by_old == by_new
        assert by_new["citizenId"] == planted["id"]


def test_the_minor_is_known_and_not_listed(judge: Partner, truth: dict[str, Any]) -> None:
    query = "query Q($id: CitizenId!) { person(citizenId: $id) { isListed birthDate } }"
    assert judge.ask(query, id=truth["planted"]["story"]["minor"])["person"] == {
        "isListed": False,
        "birthDate": "2012-05-01",
    }


def test_the_story_is_found_by_pinyin(judge: Partner, truth: dict[str, Any]) -> None:
    hits = judge.ask(
        '{ search(text: "chenlicheng", first: 50) { hits { matched { field how }'
        " node { ... on Person { name citizenId } } } } }"
    )["search"]["hits"]
    by_id = {hit["node"].get("citizenId"): hit for hit in hits}
    assert by_id[truth["planted"]["story"]["debtor"]]["matched"] == [{"field": "name", "how": "PINYIN"}]
