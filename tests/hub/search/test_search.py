"""One box: identifiers in any writing, names in characters and in pinyin, ranked, and never read as query syntax."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.examples import examples
from support.world import Hubs, World

QUERY = """query ($text: String!, $first: Int! = 10) { search(text: $text, first: $first) {
  recognisedAs moreExist hits { score matched { field how } node { id label } } } }"""


async def found(ask: Hubs, text: str, **more: Any) -> dict[str, Any]:
    """What a search finds."""
    data, sent = await ask.counted(QUERY, text=text, **more)
    assert sent == 1
    search: dict[str, Any] = data["search"]
    return search


IDENTIFIERS = [
    ("990102198506150019", "CitizenId", "chen"),
    ("９９０１０２１９８５０６１５００１９", "CitizenId", "chen"),
    ("990102 19850615 0019", "CitizenId", "chen"),
    ("990102850615001", "CitizenId", "chen"),
    ("91990102mate5t0a0c", "Uscc", "mate"),
    ("示0102", "", ""),
    ("(2026)示0102执1203号", "CaseNumber", "case"),
    ("〔2026〕示0102执1203号", "CaseNumber", "case"),
    (" （２０２６）示0102执1203号 ", "CaseNumber", "case"),
    ("测A12345", "PlateNo", "car"),
    ("测a·12345", "PlateNo", "car"),
    ("0ts123456ra000001", "Vin", "car"),
    ("100 1234 5678", "PhoneNo", "phone"),
    ("100-1234-5678", "PhoneNo", "phone"),
]


@pytest.mark.parametrize(("text", "kind", "who"), [i for i in IDENTIFIERS if i[1]])
async def test_identifiers_are_recognised_in_any_writing(
    ask: Hubs, world: World, text: str, kind: str, who: str
) -> None:
    search = await found(ask, text)

    assert kind in search["recognisedAs"]
    assert world[who].id in [hit["node"]["id"] for hit in search["hits"]]
    assert {m["how"] for hit in search["hits"] for m in hit["matched"]} == {"EXACT"}


NAMES = [
    ("陈立诚", "SAME", "chen"),
    ("示例顺达物流有限公司", "SAME", "mate"),
    ("顺达", "CONTAINS", "mate"),
    ("陈大山", "SAME", "chen"),
    ("冬青", "SAME", "chen"),
    ("顺达货运", "CONTAINS", "mate"),
    ("立诚", "CONTAINS", "chen"),
    ("陈立", "BEGINS", "sister"),
    ("人民路", "CONTAINS", "address"),
    ("示例", "BEGINS", "mate"),
    ("chen licheng", "PINYIN", "chen"),
    ("ChenLiCheng", "PINYIN", "chen"),
    ("chen li cheng", "PINYIN", "chen"),
    ("clc", "PINYIN", "chen"),
    ("chenli", "PINYIN", "chen"),
    ("ouyang", "PINYIN", "ouyang"),
    ("lv simin", "PINYIN", "wife"),
    ("lyusimin", "PINYIN", "wife"),
    ("shili shunda", "PINYIN", "mate"),
]


@pytest.mark.parametrize(("text", "how", "who"), NAMES)
async def test_names_are_found(ask: Hubs, world: World, text: str, how: str, who: str) -> None:
    search = await found(ask, text, first=20)

    hits = {hit["node"]["id"]: {m["how"] for m in hit["matched"]} for hit in search["hits"]}
    assert how in hits.get(world[who].id, set()), search
    assert search["recognisedAs"] == []


async def test_the_same_comes_before_what_begins_so_before_what_contains_it(ask: Hubs, world: World) -> None:
    hits = (await found(ask, "陈立诚"))["hits"]

    ranked = [hit["matched"][0]["how"] for hit in hits]
    order = ["SAME", "BEGINS", "CONTAINS", "PINYIN", "SIMILAR"]
    assert ranked == sorted(ranked, key=order.index)
    assert [hit["node"]["label"] for hit in hits[:3]] == ["陈立诚", "陈立诚", "陈立诚实"]
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


async def test_it_says_whether_there_is_more(ask: Hubs, world: World) -> None:
    few, all_of_them = await found(ask, "陈", first=1), await found(ask, "陈", first=50)

    assert (len(few["hits"]), few["moreExist"]) == (1, True)
    assert all_of_them["moreExist"] is False
    assert few["hits"][0]["node"] == all_of_them["hits"][0]["node"]


async def test_what_nobody_has_is_not_found(ask: Hubs, world: World) -> None:
    for text in ("测Z99999", "赵钱孙", "zzzzzz", "!!!", "的"):
        assert (await found(ask, text))["hits"] == []


SYNTAX = [
    "name:陈*",
    "陈 AND 立",
    "陈立诚~2",
    '"陈立诚',
    "陈立诚^9",
    "(陈",
    "陈 OR *",
    "NOT 陈",
    "\\",
    "/.*/",
    "[a TO z]",
    "*:*",
    "+-&&||!",
]


@pytest.mark.parametrize("text", SYNTAX)
async def test_query_syntax_is_harmless(ask: Hubs, world: World, text: str) -> None:
    assert len((await found(ask, text, first=50))["hits"]) < 10


@settings(max_examples=examples(50), deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(min_size=1, max_size=200).filter(lambda t: t.strip()) | st.from_regex(r"[a-z *?~:()\"'/\\-]{1,20}"))
async def test_no_text_breaks_the_search(ask: Hubs, text: str) -> None:
    answer = await ask.answer(QUERY, {"text": text})

    assert [e["extensions"]["code"] for e in answer.errors] in ([], ["INVALID_ARGUMENT"])
