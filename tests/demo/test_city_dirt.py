"""Clean rows hold only values the schema takes, dirty rows are one in a hundred and each is really wrong."""

from collections import Counter
from typing import Any

from support.city_files import City

from demo.city import FEEDS
from demo.city.feeds import NOMINEES, CityColumn
from schema.errors import InvalidValue
from schema.values import (
    ACCOUNT_NO,
    CASE_NUMBER,
    CITIZEN_ID,
    DATE,
    NAME,
    PHONE_NO,
    PLATE_NO,
    TEXT,
    USCC,
    VIN,
    check_digit_ok,
    fen_from_yuan,
)

BY_STEM = {feed.stem: feed for feed in (*FEEDS, NOMINEES)}
REGISTERS = {"court_agencies.jsonl", "court_officers.jsonl"}
KINDS = {
    "citizen": CITIZEN_ID,
    "uscc": USCC,
    "account": ACCOUNT_NO,
    "day": DATE,
    "plate": PLATE_NO,
    "vin": VIN,
    "phone": PHONE_NO,
    "case": CASE_NUMBER,
    "name": NAME,
    "words": TEXT,
    "text": TEXT,
}


def value_of(row: Any, stem: str, header: str) -> Any:
    if isinstance(row, list):
        return row[[column.header for column in BY_STEM[stem].columns].index(header)]
    for step in header.split("."):
        if isinstance(row, list):
            row = row[int(step)] if int(step) < len(row) else None
        else:
            row = row.get(step) if row else None
    return row


def check(column: CityColumn, value: Any) -> None:
    """Raise InvalidValue when the value is not one the column may hold."""
    if value in (None, ""):
        if column.required:
            raise TEXT.wrong("missing", "Give it.")
    elif column.sort == "party":
        (CITIZEN_ID if str(value).strip().startswith("99") else USCC).parse(value)
    elif column.sort in ("yuan", "commas"):
        if fen_from_yuan(value) < 0:
            raise TEXT.wrong("negative", "Give a positive amount.")
    elif column.sort == "number":
        if not str(value).replace(".", "").isdigit():
            raise TEXT.wrong("not a number", "Give a number.")
    elif column.sort == "code":
        if value in ("Z9", "不详"):
            raise TEXT.wrong("unknown code", "Give a known one.")
    elif column.sort in KINDS:
        KINDS[column.sort].parse(value)


def test_every_clean_row_is_valid(village: City, stem: str) -> None:
    feed = BY_STEM[stem]
    for row in village.clean(stem):
        assert not isinstance(row, str)
        if isinstance(row, list):
            assert len(row) == len(feed.columns)
        for column in feed.columns:
            value = value_of(row, stem, column.header)
            if "." in column.header and value is None:
                continue  # a case without co-debtor, a company without shareholder
            check(column, value)


def test_every_dirty_row_is_wrong_where_truth_says(village: City, stem: str) -> None:
    feed = BY_STEM[stem]
    columns = {column.header: column for column in feed.columns}
    dirty = village.dirty_lines(stem)
    for line, row in village.lines(stem):
        if line not in dirty:
            continue
        header = dirty[line]["column"]
        if header is None:
            assert isinstance(row, str) or len(row) != len(feed.columns), dirty[line]
            continue
        try:
            check(columns[header], value_of(row, stem, header))
        except InvalidValue:
            continue
        raise AssertionError(f"line {line} of {stem} is not wrong: {dirty[line]}")


def test_one_row_in_a_hundred_is_dirty_in_a_dozen_ways(village: City) -> None:
    files = village.truth["files"].values()
    kinds = Counter(each["kind"] for file in files for each in file["dirty"])
    share = sum(kinds.values()) / sum(file["rows"] for file in files)

    assert 0.007 < share < 0.014
    assert all(each["dirty"] for name, each in village.truth["files"].items() if name not in REGISTERS)
    assert len(kinds) >= 12, kinds


def test_all_vins_carry_the_right_check_digit(village: City) -> None:
    assert all(check_digit_ok(row[2]) for row in village.clean("traffic_vehicles"))


def test_registers_and_nominees_are_never_dirty() -> None:
    assert [feed.stem for feed in FEEDS if not feed.dirty] == ["court_agencies", "court_officers"]


def test_old_ids_stand_where_truth_says_and_mean_the_same_person(village: City) -> None:
    named = 0
    for feed in FEEDS:
        rows = dict(village.lines(feed.stem))
        for each in village.truth["files"][feed.file]["old_ids"]:
            written = value_of(rows[each["line"]], feed.stem, each["column"])
            assert written == each["written"]
            assert len(written) == 15
            assert CITIZEN_ID.parse(written) == each["id"]
            named += 1
    assert named > 20
