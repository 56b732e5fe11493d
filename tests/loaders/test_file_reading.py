"""Files that cannot be taken in, and rows that cannot be read: always a clear error, never a lost row."""

from __future__ import annotations

import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from support.intake import HEADER, agency, citizen, people, row

from loaders.landing.pipeline import Options, Report, load
from schema.errors import HeaderMismatch, IntakeError, SourceUnreadable


@pytest.fixture
def dry(options: Options) -> Options:
    """Nothing here needs a graph."""
    return replace(options, dry_run=True)


async def report(folder: Path, path: Path, dry: Options) -> Report:
    """The report of one file."""
    [found] = await load(None, agency(folder), [path], dry)
    return found


def sheet(folder: Path, rows: int) -> Path:
    """A workbook of residents."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    page.append(HEADER.split(","))
    for number in range(rows):
        page.append([citizen(number), f"居民{number}", None, "路1"])
    path = folder / "people.xlsx"
    book.save(path)
    return path


async def test_a_workbook_is_read(tmp_path: Path, dry: Options) -> None:
    found = await report(tmp_path, sheet(tmp_path, 5), dry)

    assert (found.total, found.landed) == (5, 5)
    assert found.ignored == ("home",)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.95, 0.999])
async def test_a_truncated_workbook(tmp_path: Path, dry: Options, share: float) -> None:
    path = sheet(tmp_path, 200)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(SourceUnreadable, match="truncated or damaged; nothing was written"):
        await report(tmp_path, path, dry)


async def test_a_workbook_with_a_damaged_part(tmp_path: Path, dry: Options) -> None:
    path = sheet(tmp_path, 200)
    with zipfile.ZipFile(path) as archive:
        part = next(i for i in archive.infolist() if "sheet" in i.filename and i.filename.endswith(".xml"))
    content = bytearray(path.read_bytes())
    content[part.header_offset + 100] ^= 0xFF
    path.write_bytes(content)

    with pytest.raises(SourceUnreadable):
        await report(tmp_path, path, dry)


async def test_what_is_no_workbook_at_all(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "people.xlsx"
    path.write_text("id,name\n")

    with pytest.raises(SourceUnreadable, match="is no Excel workbook"):
        await report(tmp_path, path, dry)


async def test_utf8_where_gb18030_is_declared(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "chinese.csv"
    path.write_text(f"身份证号,姓名\n{citizen(1)},陈立诚\n", encoding="utf-8")

    with pytest.raises(IntakeError, match="looks like UTF-8") as caught:
        await report(tmp_path, path, dry)

    assert "GB18030" in str(caught.value)


async def test_gb18030_where_utf8_is_declared(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"{HEADER}\n{citizen(1)},陈立诚,,\n", encoding="gb18030")

    with pytest.raises(SourceUnreadable, match="is not UTF-8") as caught:
        await report(tmp_path, path, dry)

    assert "looks like GB18030" in str(caught.value)


async def test_utf16(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"{HEADER}\n{citizen(1)},陈立诚,,\n", encoding="utf-16")

    with pytest.raises(IntakeError, match="UTF-16"):
        await report(tmp_path, path, dry)


@pytest.mark.slow
async def test_damaged_bytes_deep_in_a_file(tmp_path: Path, dry: Options) -> None:
    path = people(tmp_path, [row(n) for n in range(50_000)])
    with path.open("r+b") as file:
        file.seek(1_500_000)
        file.write(b"\xff\xfe\xff")

    found = await report(tmp_path, path, dry)

    # Three bytes of one row, or of the ends of two.
    assert found.total == 50_000
    assert 1 <= found.quarantined <= 2
    assert set(found.reasons) <= {"id: ENCODING", "name: ENCODING", "home: ENCODING", "row: CELLS"}


async def test_no_header(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "people.csv"
    path.write_text(row(1) + "\n" + row(2) + "\n", encoding="utf-8")

    with pytest.raises(HeaderMismatch, match="has no header"):
        await report(tmp_path, path, dry)


@pytest.mark.parametrize("content", ["", "\n", "\ufeff"])
async def test_an_empty_file(tmp_path: Path, dry: Options, content: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(HeaderMismatch, match="empty"):
        await report(tmp_path, path, dry)


async def test_duplicate_columns(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"{HEADER},name\n", encoding="utf-8")

    with pytest.raises(HeaderMismatch, match="two columns named name"):
        await report(tmp_path, path, dry)


async def test_a_missing_column(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"id,name,home\n{citizen(1)},陈立诚,\n", encoding="utf-8")

    with pytest.raises(HeaderMismatch, match="lacks the column former"):
        await report(tmp_path, path, dry)


async def test_another_separator(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "people.csv"
    path.write_text(HEADER.replace(",", ";") + "\n", encoding="utf-8")

    with pytest.raises(HeaderMismatch, match="separator seems to be ';'"):
        await report(tmp_path, path, dry)


@pytest.mark.slow
@pytest.mark.parametrize("cell", ["名" * 10_000_000, '"' + "名" * 100 + ("\n" + "x" * 99) * 100_000 + '"'])
async def test_ten_megabytes_in_one_cell(tmp_path: Path, dry: Options, cell: str) -> None:
    path = people(tmp_path, [row(1), f"{citizen(2)},{cell},,", row(3)])
    del cell

    tracemalloc.start()
    found = await report(tmp_path, path, dry)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found.landed == 2
    assert found.landed + found.quarantined == found.total
    assert peak < 40_000_000


async def test_a_cell_just_too_long_quarantines_its_row_alone(tmp_path: Path, dry: Options) -> None:
    path = people(tmp_path, [row(1), f"{citizen(2)},{'n' * 70_000},,", row(3)])

    found = await report(tmp_path, path, dry)

    assert (found.landed, found.quarantined, dict(found.reasons)) == (2, 1, {"row: TOO_LONG": 1})


async def test_ten_megabytes_in_a_json_line(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "people.jsonl"
    lines = [f'{{"id": "{citizen(n)}", "name": "{"n" * size}"}}' for n, size in ((1, 5), (2, 10_000_000), (3, 5))]
    path.write_text("\n".join(lines), encoding="utf-8")

    found = await report(tmp_path, path, dry)

    assert (found.landed, found.quarantined) == (2, 1)


async def test_a_quote_that_is_never_closed_costs_its_own_row_only(tmp_path: Path, dry: Options) -> None:
    rows = [row(n) for n in range(5_000)]
    rows[10] = f'{citizen(10)},"名,,'

    found = await report(tmp_path, people(tmp_path, rows), dry)

    assert (found.total, found.landed, dict(found.reasons)) == (5_000, 4_999, {"row: QUOTE": 1})


async def test_line_breaks_within_quotes(tmp_path: Path, dry: Options) -> None:
    path = people(tmp_path, [f'{citizen(1)},名,,"路\r\n2号"', row(2)])

    found = await report(tmp_path, path, dry)

    assert (found.total, found.landed) == (2, 2)


async def test_json_in_another_encoding(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text(f'{{"id": "{citizen(1)}", "name": "陈立诚"}}\n', encoding="gb18030")

    with pytest.raises(SourceUnreadable, match="is not UTF-8"):
        await report(tmp_path, path, dry)


async def test_a_json_file_cut_off_in_its_last_line(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text(f'{{"id": "{citizen(1)}", "name": "陈立诚"}}\n{{"id": "9901', encoding="utf-8")

    found = await report(tmp_path, path, dry)

    assert (found.landed, found.quarantined, dict(found.reasons)) == (1, 1, {"row: JSON": 1})


async def test_json_of_something_else(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text('{"a": 1}\n', encoding="utf-8")

    with pytest.raises(HeaderMismatch, match="has any of the fields"):
        await report(tmp_path, path, dry)


async def test_a_name_that_no_feed_declares(tmp_path: Path, dry: Options) -> None:
    path = tmp_path / "else.csv"
    path.write_text("x\n")

    with pytest.raises(IntakeError, match=r"people\*\.csv"):
        await report(tmp_path, path, dry)


async def test_no_such_file(tmp_path: Path, dry: Options) -> None:
    with pytest.raises(IntakeError, match=r"There is no file people\.csv"):
        await report(tmp_path, tmp_path / "people.csv", dry)


@pytest.mark.slow
async def test_memory_does_not_grow_with_the_file(tmp_path: Path, dry: Options) -> None:
    async def peak(rows: int) -> int:
        path = people(tmp_path, [row(n % 5_000, f"居民{n % 100}") for n in range(rows)])
        await report(tmp_path, path, replace(dry, chunk=500))  # what is remembered of common values
        tracemalloc.start()
        await report(tmp_path, path, replace(dry, chunk=500))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    small, large = await peak(5_000), await peak(50_000)

    assert large < small * 1.3
