"""Several names of one party: read, landed, found by each, and the same whichever way a graph is filled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.intake import citizen

from hub.graph.client import Graph
from loaders.first_fill import merging
from loaders.landing.pipeline import Options, load
from loaders.mapping.values import pinyin_of
from schema.errors import InvalidValue
from schema.values import NAMES

SOURCE = """
from loaders.declare import Csv, Feed, Node, Source, required

NAMES = {"citizenId": required("id"), "otherNames": "names"}
AGENCY = Source(code="namehall", agency="NH", name="Name hall", zh="名册", kind="CIVIL_AFFAIRS", feeds=(
    Feed("word", "word*.csv", Csv(), (Node("person", "Person", NAMES, authority=True),)),
    Feed("mention", "mention*.csv", Csv(), (Node("person", "Person", NAMES),)),
))
"""


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("乔文岚、乔小岚；Li, Xiaoming | 乔文岚", ["乔文岚", "乔小岚", "Li, Xiaoming"]),
        (["乔　文", " ", "喬文"], ["乔文", "喬文"]),
        ("乔文岚\n乔春花", ["乔文岚", "乔春花"]),
    ],
)
def test_names_are_read_one_by_one(value: object, names: list[str]) -> None:
    assert NAMES.parse(value) == names
    assert NAMES.parse(names) == names


@pytest.mark.parametrize("value", ["", " 、 ", [], None, 3.5, ["乔\x00"]])
def test_what_is_no_names_is_refused(value: object) -> None:
    with pytest.raises(InvalidValue):
        NAMES.parse(value)


async def test_mentions_add_and_an_authoritys_word_stands(store: Graph, options: Options, tmp_path: Path) -> None:
    (tmp_path / "namehall.py").write_text(SOURCE)
    said = [
        ("mention1.csv", "乔文岚、Qiao"),
        ("mention2.csv", "Qiao、乔小岚"),
        ("word.csv", "乔春花"),
        ("mention3.csv", "乔"),
    ]
    found = []
    for name, names in said:
        # Each of two rows of a file adds too; the second names nobody.
        (tmp_path / name).write_text(f"id,names\n{citizen(1)},{names}\n{citizen(1)},{names}\n{citizen(2)},\n", "utf-8")
        await load(store, str(tmp_path / "namehall.py"), [tmp_path / name], options)
        found.append(await _names(store))

    lists = [["乔文岚", "Qiao"], ["乔文岚", "Qiao", "乔小岚"], ["乔春花"], ["乔春花", "乔"]]
    assert found == [[names, pinyin_of(names), None] for names in lists]
    for index, query in (("texts", "otherNames:乔春花"), ("pinyin", "otherNamesPinyin:qch")):
        asked = f"CALL db.index.fulltext.queryNodes('{index}', '{query}') YIELD node RETURN node.citizenId AS id"
        assert [row["id"] for row in await store.ask(asked, {}, operation="test")] == [citizen(1)]


async def _names(store: Graph) -> list[Any]:
    text = "MATCH (p:Person) RETURN p.otherNames AS names, p.otherNamesPinyin AS forms ORDER BY p.citizenId"
    one, two = await store.ask(text, {}, operation="test")
    assert two["forms"] is None
    return [one["names"], one["forms"], two["names"]]


def test_a_fill_puts_lists_together_as_the_graph_does() -> None:
    mention = merging.Says(("otherNames",), False, "a.b", "1", "2026-01-01", (("c.d",),))
    word = merging.Says(("otherNames",), True, "c.d", "2", "2026-01-01")

    named = merging.Says(("name", "otherNames"), False, "a.b", "1", "2026-01-01", ((), ()))

    both = merging.node([(mention, [["一", "二"]]), (mention, [["二", "三"]]), (mention, [None])], "name")
    after = merging.node([(mention, [["一"]]), (word, [["四"]]), (mention, [["五"]])], "name")
    main = merging.node([(named, ["一", ["一"]]), (named, ["二", ["二", "一"]])], "name")

    assert both["otherNames"] == ["一", "二", "三"]
    assert after["otherNames"] == ["四", "五"]
    assert (main["name"], main["otherNames"]) == ("一", ["二"])


RENAMING = """
from loaders.declare import Csv, Feed, Node, Source, required

