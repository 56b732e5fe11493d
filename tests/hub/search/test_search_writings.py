"""Names and numbers are found in every writing: what is asked is read as the intake reads what it stores."""

from __future__ import annotations

import pytest
from support.world import Hubs, World, citizen_id
from test_search import found

from hub.graph.client import Graph
from schema.values import NAME


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
    """The names and numbers of the field, in the graph."""
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
