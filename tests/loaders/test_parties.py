"""Who is joined: only a checked number of a stated or certain kind. All else stays apart, or is in quarantine."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc
from support.intake import citizen

from hub.graph.client import Graph
from loaders.declare import Csv, Feed, Node, Party, Source, Tie, codes, required
from loaders.landing.pipeline import Options, apart, load, quarantine
from loaders.landing.retirement import nameless
from loaders.mapping.party_numbers import document, kind_of_number
from loaders.mapping.rows import Mapper
from loaders.mapping.stated import Landing, LinkOp, NodeOp, Rejected
from loaders.reading.base import Row
from loaders.sources import source
from schema.errors import InvalidValue
from schema.model import MODEL
from schema.values import Realm
from schema.values.regions import PROVINCES

ACCOUNT = Node("account", "BankAccount", {"accountNo": required("no")}, authority=True)
HOLDS = Tie("HOLDS", "holder", "account")
KINDLESS = Party("holder", "id", {"name": "name"})
STATED = replace(KINDLESS, kind=codes("kind", {"1": "Person", "2": "Company"}))
MANY = {"（2026）示0102执9511号": "EnforcementCase"}


def one(party: Party | Node, id: str, kind: str = "1", name: str = "某甲", own: str = "") -> Landing | Rejected:
    """What a row of an account and its holder says."""
    feed = Feed("deposits", "*", Csv(), (ACCOUNT, party, HOLDS))
    agency = Source("mybank", "x", "Bank", "银行", "BANK", (feed,))
    mapper = Mapper(agency, feed, MODEL, Realm.FICTIONAL, ("no", "id", "name", "kind", "own"))
    return mapper(Row(2, ["A-17", id, name, kind, own]))


def key(found: Landing | Rejected) -> str:
    """The key of the holder, or the code of the row's problem."""
    if isinstance(found, Rejected):
        return found.problems[0].code
    [node] = [op.key for op in found.ops if isinstance(op, NodeOp) and op.group.entity in ("Person", "Company")]
    return node


def case(**parties: list[dict[str, Any]]) -> Landing | Rejected:
    """What a line of the courts' cases says."""
    court = source("court")
    feed = next(f for f in court.feeds if f.name == "cases")
    row = {
        "caseNumber": "（2026）示0102执9511号",
        "kind": "INITIAL",
        "status": "OPEN",
        "claimAmount": "1.00",
        "filedAt": "2026-03-01",
        "court": "示0102",
        "creditors": [],
        "debtors": [],
        **parties,
    }
    return Mapper(court, feed, MODEL, Realm.FICTIONAL)(Row(1, row))


def who(id: str | None, name: str | None, type: str = "自然人") -> dict[str, Any]:
    """A party of a case."""
    return {"id": id, "name": name, "type": type}


@pytest.mark.parametrize(
    ("id", "says"),
    [
        ("990102198506150019", "Person:990102198506150019"),
        ('="990102198506150019"', "Person:990102198506150019"),
        ("`990102198506150019", "Person:990102198506150019"),
        (" 990102 19850615 0019 ", "Person:990102198506150019"),
        ("91990102MATE5T0A0C", "Company:91990102MATE5T0A0C"),
        # Valid as both by chance.
        ("999908195511098178", "Person:999908195511098178"),
        ("990102600123456", "AMBIGUOUS"),
        ("990102850615001", "AMBIGUOUS"),
        ("9.90102E+17", "SCIENTIFIC"),
        ("#N/A", "ERROR_CELL"),
        ("H00000001", "AMBIGUOUS"),
        ("990102198506150018", "CHECK_DIGIT"),
        ("91990102MATE5T0A0D", "CHECK_DIGIT"),
        ("", "MISSING"),
    ],
)
def test_a_number_alone_tells_only_what_it_proves(id: str, says: str) -> None:
    assert key(one(KINDLESS, id)) == says


def test_a_row_that_tells_neither_number_nor_kind_is_nobody_yet() -> None:
    assert key(one(replace(KINDLESS, own="own"), "", own="17")) == "AMBIGUOUS"
    assert key(one(replace(STATED, own="own"), "", own="17")) == "Person:mybank/17"


regions = st.sampled_from(sorted(PROVINCES))
births = st.dates(date(1900, 1, 1), date(2030, 12, 31)).map(lambda day: f"{day:%Y%m%d}")
digits = st.integers(0, 9999).map(lambda n: f"{n:04}")


@given(region=regions, county=digits, birth=births, serial=st.integers(0, 999))
def test_no_citizen_of_a_province_is_a_company(region: str, county: str, birth: str, serial: int) -> None:
    body = f"{region}{county}{birth}{serial:03}"

    assert kind_of_number(body + ric.calc_check_digit(f"{body}0"), Realm.REAL) == "Person"
    with pytest.raises(InvalidValue, match="15 digits"):
        kind_of_number(f"{region}{county}{birth[2:]}{serial:03}", Realm.REAL)