NAMES = {"uscc": required("id"), "name": "name"}
AGENCY = Source(code="register", agency="NH", name="Register", zh="登记", kind="MARKET_REGULATOR", feeds=(
    Feed("firms", "firms*.csv", Csv(), (Node("c", "Company", NAMES, authority=True),)),
    Feed("payers", "payers*.csv", Csv(), (Node("c", "Company", NAMES),)),
))
"""
FIRM = "91990102MATF7X1A1W"


async def test_a_register_that_renames_a_company_leaves_the_former_name(
    store: Graph, options: Options, tmp_path: Path
) -> None:
    (tmp_path / "register.py").write_text(RENAMING)
    said = [
        ("payers1.csv", "澜川旧名实业"),
        ("firms1.csv", "澜川旧名实业有限公司"),
        ("firms2.csv", "澜川旧名实业有限公司"),
        ("firms3.csv", "澜川新名控股有限公司"),
        ("firms4.csv", "澜川三名控股有限公司"),
        ("payers2.csv", "澜川控股"),
    ]
    found = []
    for name, given in said:
        (tmp_path / name).write_text(f"id,name\n{FIRM},{given}\n", "utf-8")
        await load(store, str(tmp_path / "register.py"), [tmp_path / name], options)
        text = "MATCH (c:Company) RETURN c.name AS name, c.otherNames AS others, c.otherNamesPinyin AS forms"
        (row,) = await store.ask(text, {}, operation="test")
        assert row["forms"] == (None if row["others"] is None else pinyin_of(row["others"]))
        found.append((row["name"], row["others"]))

    one, two, three = "澜川旧名实业有限公司", "澜川新名控股有限公司", "澜川三名控股有限公司"
    # What a mention wrote was no name of the register.
    first = [("澜川旧名实业", None), (one, None), (one, None)]
    assert found == [*first, (two, [one]), (three, [one, two]), (three, [one, two])]


def test_a_fill_keeps_former_names_as_the_graph_does() -> None:
    says = [merging.Says(("name",), True, "a.b", batch, "2026-01-01") for batch in ("1", "1", "2", "3")]
    words = [(each, [name]) for each, name in zip(says, ["甲", "乙", "丙", "丙"], strict=True)]

    # Within one batch the last word stands: two rows of one file rename nobody.
    assert merging.node(words, keeps_names=True)["otherNames"] == ["乙"]
    assert "otherNames" not in merging.node(words)


TWO_REGISTERS = """
from loaders.declare import Csv, Feed, Node, Source, required

NAMES = {"uscc": required("id"), "name": "name"}
AGENCY = Source(code="two", agency="TW", name="Two registers", zh="登记", kind="MARKET_REGULATOR", feeds=(
    Feed("east", "east*.csv", Csv(), (Node("c", "Company", NAMES, authority=True),)),
    Feed("west", "west*.csv", Csv(), (Node("c", "Company", NAMES, authority=True),)),
))
"""


async def test_a_file_that_is_loaded_again_leaves_the_name_that_another_register_gave(
    store: Graph, options: Options, tmp_path: Path
) -> None:
    (tmp_path / "two.py").write_text(TWO_REGISTERS)
    one, two = "澜川旧名实业有限公司", "澜川新名控股有限公司"
    for name, written in (("east1.csv", one), ("west1.csv", two)):
        (tmp_path / name).write_text(f"id,name\n{FIRM},{written}\n", "utf-8")
    found = []
    for name in ("east1.csv", "west1.csv", "east1.csv", "east1.csv", "west1.csv"):
        await load(store, str(tmp_path / "two.py"), [tmp_path / name], replace(options, again=True))
        text = "MATCH (c:Company) RETURN c.name AS name, c.otherNames AS others, c.otherNamesPinyin AS forms"
        (row,) = await store.ask(text, {}, operation="test")
        assert row["forms"] == (None if row["others"] is None else pinyin_of(row["others"]))
        found.append((row["name"], row["others"]))

    # Each register states one name; the other one's is a former or other name, whichever file came last.
    assert found == [(one, None), (two, [one]), (one, [two]), (one, [two]), (two, [one])]


def test_a_fill_keeps_the_name_of_another_register_as_the_graph_does() -> None:
    east = merging.Says(("name",), True, "two.east", "1", "2026-01-01", (("two.west",),))
    west = merging.Says(("name",), True, "two.west", "2", "2026-01-01", (("two.east",),))

    merged = merging.node([(east, ["甲"]), (west, ["乙"]), (east, ["甲"])], keeps_names=True)

    assert (merged["name"], merged["otherNames"]) == ("甲", ["乙"])
