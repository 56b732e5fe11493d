"""The declared agencies, the partners' guide, and the errors of malformed declarations."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from demo.city import FEEDS, generate
from hub.graph.client import Graph
from loaders.declare import Column, Csv, Feed, Node, Party, Source, Tie, codes, one_of, required, yuan
from loaders.landing.pipeline import Options, load, load_city, quarantine
from loaders.mapping.rows import Mapper
from loaders.mapping.stated import Rejected
from loaders.reading.base import Row
from loaders.reading.readers import reader_for
from loaders.sources import AGENCY, feed_of, source, sources
from schema.errors import DeclarationError, IntakeError
from schema.model import MODEL

GUIDE = Path(__file__).parents[2] / "docs" / "for-partners.md"
DATA = Path(__file__).parents[1] / "data"


def test_every_agency_has_sample_data() -> None:
    generated = {feed.file for feed in FEEDS}

    for agency in sources():
        for feed in agency.feeds:
            samples = {p.name for p in (DATA / agency.code).glob("*")} | generated
            fits = [name for name in samples if any(Path(name).match(p) for p in feed.patterns)]
            assert fits, f"add tests/data/{agency.code}/ with a file of feed {feed.name}, or let the city generate one"


def test_every_generated_file_belongs_to_one_feed() -> None:
    for feed in FEEDS:
        feed_of(sources(), Path(feed.file))


def test_an_agency_file_holds_data_only() -> None:
    for agency in sources():
        text = Path(__file__).parents[2].joinpath("loaders/agencies", f"{agency.code}.py").read_text()
        assert not re.search(r"^\s*(def|class|lambda|for|if|import)\b", text, re.MULTILINE), agency.code


async def test_the_guides_example_works_as_printed(store: Graph, options: Options, tmp_path: Path) -> None:
    text = GUIDE.read_text()
    csv, mapping = (re.search(rf"```{kind}\n(.*?)```", text, re.DOTALL) for kind in ("csv", "python"))
    assert csv
    assert mapping
    (tmp_path / "mybank.py").write_text(mapping[1])
    path = tmp_path / "mybank_deposits.csv"
    path.write_text(csv[1], encoding="gb18030")

    [report] = await load(store, str(tmp_path / "mybank.py"), [path], options)

    assert (report.total, report.landed, report.quarantined) == (3, 2, 1)
    [rejected] = await quarantine(store, report.batch)
    assert (rejected["line"], rejected["column"], rejected["code"]) == (4, "证件号码", "CHECK_DIGIT")
    rows = await store.ask(
        "MATCH (p:Party)-[:HOLDS]->(a:BankAccount)-[:HELD_AT]->(b:Agency)"
        " RETURN p.name AS name, a.balance AS balance, a.status AS status, b.code AS bank",
        {},
        operation="test",
    )
    assert {(r["name"], r["balance"], r["status"]) for r in rows} == {
        ("陈立诚", 4612055, "NORMAL"),
        ("澜川远驰物流有限公司", 0, "FROZEN"),
    }


@pytest.mark.slow
async def test_a_village_lands_but_for_its_dirty_rows(store: Graph, options: Options, tmp_path: Path) -> None:
    import json

    generate(tmp_path, "village", 1)
    truth = json.loads((tmp_path / "truth.json").read_text())

    reports = {r.file: r for r in await load_city(store, tmp_path, replace(options, chunk=2_000))}

    assert {f: r.total for f, r in reports.items()} == {f: t["rows"] for f, t in truth["files"].items() if f in reports}
    assert {f.file for f in FEEDS} == set(reports)
    for name, told in truth["files"].items():
        lines = [q["line"] for q in await quarantine(store, reports[name].batch)]
        assert lines == sorted(d["line"] for d in told["dirty"]), name
        assert reports[name].landed == told["rows"] - len(told["dirty"])
    for entity, count in truth["expected"]["entities"].items():
        assert await store.ask_one(f"MATCH (n:{entity}) RETURN count(n)", {}, operation="test") == count, entity
    for link, count in truth["expected"]["links"].items():
        assert await store.ask_one(f"MATCH ()-[r:{link}]->() RETURN count(r)", {}, operation="test") == count, link
    unmarked = (
        "MATCH (n:Entity) WHERE n.source IS NULL OR n.batch IS NULL OR n.firstSeen IS NULL OR n.lastSeen IS NULL"
        " OR n.asserted = [] OR n.id IS NULL RETURN count(n)"
        " UNION ALL MATCH (:Entity)-[n]->(:Entity) WHERE n.source IS NULL OR n.batch IS NULL OR n.firstSeen IS NULL"
        " OR n.lastSeen IS NULL OR n.asserted = [] RETURN count(n)"
    )
    assert [list(r.values()) for r in await store.ask(unmarked, {}, operation="test")] == [[0], [0]]


def feed(*records: Node | Party | Tie) -> Feed:
    """A feed of these records."""
    return Feed("deposits", "*.csv", Csv(), records)


PERSON = Node("person", "Person", {"citizenId": "id"})
CAR = Node("car", "Vehicle", {"vin": "vin"})


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: feed(), "Add records="),
        (lambda: feed(Node("x", "Debtor", {"id": "a"})), "Use one of"),
        (lambda: feed(Node("x", "Party", {"name": "a"})), "Party\\(…\\)"),
        (lambda: feed(Node("x", "Person", {"name": "a"})), "Map 'citizenId'"),
        (lambda: feed(Node("x", "Person", {"citizenId": "a", "salary": "b"})), "'salary', which the model does not"),
        (lambda: feed(Node("x", "Person", {"citizenId": "a", "isDebtor": "b"})), "'isDebtor', which the model"),
        (lambda: feed(PERSON, PERSON), "Rename one ref"),
        (lambda: feed(PERSON, CAR, Tie("OWNS", "car", "person")), "swap or correct"),
        (lambda: feed(PERSON, Tie("OWNS", "person", "car")), "Use one of person"),
        (lambda: feed(PERSON, CAR, Tie("HAS", "person", "car")), "no link that a feed can state"),
        (lambda: feed(PERSON, Tie("CO_DEBTOR_WITH", "person", "person")), "no link that a feed can state"),
        (lambda: feed(PERSON, CAR, Tie("OWNS", "person", "car", {"colour": "x"})), "maps 'colour'"),
        (lambda: feed(Node("x", "Person", {"citizenId": "a"}, each="people")), "JsonLines"),
        (lambda: Csv(encoding="klingon"), "gb18030"),
        (lambda: Column(), "no name"),
        (lambda: codes("a", {}), "no meanings"),
        (lambda: one_of("a"), "names no values"),
        (lambda: Feed("Deposits", "*", Csv(), (PERSON,)), "lower_case"),
        (lambda: Feed("deposits", (), Csv(), (PERSON,)), "names no files"),
        (lambda: Source("bank", "x", "Bank", "银行", "SHOP", (feed(PERSON),)), "BANK"),
        (lambda: Source("bank", "x", "Bank", "银行", "BANK", ()), "no feeds"),
        (lambda: Source("Bank", "x", "Bank", "银行", "BANK", (feed(PERSON),)), "lower_case"),
    ],
)
def test_a_malformed_declaration_says_what_to_write(build: object, says: str) -> None:
    with pytest.raises(DeclarationError, match=says):
        build()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("X = 1", "declares no AGENCY"),
        ("from loaders.declare import Nonsense", "cannot be read"),
        ("AGENCY = Source(", "cannot be read"),
        (
            "from loaders.declare import *\nAGENCY = Source('other','x','X','某','BANK',"
            "(Feed('a','*',Csv(),(Node('p','Person',{'citizenId':'a'}),)),))",
            "Name the file other.py",
        ),
    ],
)
def test_a_malformed_file_says_what_to_write(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "mine.py"
    path.write_text(text)

    with pytest.raises(DeclarationError, match=says):
        AGENCY.read(path)


async def test_wrong_codes_and_units_are_found_before_any_row(tmp_path: Path, options: Options) -> None:
    path = tmp_path / "x.csv"
    path.write_text("id,sex\n")
    for value, says in ((codes("sex", {"1": "MAN"}), "is no Sex"), (yuan("sex"), "no amount")):
        bad = feed(Node("p", "Person", {"citizenId": required("id"), "sex": value}))
        agency = Source("bank", "x", "Bank", "银行", "BANK", (bad,))
        with pytest.raises(DeclarationError, match=says):
            Mapper(agency, bad, MODEL, options.realm, reader_for(path, bad).check().header)


def test_a_text_where_an_object_belongs_is_a_problem_of_its_row(options: Options) -> None:
    agency = source("bank")
    loans = next(f for f in agency.feeds if f.name == "loans")
    mapper = Mapper(agency, loans, MODEL, options.realm)

    found = mapper(Row(3, {"borrower": "somebody", "guarantors": []}))

    assert isinstance(found, Rejected)
    assert [(p.column, p.code) for p in found.problems] == [("borrower.type", "TYPE")]


def test_an_unknown_agency_is_told_which_there_are() -> None:
    with pytest.raises(IntakeError, match="police"):
        source("polizei")
