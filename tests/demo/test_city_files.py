"""Each file is written as its agency sends it, and read back it holds the rows truth.json counts."""

import re
import zipfile
from datetime import datetime

import pytest
from support.city_files import City


def test_rows_are_counted_right(village: City, stem: str) -> None:
    file = next(village.folder.glob(f"{stem}.*")).name
    lines = list(village.lines(stem))

    assert len(lines) == village.truth["files"][file]["rows"]
    assert set(village.dirty_lines(stem)) <= {line for line, _ in lines}


@pytest.mark.parametrize("stem", ["police_residents", "police_kinship"])
def test_police_files_are_gb18030_and_nothing_else(village: City, stem: str) -> None:
    raw = (village.folder / f"{stem}.csv").read_bytes()

    assert "公民身份号码" in raw.decode("gb18030") or "本人身份号码" in raw.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")


@pytest.mark.parametrize("stem", ["traffic_vehicles", "traffic_transfers", "traffic_drivers"])
def test_traffic_files_start_with_a_byte_order_mark(village: City, stem: str) -> None:
    raw = (village.folder / f"{stem}.csv").read_bytes()

    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n")


@pytest.mark.parametrize("stem", ["registry_units", "telecom_calls"])
def test_other_csv_files_have_no_byte_order_mark(village: City, stem: str) -> None:
    raw = (village.folder / f"{stem}.csv").read_bytes()

    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" not in raw


def test_housing_fund_money_is_text_with_commas_and_deposits_are_numbers(village: City) -> None:
    rows = list(village.clean("housing_fund_accounts"))

    assert rows[0][:3] == ["GJJ-9901-000098", "990102198506150019", "陈立诚"]
    assert rows[0][5] == "98,400.00"
    assert all(isinstance(row[7], (int, float)) for row in rows)
    assert all(re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})*\.[0-9]{2}", row[5]) for row in rows)


def test_marriage_days_are_real_date_cells(village: City) -> None:
    rows = list(village.clean("civil_marriages"))

    assert all(isinstance(row[5], datetime) for row in rows)
    assert any(row[6] for row in rows)


def test_workbooks_hold_no_time_of_writing(village: City) -> None:
    for path in village.folder.glob("*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert not any("docProps" in entry.filename for entry in archive.infolist())
