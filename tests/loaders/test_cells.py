"""What spreadsheets do to cells, and what titles and damaged bytes do to files: the right value, or a problem."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.intake import citizen

from loaders.declare import (
    Csv,
    Feed,
    JsonLines,
    Node,
    Party,
    Source,
    Tie,
    Xlsx,
    codes,
    exact,
    one_of,
    percent,
    required,
    yuan,
)
from loaders.mapping.rows import Mapper
from loaders.mapping.stated import Landing, LinkOp, Rejected
from loaders.reading.base import FileReader
from loaders.reading.readers import reader_for
from loaders.reading.rounded_numbers import Rounded
from schema.errors import DeclarationError, HeaderMismatch, IntakeError, SourceUnreadable
from schema.model import MODEL
from schema.values import Realm

UNIT = Node("unit", "RealEstate", {"unitNo": required("unit")})
SHARES = (UNIT, Party("owner", "id", {"name": "name"}), Tie("OWNS", "owner", "unit", {"share": percent("share")}))
CUSTOMER = Node("person", "Person", {"name": "name"}, own="no")


def mapped(path: Path, feed: Feed) -> list[Landing | Rejected]:
    """What the rows of a file say, as a load would have it."""
    found: FileReader = reader_for(path, feed)
    facts = found.check()
    mapper = Mapper(Source("bank", "x", "Bank", "银行", "BANK", (feed,)), feed, MODEL, Realm.FICTIONAL, facts.header)
    return [mapper(row) for row in found.rows()]  # type: ignore[misc]


def codes_of(found: list[Any]) -> list[str]:
    """The code of each row's first problem; 'landed' where it has none."""
    return [each.problems[0].code if isinstance(each, Rejected) else "landed" for each in found]


def book(folder: Path, rows: list[list[Any]], formats: dict[str, str] | None = None) -> Path:
    """A workbook; `formats` are number formats by cell."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for cell, form in (formats or {}).items():
        made.active[cell].number_format = form
    path = folder / "x.xlsx"
    made.save(path)
    return path


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A CSV file."""
    path = folder / "x.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_a_cell_shown_as_a_percentage_holds_a_fraction(tmp_path: Path) -> None:
    shares: list[tuple[Any, str, float]] = [
        (0.5, "0%", 0.5), (0.25, "0.00%", 0.25), (1, "0%", 1.0), (0.3, "0.0%;[Red]-0.0%", 0.3),
        (35, "General", 0.35), ("35%", "General", 0.35), ("35 ％", "@", 0.35), (0.5, "General", 0.005),
        (35, '0"%"', 0.35), (35, "0\\%", 0.35), (57.699999999999996, "General", 0.577),
        (0.5, "# ?/?", 0.5), (0.25, "# ??/??", 0.25), (0.125, "0/8", 0.125),
    ]  # fmt: skip
    rows = [["unit", "id", "name", "share"], *(["U1", citizen(n), "居民", s[0]] for n, s in enumerate(shares))]
    path = book(tmp_path, rows, {f"D{n}": s[1] for n, s in enumerate(shares, 2)})

    found = mapped(path, Feed("shares", "*", Xlsx(), SHARES))

    links = [op for each in found if not isinstance(each, Rejected) for op in each.ops if isinstance(op, LinkOp)]
    assert [op.values["share"] for op in links] == [s[2] for s in shares]


@pytest.mark.parametrize(
    "error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "########", "Err:508"]
)
def test_an_error_of_the_spreadsheet_is_no_value(tmp_path: Path, error: str) -> None:
    node = Node("p", "Person", {"citizenId": required("id"), "name": "name", "formerName": "former"})
    feed = Feed("people", "*", Xlsx(), (node,))
    rows = [["id", "name", "former", "other"], [citizen(1), error, None, None], [citizen(2), "居民", None, error]]

    assert codes_of(mapped(book(tmp_path, rows), feed)) == ["ERROR_CELL", "landed"]
    text = f"id,name,former\n{citizen(1)},居民,{error}\n"
    assert codes_of(mapped(table(tmp_path, text), replace(feed, format=Csv()))) == ["ERROR_CELL"]
    told = replace(feed, format=Csv(), empty=(error,))
    assert codes_of(mapped(table(tmp_path, text), told)) == ["landed"]


