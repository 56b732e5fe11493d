"""What is taken along is opened and read: the same rows, as little as was shown, who took it, when, what proves it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from xml.etree import ElementTree

import openpyxl
import pytest
from playwright.async_api import expect
from support.graph_page import PAINTED, GraphView
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import BOTH, ENGLISH, Words

from loaders.sources import sources

JUDGE, NAME = "示0102-A-017", "孙德厚"
CHEN, CAR, COUSIN, MASKED = "陈立诚", "测A66218", "陈立言", "陈**"
RECEIPT = re.compile(r"hub-\w+ \d+ \d{4}-\d\d-\d\dT[\d:.]+Z")
#: An agency and its register, in either language.
REGISTER = re.compile(f"(?:{'|'.join(re.escape(name) for each in sources() for name in (each.name, each.zh))}) · ")
SVG = "{http://www.w3.org/2000/svg}"
Open = Callable[..., Awaitable[Desk]]
# What wrote it names no style, which spreadsheets do not ask for.
pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")


def rows_of(content: bytes) -> tuple[list[list[str]], dict[str, list[str]]]:
    """The table of a CSV file with its head, and its marks by name."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    blank = lines.index([])
    marks: dict[str, list[str]] = {}
    for name, value in lines[blank + 1 :]:
        marks.setdefault(name, []).append(value)
    return lines[:blank], marks


@BOTH
async def test_a_table_is_taken_along_as_it_is_shown(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    await page.sign_in(JUDGE)
    await page.choose_basis(words.inquiry, words.use)
    await page.find(CAR)
    shown = await (await page.links_of(words.drivers)).all_inner_texts()
    button = page.main.locator(".table-foot").get_by_role("button", name=words.export)
    name, content = await page.download(button, words.csv)
    (head, *rows), marks = rows_of(content)
    book_name, book = await page.download(button, words.xlsx)
    sheets = openpyxl.load_workbook(io.BytesIO(book))
    table, marked = sheets.worksheets
    cells = [["" if each is None else str(each) for each in row] for row in table.iter_rows(values_only=True)]

    assert re.fullmatch(r"linkage-drivers-\d{4}-\d\d-\d\dT\d{6}\.csv", name)
    assert book_name.endswith(".xlsx")
    # As many as are on the page, the same people, and the times each drove it.
    assert sorted((row[1], row[2]) for row in rows) == [(MASKED, "3"), (CHEN, "212")]
    assert all(any(row[1] in line and row[2] in line for line in shown) for row in rows)
    assert cells == [head, *rows]
    assert COUSIN not in content.decode()
    assert COUSIN not in str(cells)
    # Who, when, on which basis, proven by which receipts; the spreadsheet says the same.
    assert marks[words.officer] == [f"{NAME} {JUDGE}"]
    assert all(RECEIPT.fullmatch(each) for each in marks[words.receipt])
    assert marks[words.receipt]
    times = [value for values in marks.values() for value in values if re.fullmatch(r"[\dT:.-]+Z", value)]
    assert [datetime.fromisoformat(each).tzinfo is not None for each in times] == [True]
    assert any("CASE_INQUIRY · （2026）示0102执1203号" in value for values in marks.values() for value in values)
    assert any("Person.label" in value for values in marks.values() for value in values)
    told = {str(row[0].value): str(row[1].value) for row in marked.iter_rows()}
    assert told[words.officer] == f"{NAME} {JUDGE}"
    assert RECEIPT.fullmatch(told[words.receipt])


@BOTH
async def test_what_is_missing_is_said_where_it_is_missing(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    await page.sign_in(JUDGE)
    await page.choose_basis(words.demonstration, words.use)
    await page.find("澜川市东屿区人民法院")
    rows = await page.links_of(words.cases_of_court)
    button = page.main.locator(".table-foot").get_by_role("button", name=words.export)
    _, part = await page.download(button, words.csv)
    more = page.main.locator(".table-foot").get_by_role("button", name=words.more)
    while await more.count() > 0:
        before = await rows.count()
        await more.click()
        await expect(rows.nth(before)).to_be_visible(timeout=PATIENCE)
    _, whole = await page.download(button, words.csv)
    (_, *some), told = rows_of(part)
    (_, *every), silent = rows_of(whole)

    assert len(some) < len(every) == await rows.count()
    assert re.findall(r"\d+", told[words.incomplete][0]) in (
        [str(len(some)), str(len(every))],
        [str(len(every)), str(len(some))],
    )
    assert words.incomplete not in silent

    # A drawing says what was taken off it.
    await page.find(CAR)
    await page.main.get_by_role("button", name=words.show_in_graph, exact=True).click()
    graph = GraphView(page, words)
    await graph.show(words.both)
    await graph.expand(CAR, words.drivers, 2)
    await graph.choose(CHEN)
    await graph.side.get_by_role("button", name=words.hide, exact=True).click()
    _, drawing = await page.download(
        page.main.locator(".page-head").get_by_role("button", name=words.export), words.svg
    )
    assert f"{words.incomplete}: " in " ".join(ElementTree.fromstring(drawing).itertext())  # noqa: S314 - our own page


async def test_no_spreadsheet_runs_what_somebody_wrote(desk: Open, marker: str) -> None:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.choose_basis(ENGLISH.inquiry, ENGLISH.use)
    await page.find("chenlicheng")
    await page.main.get_by_role("button", name=ENGLISH.flag_this, exact=True).click()
    formula, mention = f'=HYPERLINK("https://elsewhere.example","{marker}")', "@SUM(1+1)*cmd|' /C calc'!A0"
    await page.raise_flag(ENGLISH, formula, mention)
    await page.header.get_by_role("link", name=ENGLISH.flags, exact=True).click()
    await expect(page.main.get_by_role("region").filter(has_text=marker)).to_be_visible(timeout=PATIENCE)
    button = page.main.locator(".page-head").get_by_role("button", name=ENGLISH.export)
    _, content = await page.download(button, ENGLISH.csv)
    _, book = await page.download(button, ENGLISH.xlsx)
    (_, *rows), _ = rows_of(content)
    (mine,) = [row for row in rows if any(marker in cell for cell in row)]
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book)).worksheets[0].iter_rows() for cell in row]

    assert f"'{formula}" in mine
    assert f"'{mention}" in mine
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    # A spreadsheet knows texts as texts.
    assert {cell.data_type for cell in cells if cell.value in (formula, mention)} == {"s"}


