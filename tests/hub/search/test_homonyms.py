"""Hits of one name say what tells them apart, and debtors stand first."""

from __future__ import annotations

from datetime import date

from support.world import Hubs, World, citizen_id

from hub.graph.client import Graph

APART = """query ($text: String!) { search(text: $text) {
  hits { node { id } apart { birthYear numberEnd division address isDebtor } } } }"""


async def test_homonyms_are_told_apart_and_debtors_stand_first(ask: Hubs, blank: Graph) -> None:
    w = World()
    case = w.node("EnforcementCase", caseNumber="（2026）示0102执9号")
    home = w.node("Address", text="示例路18号", divisionCode="990103")
    left = w.node("Address", text="示例路1号")
    many = [w.node("Person", citizenId=citizen_id(f"19{50 + n}0203", n), name="王伟") for n in range(12)]
    for place in (3, 11):
        w.tie("DEBTOR_IN", many[place], case)
    w.tie("RESIDES_AT", many[3], left, until=date(2020, 1, 1))
    w.tie("RESIDES_AT", many[3], home, until=date(9999, 1, 1))
    many[11].props["householdDivision"] = "990101"
    await w.write(blank)

    hits = (await ask(APART, text="王伟"))["search"]["hits"]

    assert {hit["node"]["id"] for hit in hits[:2]} == {many[3].id, many[11].id}
    told = {hit["node"]["id"]: hit["apart"] for hit in hits}
    assert told[many[3].id] == {
        "birthYear": 1953,
        "numberEnd": many[3].props["citizenId"][-4:],
        "division": "990103",
        "address": "示例路18号",
        "isDebtor": True,
    }
    assert told[many[11].id]["division"] == "990101"
    assert [hit["apart"]["isDebtor"] for hit in hits] == [True, True, *[False] * 8]