@pytest.mark.parametrize(
    "word", ["NULL", "null", "None", "NaN", "nan", "<NA>", "\\N", "N/A", "n/a", "undefined", "<null>", "[NULL]"]
)
def test_a_word_of_programs_for_no_value_names_nobody(tmp_path: Path, word: str) -> None:
    feed = Feed("people", "*", Csv(), (Node("p", "Person", {"citizenId": required("id"), "name": "name"}),))
    text = f"id,name\n{citizen(1)},{word}\n{citizen(2)},居民{word}\n"

    assert codes_of(mapped(table(tmp_path, text), feed)) == ["NO_VALUE", "landed"]
    assert codes_of(mapped(table(tmp_path, text), replace(feed, empty=(word,)))) == ["landed", "landed"]
    coded = Node(
        "p", "Person", {"citizenId": required("id"), "sex": codes("name", {word: "MALE", f"居民{word}": "MALE"})}
    )
    assert codes_of(mapped(table(tmp_path, text), replace(feed, records=(coded,)))) == ["landed", "landed"]


def test_a_formula_that_was_never_computed_is_told(tmp_path: Path) -> None:
    account = {"accountNo": required("no"), "balance": yuan("balance")}
    feed = Feed("accounts", "*", Xlsx(), (Node("a", "BankAccount", account, when=one_of("kind", "1")),))
    rows = [["no", "balance", "kind"], ["A-17", "=50+50.5", 1], ["A-18", 1, "=1"], ["A-19", 2.5, "1"], ["A-20", 3, 1.0]]

    assert codes_of(mapped(book(tmp_path, rows), feed)) == ["FORMULA", "FORMULA", "landed", "landed"]


def test_numbers_that_software_keeps_as_floats_are_the_same_numbers(tmp_path: Path) -> None:
    node = Node("p", "Person", {"name": "name", "sex": codes("sex", {"1": "MALE", "2": "FEMALE"})}, own="no")
    feed = Feed("people", "*", Csv(), (node,))
    text = 'no,name,sex\n77001,甲,1\n77001.0,甲,1.0\n\'77001,甲,２\n"=""77001""",甲, 1\n`77001,甲,1\n'

    found = mapped(table(tmp_path, text), feed)

    assert [each.ops[0].key for each in found if isinstance(each, Landing)] == ["Person:bank/77001"] * 5


def test_a_guarded_cell_may_hold_nothing(tmp_path: Path) -> None:
    account = Node("a", "BankAccount", {"accountNo": required("no"), "openedAt": "opened"})
    holder = Node("p", "Person", {"citizenId": "id", "name": "name"}, when="id")
    feed = Feed("accounts", "*", Csv(), (account, holder), empty=("无",))
    text = 'no,opened,id,name\nA-17,"=""""","=""""",甲\nA-18,="无",="无",乙\n="A-19",="2026-01-02",无,丙\n'

    found = mapped(table(tmp_path, text), feed)

    assert codes_of(found) == ["landed"] * 3
    assert [len(each.ops) for each in found if not isinstance(each, Rejected)] == [1, 1, 1]


@pytest.mark.parametrize("number", ["1.00001E+19", "1.00001e+19", "9.9E17", "1E+20"])
def test_scientific_notation_names_nobody(tmp_path: Path, number: str) -> None:
    listed = {"entryNo": required("no"), "titleNumber": "title"}
    records: list[Node] = [
        CUSTOMER,
        Node("u", "RealEstate", {"unitNo": "no"}),
        Node("d", "Document", {"documentNo": "no"}),
        Node("e", "DishonestyEntry", {"entryNo": listed["entryNo"]}),
        Node("a", "BankAccount", {"accountNo": "no"}),
    ]
    for record in records:
        found = mapped(table(tmp_path, f"no,name\n{number},甲\n"), Feed("x", "*", Csv(), (record,)))
        assert codes_of(found) == ["SCIENTIFIC"], record