@given(
    kind=st.sampled_from(["91", "92", "12", "51", "N2"]), region=regions, county=digits, body=st.integers(0, 10**9 - 1)
)
def test_no_credit_code_is_a_person_in_silence(kind: str, region: str, county: str, body: int) -> None:
    code = f"{kind}{region}{county}{body:09}"
    code += uscc.calc_check_digit(f"{code}0")
    try:
        told = kind_of_number(code, Realm.REAL)
    except InvalidValue:
        told = "AMBIGUOUS"
    # Codes of associations and organs (1, 5) may be an id to the last digit, date of birth and all.
    assert told in ("Company", "AMBIGUOUS") or kind[0] != "9"


def test_one_odd_party_costs_neither_the_case_nor_the_others() -> None:
    found = case(
        debtors=[who("990102199003020022", "某甲"), who("", "无证件某"), who("990102198506150018", "错号某")],
        creditors=[who("H00000001", "港人某"), who("91990102MATE5T0A0D", "示例公司", "法人"), who(None, "无证件某")],
    )

    assert isinstance(found, Landing)
    assert found.told is not None
    links = [op for op in found.ops if isinstance(op, LinkOp)]
    ties = {(op.source, op.group.kind) for op in links if op.group.kind.endswith("OR_IN")}
    subject = "court/EnforcementCase:（2026）示0102执9511号"
    assert ties == {
        ("Person:990102199003020022", "DEBTOR_IN"),
        (f"Person:{subject}/debtor/无证件某", "DEBTOR_IN"),
        (f"Person:{subject}/debtor/错号某", "DEBTOR_IN"),
        ("Person:court/H00000001/港人某", "CREDITOR_IN"),
        (f"Company:{subject}/creditor/示例公司", "CREDITOR_IN"),
        (f"Person:{subject}/creditor/无证件某", "CREDITOR_IN"),
    }
    nodes = [op for op in found.ops if isinstance(op, NodeOp) and "/" in op.key]
    assert all(op.values["name"] and op.values.get("citizenId", op.values.get("uscc")) is None for op in nodes)
    assert [(p.column, p.code) for p in found.told.problems] == [
        ("debtors[1].id", "APART"),
        ("debtors[2].id", "APART"),
        ("creditors[0].id", "APART"),
        ("creditors[1].id", "APART"),
        ("creditors[2].id", "APART"),
    ]
    assert "joins no other" in found.told.problems[0].reason


def test_namesakes_without_a_number_are_as_many_people() -> None:
    found = case(debtors=[who("", "张三"), who("不详", "张三"), who(None, "张三")])

    assert not isinstance(found, Rejected)
    assert len({op.key for op in found.ops if isinstance(op, NodeOp) and op.group.entity == "Person"}) == 3


def test_an_odd_party_that_cannot_land_is_left_out_and_told() -> None:
    odd = [
        (who("", None), "LEFT_OUT", None),
        (who("#N/A", "#N/A"), "LEFT_OUT", None),
        (who("不详", "某组织", "其他组织"), "LEFT_OUT", None),
        # The number says what the word does not.
        (who("91990102MATE5T0A0C", "某组织", "其他组织"), "WITHOUT", "Company:91990102MATE5T0A0C"),
        (who("990102199003020022", "陈\x00", "自然人"), "WITHOUT", "Person:990102199003020022"),
    ]
    for party, code, key in odd:
        found = case(debtors=[who("990102198506150019", "某甲"), party])

        assert isinstance(found, Landing), party
        assert found.told is not None, party
        assert {p.code for p in found.told.problems} == {code}
        assert {op.source for op in found.ops if isinstance(op, LinkOp) and op.group.kind == "DEBTOR_IN"} == {
            "Person:990102198506150019",
            *([key] if key else []),
        }
    assert isinstance(case(caseNumber="执", debtors=[who("", None)]), Rejected)  # type: ignore[arg-type]


def test_a_total_below_the_records_is_told_as_one_and_keeps_nobody_from_retiring() -> None:
    feed = Feed("customers", "*", Csv(), (Node("p", "Person", {"name": required("name")}, own="no"),))
    mapper = Mapper(Source("bank", "x", "Bank", "银行", "BANK", (feed,)), feed, MODEL, Realm.FICTIONAL, ("name", "no"))
    for cells in (["合计：1户", ""], ["合 计", ""], ["", "", "总计"], ["Total", ""], ["小计(2)", ""]):
        found = mapper(Row(9, cells))
        assert isinstance(found, Rejected)
        assert found.problems[0].code == "TOTAL"
        assert nameless([found]) == 0
    for cells in (["合计算", ""], ["总计一", ""]):
        found = mapper(Row(9, cells))
        assert isinstance(found, Rejected)
        assert found.problems[0].code == "MISSING"