@BOTH
async def test_a_chart_is_taken_along_with_what_it_rests_on(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    await page.sign_in(JUDGE)
    await page.choose_basis(words.inquiry, words.use)
    await page.find(CAR)
    await page.main.get_by_role("button", name=words.show_in_graph, exact=True).click()
    graph = GraphView(page, words)
    await graph.show(words.both)
    await graph.expand(CAR, words.drivers, 2)
    links = len(await graph.links())
    button = page.main.locator(".page-head").get_by_role("button", name=words.export)
    name, picture = await page.download(button, words.png)
    _, drawing = await page.download(button, words.svg)

    assert name.endswith(".png")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert await page.colours(picture) >= PAINTED

    svg = ElementTree.fromstring(drawing)  # noqa: S314 - our own page wrote it
    names = {each.tag for each in svg.iter()}
    assert names <= {
        SVG + each for each in ("svg", "style", "defs", "marker", "path", "rect", "text", "g", "circle", "title")
    }
    assert not [key for each in svg.iter() for key in each.attrib if key.startswith("on") or "href" in key]
    cited = [each.findtext(f"{SVG}title") or "" for each in svg.iter(f"{SVG}path") if each.get("fill") == "none"]
    assert len(cited) == links
    assert all(REGISTER.search(each) for each in cited)
    text = " ".join(svg.itertext())
    assert f"{NAME} {JUDGE}" in text
    assert RECEIPT.search(text)
    assert COUSIN not in text

    # On paper: each link has a number in the drawing, and a row that says who says so.
    await page.page.evaluate(
        "void (window.print = () => { window.printed = document.querySelector('.print-sheet').outerHTML; })"
    )
    await button.click()
    await page.page.get_by_role("menuitem", name=words.print).click()
    await page.page.wait_for_function("window.printed !== undefined")
    sheet = str(await page.page.evaluate("window.printed"))
    table = re.findall(r"<tr>(.*?)</tr>", sheet.split("<table>")[1])
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in table if "<td" in row]
    assert [row[0] for row in rows] == [f"[{number}]" for number in range(1, links + 1)]
    assert all(REGISTER.match(row[7]) for row in rows)
    for number in range(1, links + 1):
        assert f"%5B{number}%5D" in sheet
    assert RECEIPT.search(sheet)
    assert COUSIN not in sheet

    # What the browser prints by itself is the page that one sees.
    await page.page.emulate_media(media="print")
    await expect(page.main.get_by_role("heading").first).to_be_visible()
    await page.header.get_by_role("link", name=words.flags, exact=True).click()
    await expect(page.main.get_by_role("heading", name=words.flags, exact=True)).to_be_visible()
    await page.page.emulate_media(media="screen")