@pytest.mark.parametrize(
    ("ids", "stops"),
    [
        ([f"9901021985061{n:02}000" for n in range(10, 12)], True),
        (["10000100000000000000"] * 3, True),
        (["1000010000000000"], False),
        ([f"10000100000000{n}0" for n in range(5)], True),
        ([f"10000100000000{n}0" for n in range(4)], False),
        ([f"10000100000000{n}0" for n in range(5)] + ["1000010000000012"], False),
        (["990102198506110000"] * 9, False),
        (["990102198506110000", "990102198506150019"], False),
        ([f"9901021985{n:05}000" for n in range(5)] + [f"99010219850{n:04}019" for n in range(90)], True),
        (["77000", "12000", "770000000000000"], False),
    ],
)
def test_a_column_of_rounded_numbers_stops_its_file(tmp_path: Path, ids: list[str], stops: bool) -> None:
    feed = Feed("customers", "*", Csv(), (CUSTOMER,))
    path = table(tmp_path, "no,name\n" + "".join(f"{n},甲\n" for n in ids))
    objects = tmp_path / "x.jsonl"
    objects.write_text("\n".join(f'{{"all": [{{"no": {n}, "name": "甲"}}]}}' for n in ids))
    nested = Feed("customers", "*", JsonLines(), (replace(CUSTOMER, each="all"),))
    sheet = book(tmp_path, [["no", "name"], *([int(n) if stops else n, "甲"] for n in ids)])

    for file, each in ((path, feed), (objects, nested), (sheet, replace(feed, format=Xlsx()))):
        if stops:
            with pytest.raises(IntakeError, match="column 'no' end in zeros after 15 digits") as caught:
                reader_for(file, each).check()
            assert "exact('no')" in str(caught.value)
        else:
            reader_for(file, each).check()
    reader_for(path, Feed("customers", "*", Csv(), (replace(CUSTOMER, own=exact("no")),))).check()


@given(numbers=st.lists(st.integers(10**17, 10**18 - 1).filter(lambda n: n % 1000), max_size=300))
def test_honest_numbers_stop_nothing(numbers: list[int]) -> None:
    count = Rounded("no")
    for number in numbers:
        count.see(str(number))
    assert not count.was_rounded()


def test_what_holds_nothing_is_no_row_and_costs_none(tmp_path: Path) -> None:
    rows = [["no", "name"], ["1", "甲"], [" ", "　"], ["", ""], ["2", "乙"]]
    feed = Feed("customers", "*", Csv(), (CUSTOMER,))
    # Exports end rows with separators for columns that have no name, and files with rows of nothing.
    path = table(tmp_path, "no,name\n1,甲,,\n,\n , 　,\n2,乙\n,,\n3,丙,x\n")

    assert codes_of(mapped(path, feed)) == ["landed", "landed", "CELLS"]
    assert reader_for(path, feed).check().total == 3
    sheet = replace(feed, format=Xlsx())
    assert codes_of(mapped(book(tmp_path, rows), sheet)) == ["landed", "landed"]
    assert reader_for(tmp_path / "x.xlsx", sheet).check().total == 2


def test_columns_that_the_feed_does_not_read_may_have_one_name(tmp_path: Path) -> None:
    feed = Feed("customers", "*", Csv(), (CUSTOMER,))

    assert codes_of(mapped(table(tmp_path, "no,备注,name,备注\n1,a,甲,b\n"), feed)) == ["landed"]
    with pytest.raises(HeaderMismatch, match="two columns named name"):
        reader_for(table(tmp_path, "no,name,name\n1,甲,乙\n"), feed).check()


def test_a_number_is_read_with_the_zeros_that_its_cell_shows(tmp_path: Path) -> None:
    feed = Feed("customers", "*", Xlsx(), (CUSTOMER,))
    rows = [["no", "name"], [77, "甲"], [77, "乙"], [1234567, "丙"]]
    found = mapped(book(tmp_path, rows, {"A2": "000000", "A4": "000000"}), feed)

    assert [each.ops[0].key for each in found if isinstance(each, Landing)] == [
        f"Person:bank/{own}" for own in ("000077", "77", "1234567")
    ]