@pytest.mark.parametrize(
    ("number", "entity", "is_one"),
    [
        ("H00000001", "Person", True), ("M1234567801", "Person", True), ("E12345678", "Person", True),
        ("C01X00T47", "Person", True), ("A123456(7)", "Person", True), ("军字第1234567号", "Person", True),
        ("CHN990101197001", "Person", True), ("武水电字第01234567号", "Person", True),
        ("台湾居民来往大陆通行证12345678", "Person", True), ("身份证990102198506150019", "Person", False),
        ("9901O2850615001", "Person", False), ("9199O102MATE5T0A0C", "Company", False),
        ("不详", "Person", False), ("无", "Person", False), ("12345678", "Person", False), ("ABC", "Person", False),
        ("99010219850615001X", "Person", False), ("91990102MATE5T0A0", "Company", False),
        ("990102600123456", "Person", False), ("110000450000007", "Company", False),
    ],
)  # fmt: skip
def test_what_is_another_document_is_told_from_what_is_none(number: str, entity: str, is_one: bool) -> None:
    assert (document(number, entity) is not None) is is_one


def test_a_registration_number_of_old_is_known_by_its_check_digit() -> None:
    valid = [n for n in (f"99010260012345{d}" for d in range(10)) if document(n, "Company")]
    assert len(valid) == 1
    assert key(one(STATED, valid[0], "2", "示范纸箱厂")) == f"Company:mybank/{valid[0]}/示范纸箱厂"


def test_a_foreigner_lands_under_the_number_of_the_document_and_the_name() -> None:
    holder = Node("holder", "Person", {"citizenId": required("id"), "name": "name"})
    for party in (STATED, holder):
        found = one(party, "h00000001", name="港人某")
        assert isinstance(found, Landing)
        assert found.told is not None
        assert key(found) == "Person:mybank/H00000001/港人某"
    assert key(one(replace(holder, authority=True), "H00000001")) == "LENGTH"
    # One of its kind alone and mistyped: the row is about somebody else's account, or nobody's.
    assert key(one(STATED, "990102198506150018")) == "CHECK_DIGIT"


def test_a_code_with_another_check_character_lands_by_the_agencys_own_number() -> None:
    company = replace(STATED, own="own")
    found = one(company, "91990102MATE5T0A0D", "2", "示例公司", "C-17")
    assert isinstance(found, Landing)
    assert found.told is not None
    assert key(found) == "Company:mybank/C-17"
    assert key(one(STATED, "91990102MATE5T0A0D", "2", "示例公司")) == "CHECK_DIGIT"
    assert key(one(company, "990102198506150018", "1", "某甲", "P-17")) == "CHECK_DIGIT"


async def test_rows_with_a_party_apart_land_are_told_and_spare_what_they_may_mean(
    store: Graph, options: Options, tmp_path: Path
) -> None:
    def write(name: str, id: str) -> Path:
        line = {"caseNumber": "（2026）示0102执9511号", "kind": "INITIAL", "status": "OPEN", "claimAmount": "1.00",
                "filedAt": "2026-03-01", "court": "示0102",
                "debtors": [who(citizen(1), "某甲"), who(id, "某乙")], "creditors": []}  # fmt: skip
        path = tmp_path / name
        path.write_text(json.dumps(line, ensure_ascii=False) + "\n" * int(name[12]), encoding="utf-8")
        return path

    complete = replace(options, complete=True, retire_anyway=True)
    await load(store, "court", [write("court_cases_1.jsonl", citizen(2))], complete)
    [report] = await load(store, "court", [write("court_cases_2.jsonl", citizen(2)[:-1])], complete)

    assert (report.landed, report.quarantined, report.apart, report.retired) == (1, 0, 1, 0)
    assert await quarantine(store, report.batch) == []
    [told] = await apart(store, report.batch)
    assert (told["line"], [p["column"] for p in told["problems"]]) == (1, ["debtors[1].id"])
    rows = await store.ask(
        "MATCH (p:Person)-[r:DEBTOR_IN]->() WHERE r.until IS NULL RETURN p.name AS name, p.citizenId AS id",
        {},
        operation="test",
    )
    # A mistyped digit ends nobody's case: both stand until a clean file comes.
    assert {(r["name"], r["id"]) for r in rows} == {("某甲", citizen(1)), ("某乙", citizen(2)), ("某乙", None)}

    [report] = await load(store, "court", [write("court_cases_3.jsonl", citizen(2))], complete)
    assert report.retired > 0
    rows = await store.ask(
        "MATCH (p:Person)-[r:DEBTOR_IN]->() WHERE r.until IS NULL RETURN p.citizenId AS id", {}, operation="test"
    )
    assert {r["id"] for r in rows} == {citizen(1), citizen(2)}
