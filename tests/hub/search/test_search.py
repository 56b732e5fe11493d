"""One box: identifiers in any writing, names in characters and in pinyin, ranked, and never read as query syntax."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.world import Hubs, World, citizen_id, wipe_entities

from hub.graph.client import Graph
from schema.values import NAME

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


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(min_size=1, max_size=200).filter(lambda t: t.strip()) | st.from_regex(r"[a-z *?~:()\"'/\\-]{1,20}"))
async def test_no_text_breaks_the_search(ask: Hubs, text: str) -> None:
    answer = await ask.answer(QUERY, {"text": text})

    assert [e["extensions"]["code"] for e in answer.errors] in ([], ["INVALID_ARGUMENT"])


def chance_names() -> World:
    """Names and numbers as the field sent them, stored as the intake stores them."""
    w = World()
    names = [
        "雍宁",
        "雍大同",
        "陈立诚",
        "李晓明",
        "陳立德",
        "吕云舟",
        "买买提·艾力舟",
        "⾼一舟",
        "⻢一舟",
        "刘〇舟",
        "王𠮷舟",
        "贠一舟",
        "单于舟",
    ]
    for place, name in enumerate(names):
        w.node("Person", name, citizenId=citizen_id(f"19{70 + place}0101", place), name=NAME.parse(name))
    w.node("Company", "示范贸易", uscc="91990102MATE5T0A0C", name="示范贸易（澜川）有限公司")
    w.node("Company", "分公司", uscc="91990102MATF7X1A1W", name="示范贸易（澜川）有限公司西岭分公司")
    case = w.node("EnforcementCase", "案", caseNumber="（2026）示0102执1203号", status="OPEN")
    w.node("EnforcementCase", "旧案", caseNumber="（2015）示执字第281号", status="OPEN")
    w.node("Vehicle", "车", vin="0TS123456RA000001", plateNo="测A12345")
    w.tie("ISSUED_IN", w.node("Document", "文书", documentNo="（2026）示0102执1203号之三"), case)
    w.node("Clue", "线索", clueNo="XS-2026-17")
    w.node("DishonestyEntry", "条目", entryNo="h09-1", status="LISTED")
    return w


@pytest.fixture(scope="module")
async def field(blank: Graph) -> World:
    """The names and numbers of the field, in the graph, in place of the story."""
    await wipe_entities(blank)
    made = chance_names()
    await made.write(blank)
    return made


AS_INTAKE_READS = [
    ("雍　宁", "SAME", "雍宁"),
    ("雍 宁", "SAME", "雍宁"),
    ("雍　大　同", "SAME", "雍大同"),
    ("雍大同", "SAME", "雍大同"),
    ("雍\u200e宁", "SAME", "雍宁"),
    ("雍\u00ad宁\ufe0f", "SAME", "雍宁"),
    ("姓名：雍宁", "SAME", "雍宁"),
    ("示范贸易(澜川)有限公司", "SAME", "示范贸易"),
    ("示范贸易（澜川）有限公司", "SAME", "示范贸易"),
    ("示范贸易 （澜川） 有限公司", "SAME", "示范贸易"),
    ("示范贸易澜川有限公司", "SAME", "示范贸易"),
    ("示範貿易（瀾川）有限公司", "SAME", "示范贸易"),
    ("贸易(澜川)", "CONTAINS", "示范贸易"),
    ("陳立誠", "SAME", "陈立诚"),
    ("李曉明", "SAME", "李晓明"),
    ("陈立德", "SAME", "陳立德"),
    ("陳立", "BEGINS", "陳立德"),
    ("曉明", "CONTAINS", "李晓明"),
    ("Li, Xiaoming", "PINYIN", "李晓明"),
    ("Li Xiao-Ming", "PINYIN", "李晓明"),
    ("Xiaoming Li", "PINYIN", "李晓明"),
    ("LI XIAOMING", "PINYIN", "李晓明"),
    ("Lǐ Xiǎomíng", "PINYIN", "李晓明"),
    ("li xiaom", "PINYIN", "李晓明"),
    ("lü yunzhou", "PINYIN", "吕云舟"),
    ("LYU YUNZHOU", "PINYIN", "吕云舟"),
    ("Lǚ Yúnzhōu", "PINYIN", "吕云舟"),
    ("lv yunzhou", "PINYIN", "吕云舟"),
    ("买买提艾力舟", "SAME", "买买提·艾力舟"),
    ("买买提．艾力舟", "SAME", "买买提·艾力舟"),
    ("买买提●艾力舟", "SAME", "买买提·艾力舟"),
    ("买买提 艾力舟", "SAME", "买买提·艾力舟"),
    ("高一舟", "SAME", "⾼一舟"),
    ("⾼一舟", "SAME", "⾼一舟"),
    ("马一舟", "SAME", "⻢一舟"),
    ("liulingzhou", "PINYIN", "刘〇舟"),
    ("刘○舟", "SAME", "刘〇舟"),
    ("髙一舟", "SAME", "⾼一舟"),
    ("LI XIAOMING (李晓明)", "SAME", "李晓明"),
    ("李晓明 LI XIAOMING", "SAME", "李晓明"),
    ("示范贸易〔澜川〕有限公司", "SAME", "示范贸易"),
    ("（2026）示0102执1203号之3", "EXACT", "文书"),
    ("wangjizhou", "PINYIN", "王𠮷舟"),
    ("yunyizhou", "PINYIN", "贠一舟"),
    ("chanyuzhou", "PINYIN", "单于舟"),
    ("（2026）示0102执1203号之三", "EXACT", "文书"),
    ("(2026)示0102执1203号 之三", "EXACT", "文书"),
    ("案号：（2026）示0102执1203号", "EXACT", "案"),
    ("案号 （2026）示0102执1203号", "EXACT", "案"),
    ("案号（2026）示0102执1203号", "EXACT", "案"),
    ("(2015)示执字第0281号", "EXACT", "旧案"),
    ("车牌号:测A12345", "EXACT", "车"),
    ("车牌测A12345", "EXACT", "车"),
    ("测A12345\u200e", "EXACT", "车"),
    ("XS-2026-17", "EXACT", "线索"),
    ("编号：h09-1", "EXACT", "条目"),
]


@pytest.mark.parametrize(("text", "how", "who"), AS_INTAKE_READS)
async def test_what_is_asked_is_read_as_the_intake_reads_it(
    ask: Hubs, field: World, text: str, how: str, who: str
) -> None:
    hits = (await found(ask, text, first=20))["hits"]

    assert (hits[0]["node"]["id"], hits[0]["matched"][0]["how"]) == (field[who].id, how), hits


async def test_a_number_beside_a_name_decides_where_somebody_has_it(ask: Hubs, field: World) -> None:
    number = field["李晓明"].props["citizenId"]

    for text in (f"陈立诚 {number}", f"身份证号：{number}", f"身份证号{number}", f"姓名 李晓明，身份证 {number}"):
        assert [hit["node"]["id"] for hit in (await found(ask, text))["hits"]] == [field["李晓明"].id]
    nobodys = (await found(ask, f"陈立诚 {citizen_id('19600101', 999)}"))["hits"]
    assert field["陈立诚"].id in [hit["node"]["id"] for hit in nobodys]


async def test_a_whole_name_stands_before_those_that_begin_so(ask: Hubs, field: World) -> None:
    hits = (await found(ask, "示范贸易(澜川)有限公司"))["hits"]

    assert [hit["node"]["id"] for hit in hits[:2]] == [field["示范贸易"].id, field["分公司"].id]


@pytest.mark.parametrize("text", ["雍　宁", "雍 宁", "雍\u200e宁", " 雍宁 "])
async def test_a_filter_reads_a_name_as_the_intake_reads_it(ask: Hubs, field: World, text: str) -> None:
    data = await ask("query ($x: String!) { persons(where: {name: {eq: $x}}) { nodes { id } } }", x=text)
    assert [each["id"] for each in data["persons"]["nodes"]] == [field["雍宁"].id]
    data = await ask("query ($x: [String!]!) { persons(where: {name: {in: $x}}) { totalCount } }", x=[text, "无此人"])
    assert data["persons"]["totalCount"] == 1


async def test_filters_read_brackets_and_numbers_of_documents_too(ask: Hubs, field: World) -> None:
    text = "query ($x: String!) { companies(where: {name: {contains: $x}}) { totalCount } }"
    assert (await ask(text, x="贸易(澜川)"))["companies"]["totalCount"] == 2
    assert (await ask(text, x="贸易〔澜川〕"))["companies"]["totalCount"] == 2
    assert (await ask(text.replace("contains", "startsWith"), x="示范贸易(澜川)有限"))["companies"]["totalCount"] == 2
    text = "query ($x: String!) { documents(where: {documentNo: {eq: $x}}) { totalCount } }"
    assert (await ask(text, x="(2026)示0102执 1203号之三\u200e"))["documents"]["totalCount"] == 1


APART = """query ($text: String!) { search(text: $text) {
  hits { node { id } apart { birthYear numberEnd division address isDebtor } } } }"""


async def test_homonyms_are_told_apart_and_debtors_stand_first(ask: Hubs, blank: Graph) -> None:
    await wipe_entities(blank)
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