def test_a_title_above_the_header_is_declared_and_hinted_at(tmp_path: Path) -> None:
    feed = Feed("customers", "*", Csv(encoding="gb18030"), (CUSTOMER,))
    text = f"某某银行客户明细表,,\n\nno,name,tel\n88121,杉一,\n合计：1户,,{citizen(1)}\n"
    path = table(tmp_path, text, "gb18030")
    with pytest.raises(HeaderMismatch, match="Line 3 names the columns: write header=3 in feed customers"):
        reader_for(path, feed).check()
    sheet = book(tmp_path, [["某某银行客户明细表"], [], ["no", "name"], [88121, "杉一"]])
    with pytest.raises(HeaderMismatch, match="header=3"):
        reader_for(sheet, replace(feed, format=Xlsx())).check()

    declared = Feed(
        "customers",
        "*",
        Csv(encoding="gb18030"),
        (Node("p", "Person", {"name": required("name")}, own="no"),),
        header=3,
    )
    assert codes_of(mapped(path, declared)) == ["landed", "TOTAL"]
    assert codes_of(mapped(sheet, replace(declared, format=Xlsx()))) == ["landed"]
    assert reader_for(path, declared).check().total == 2
    with pytest.raises(DeclarationError, match="JSON lines have no header"):
        Feed("customers", "*", JsonLines(), (CUSTOMER,), header=2)


def test_a_damaged_character_costs_its_row(tmp_path: Path) -> None:
    feed = Feed("customers", "*", Csv(encoding="gb18030"), (CUSTOMER,))
    path = tmp_path / "x.csv"
    rows = ["no,name,备注", "1,蔗一一,", "2,蔗二二,", "3,蔗三三,好"]
    content = "\n".join(rows).encode("gb18030")
    half = "蔗二二".encode("gb18030")
    path.write_bytes(content.replace(half, half[:-1]))

    found = mapped(path, feed)

    assert codes_of(found) == ["landed", "ENCODING", "landed"]
    assert [(p.column, p.code) for p in found[1].problems] == [("name", "ENCODING")]  # type: ignore[union-attr]
    assert found[1].line == 3  # type: ignore[union-attr]
    path.write_bytes(content.replace("好".encode("gb18030"), b"\xba"))
    assert codes_of(mapped(path, feed)) == ["landed"] * 3


def test_a_file_in_another_encoding_stops_wherever_its_text_stands(tmp_path: Path) -> None:
    feed = Feed("customers", "*", Csv(), (CUSTOMER,))
    text = "no,name\n" + "".join(f"{n},plain\n" for n in range(50)) + "51,蔗二二\n52,蔗三三\n"

    with pytest.raises(SourceUnreadable, match="first wrong byte near record 51") as caught:
        reader_for(table(tmp_path, text, "gb18030"), feed).check()

    assert "looks like GB18030" in str(caught.value)


def test_utf8_is_never_read_as_other_chinese(tmp_path: Path) -> None:
    feed = Feed("customers", "*", Csv(encoding="gb18030"), (CUSTOMER,))
    text = "no,name\n" + "".join(f"{n},plain\n" for n in range(50)) + "51,蔗二二\n"

    with pytest.raises(SourceUnreadable, match="looks like UTF-8, and the feed declares GB18030"):
        reader_for(table(tmp_path, text), feed).check()
    assert reader_for(table(tmp_path, text, "gb18030"), feed).check().total == 51
    assert reader_for(table(tmp_path, "no,name\n1,plain\n"), feed).check().total == 1


def test_a_json_line_that_is_no_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes('{"no": "1", "name": "甲"}\n'.encode() * 2 + b'{"no": "2", "name": "\xe8\x94"}\n')

    assert codes_of(mapped(path, Feed("x", "*", JsonLines(), (CUSTOMER,)))) == ["landed", "landed", "ENCODING"]
