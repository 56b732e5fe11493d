"""Saved charts: each officer's own, for so long, and never a place for what somebody is called."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from support.admission import Door
from support.charts import BASIS, CHIEF, DELETE, JUDGE, OFFICER, OWN, SAVE, A, B, asked, chart

from hub.capabilities.charts.content import MOST_CHARACTERS
from hub.capabilities.charts.service import DAYS, MOST_CHARTS
from schema.identity import global_id


async def test_a_chart_is_saved_listed_opened_and_deleted(door: Door) -> None:
    saved = (await door.ask(JUDGE, SAVE, BASIS, **asked()))["chart"]
    (listed,) = (await door.ask(JUDGE, OWN, BASIS))["charts"]
    (opened,) = (await door.ask(JUDGE, OWN, BASIS, id=saved["id"]))["charts"]
    deleted = (await door.ask(JUDGE, DELETE, BASIS, id=saved["id"]))["chart"]

    assert json.loads(saved["content"]) == json.loads(chart())
    assert (saved["title"], saved["nodes"], saved["links"]) == ("查控路径", 2, 1)
    assert (saved["purpose"], saved["case"]) == ("DEMONSTRATION", None)
    assert saved["savedAt"] == "2026-11-22T12:00:00+08:00"
    assert saved["expiresAt"] == "2027-05-21T12:00:00+08:00"
    assert len(saved["id"]) == 22
    assert listed == saved | {"content": None}
    assert opened == deleted == saved
    assert (await door.ask(JUDGE, OWN, BASIS))["charts"] == []
    assert (await door.refused(JUDGE, DELETE, BASIS, id=saved["id"]))["extensions"]["code"] == "NOT_FOUND"


async def test_nobody_else_has_it(door: Door) -> None:
    saved = (await door.ask(JUDGE, SAVE, BASIS, **asked()))["chart"]
    for other in (CHIEF, OFFICER):
        assert (await door.ask(other, OWN, BASIS))["charts"] == []
        assert (await door.ask(other, OWN, BASIS, id=saved["id"]))["charts"] == []
        for query, variables in ((DELETE, {"id": saved["id"]}), (SAVE, asked("other", id=saved["id"]))):
            error = await door.refused(other, query, BASIS, **variables)
            assert error["extensions"]["code"] == "NOT_FOUND"
            assert error == await door.refused(other, query, BASIS, **(variables | {"id": "Z" * 22}))
        # The same key is another chart's in another's hands.
        own = (await door.ask(other, SAVE, BASIS, **asked()))["chart"]
        assert own["id"] != saved["id"]

    assert (await door.ask(JUDGE, OWN, BASIS, id=saved["id"]))["charts"] == [saved]


@pytest.mark.parametrize(
    ("basis", "code"),
    [
        (None, "BASIS_NEEDED"),
        ({"purpose": "COORDINATION"}, "BASIS_REFUSED"),
        ({"purpose": "LISTING_CHECK"}, "NOT_OPEN"),
        ({"purpose": "CASE_INQUIRY", "case": "（2026）示0102执9999号"}, "BASIS_REFUSED"),
    ],
)
async def test_without_a_basis_for_the_graph_there_are_no_charts(door: Door, basis: Any, code: str) -> None:
    for query, variables in ((SAVE, asked()), (DELETE, {"id": "x"}), (OWN, {})):
        assert (await door.refused(JUDGE, query, basis, **variables))["extensions"]["code"] == code


async def test_a_suspended_officer_has_no_charts(door: Door) -> None:
    await door.ask(JUDGE, SAVE, BASIS, **asked())
    await door.registry.state("SUSPENDED", card=JUDGE.card, reason="a test")

    assert (await door.refused(JUDGE, OWN, BASIS))["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_call_may_be_repeated_and_says_when_it_is_another(door: Door) -> None:
    first = (await door.ask(JUDGE, SAVE, BASIS, **asked()))["chart"]
    door.now += timedelta(days=1)
    again = (await door.ask(JUDGE, SAVE, BASIS, **asked()))["chart"]
    other = await door.refused(JUDGE, SAVE, BASIS, **asked(title="另一张"))
    replaced = (await door.ask(JUDGE, SAVE, BASIS, **asked("k2", "另一张", id=first["id"])))["chart"]
    stale = await door.refused(JUDGE, SAVE, BASIS, **asked())

    assert again == first
    assert other["extensions"]["code"] == stale["extensions"]["code"] == "CONFLICT"
    assert (replaced["id"], replaced["title"]) == (first["id"], "另一张")
    assert replaced["savedAt"] == "2026-11-23T12:00:00+08:00"
    assert (await door.ask(JUDGE, OWN, BASIS, id=first["id"]))["charts"] == [replaced]


async def test_a_call_may_be_repeated_after_the_key_of_ids_was_rotated(door: Door) -> None:
    first = (await door.ask(JUDGE, SAVE, BASIS, **asked()))["chart"]
    rotated = Door(door.graph, door.api, now=door.now, later_secrets=(b"second", b"third"))
    again = (await rotated.ask(JUDGE, SAVE, BASIS, **asked()))["chart"]
    other = (await rotated.ask(JUDGE, SAVE, BASIS, **asked("k2")))["chart"]
    replaced = (await rotated.ask(JUDGE, SAVE, BASIS, **asked("k3", "另一张", id=first["id"])))["chart"]

    assert again == first
    assert other["id"] != first["id"]
    assert other["id"] == global_id(b"third", f"chart\n{JUDGE.card}\nk2")
    assert (replaced["id"], replaced["title"]) == (first["id"], "另一张")
    assert len((await rotated.ask(JUDGE, OWN, BASIS))["charts"]) == 2


async def test_a_chart_that_nobody_saves_again_is_gone(door: Door) -> None:
    saved = (await door.ask(JUDGE, SAVE, BASIS, **asked()))["chart"]
    door.now += timedelta(days=DAYS)
    there = (await door.ask(JUDGE, OWN, BASIS))["charts"]
    door.now += timedelta(seconds=1)
    gone = (await door.ask(JUDGE, OWN, BASIS, id=saved["id"]))["charts"]
    await door.ask(CHIEF, SAVE, BASIS, **asked())
    left = await door.graph.ask_one("MATCH (c:SavedChart) RETURN collect(c.card)", {}, operation="test.left")

    assert (len(there), gone, left) == (1, [], [CHIEF.card])


async def test_there_are_so_many_and_no_more(door: Door) -> None:
    fill = "UNWIND range(1, $most) AS i CREATE (:SavedChart {id: toString(i), card: $card, expiresAt: $until})"
    parameters = {"most": MOST_CHARTS - 1, "card": JUDGE.card, "until": door.now + timedelta(days=1)}
    await door.graph.write([(fill, parameters)], operation="test.fill")
    last = (await door.ask(JUDGE, SAVE, BASIS, **asked("last")))["chart"]
    full = await door.refused(JUDGE, SAVE, BASIS, **asked("more"))
    replaced = (await door.ask(JUDGE, SAVE, BASIS, **asked("again", id=last["id"])))["chart"]
    other = (await door.ask(CHIEF, SAVE, BASIS, **asked()))["chart"]

    assert (full["extensions"]["code"], full["extensions"]["allowed"]) == ("LIMIT_EXCEEDED", MOST_CHARTS)
    assert replaced["id"] == last["id"]
    assert other["id"]


@pytest.mark.parametrize(
    ("title", "good"),
    [
        ("陈某案（2026）示0102执1203号", True),
        ("x" * 60, True),
        ("x" * 61, False),
        ("", False),
        ("  ", False),
        ("990102198506150019", False),
        ("电话 13800138000", False),
        ("１２３４５６", False),
        ("13800 13800 0", False),
        ("99010-21985-06150-019", False),
        ("12·34·56", False),
        ("一三八〇〇一三八〇〇〇", False),
        ("١٢٣٤٥٦", False),
        ("2026-11-30 查控", True),
        ("2026年11月30日 1203号", True),
    ],
)
async def test_a_title_is_short_and_holds_no_numbers(door: Door, title: str, good: bool) -> None:
    answer = await door.answer(JUDGE, SAVE, BASIS, **asked(title=title))

    assert (answer.errors == []) is good
    assert all(title not in json.dumps(error, ensure_ascii=False) for error in answer.errors if title.strip())


NODE = {"id": A, "x": 0, "y": 0}
BAD: dict[str, str] = {
    "no JSON": "{",
    "a list": "[]",
    "no nodes": chart(nodes=None, links=None),
    "other parts": chart(facts=[]),
    "a name in a node": chart(nodes=[{**NODE, "name": "陈立诚"}], links=[]),
    "a name for an id": chart(nodes=[{**NODE, "id": "陈立诚"}], links=[]),
    "a citizen id": chart(nodes=[{**NODE, "id": "990102198506150019"}], links=[]),
    "a name for a group": chart(nodes=[{**NODE, "group": "陈立诚"}], links=[]),
    "a number for a group": chart(nodes=[{**NODE, "group": "g990102198506"}], links=[]),
    "a text for a place": chart(nodes=[{**NODE, "x": "1"}], links=[]),
    "a place that is far": chart(nodes=[{**NODE, "x": 1e9}], links=[]),
    "true for a place": chart(nodes=[{**NODE, "x": True}], links=[]),
    "no place": chart(nodes=[{"id": A}], links=[]),
    "a node twice": chart(nodes=[NODE, NODE], links=[]),
    "a link to elsewhere": chart(links=[{"source": A, "target": "c" * 22, "kind": "OWNS"}]),
    "a link of no kind": chart(links=[{"source": A, "target": B, "kind": "LIKES"}]),
    "a link with a fact": chart(links=[{"source": A, "target": B, "kind": "OWNS", "amount": 5}]),
    "a text in filters": chart(filters={"name": "陈立诚"}),
    "a phone in filters": chart(filters={"phone": "13800138000"}),
    "a phone in groups": chart(filters={"phone": "p:13800-13800-0"}),
    "a phone as a number": chart(filters={"phone": 13800138000}),
    "a name of a filter": chart(filters={"陈立诚": True}),
    "filters in filters": chart(filters={"a": {"b": 1}}),
    "lists in lists": chart(filters={"a": [["b"]]}),
    "a view of words": chart(view={"title": "x"}),
    "not a number": '{"nodes": [{"id": "' + A + '", "x": NaN, "y": 0}]}',
    "too many nodes": json.dumps({"nodes": [{"id": f"{n:022}", "x": 0, "y": 0} for n in range(2001)]}),
}


@pytest.mark.parametrize("name", BAD)
async def test_content_is_ids_places_and_filters_and_nothing_else(door: Door, name: str) -> None:
    error = await door.refused(JUDGE, SAVE, BASIS, **asked(content=BAD[name]))

    assert error["extensions"]["code"] == "INVALID_VALUE"
    assert error["extensions"]["hint"]
    for told in ("陈立诚", "990102", "13800138000"):
        assert told not in json.dumps(error, ensure_ascii=False)
    assert (await door.ask(JUDGE, OWN, BASIS))["charts"] == []


async def test_two_thousand_nodes_fit_and_more_than_allowed_does_not(door: Door) -> None:
    nodes = [{"id": f"node{n:018}", "x": n + 0.25, "y": -n, "pinned": True} for n in range(2000)]
    links = [{"source": nodes[n]["id"], "target": nodes[n + 1]["id"], "kind": "OWNS"} for n in range(1000)]
    content = json.dumps({"nodes": nodes, "links": links}, separators=(",", ":"))
    saved = (await door.ask(JUDGE, SAVE, BASIS, **asked(content=content)))["chart"]
    error = await door.refused(JUDGE, SAVE, BASIS, **asked("long", content="[" + " " * MOST_CHARACTERS))

    assert 150_000 < len(content) <= MOST_CHARACTERS
    assert (saved["nodes"], saved["links"], saved["content"]) == (2000, 1000, content)
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"


async def test_of_the_basis_a_chart_keeps_the_case_and_nothing_else(door: Door) -> None:
    saved = (await door.ask(JUDGE, SAVE, BASIS | {"case": "(2026)示0102执1203号"}, **asked()))["chart"]
    error = await door.refused(JUDGE, SAVE, BASIS | {"case": "陈立诚"}, **asked("k2"))

    assert saved["case"] == "（2026）示0102执1203号"
    assert error["extensions"]["code"] == "BASIS_REFUSED"
