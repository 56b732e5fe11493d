"""The purposes that do not look into the graph: each leads to its page, and each page is looked at as all are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable

from playwright.async_api import expect
from support.page_checks import Looks
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import BOTH, Words

SCREENER, AUDITOR, ADMINISTRATOR = "WMB-0003", "示01-X-003", "示01-X-001"
#: On the list of the invented city, not on it, with a wrong last digit, two numbers on one line.
LISTED, WRONG = "990103198207090059", "990102198506150018"
LINES = f"吴明远 {LISTED}\n91990101MATE5T0B9T\n{WRONG}\n{LISTED} {LISTED}\n吴鸣远 1982-07-09"
TABLE = f"姓名,证件号码,备注\r\n吴明远,{LISTED},客户\r\n,91990101MATE5T0B9T,\r\n"
Open = Callable[..., Awaitable[Desk]]


@BOTH
async def test_a_list_is_screened_and_taken_along(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    looks = Looks(page, words.code)
    await page.sign_in(SCREENER)
    await page.choose_basis(words.listing, words.use)
    # The purpose says where it leads, and there is nothing to search.
    await expect(page.main.get_by_role("link", name=words.listing)).to_be_visible(timeout=PATIENCE)
    await expect(page.page.get_by_role("search")).to_have_count(0)
    found = await looks.at("purpose-screening")
    await page.main.get_by_role("link", name=words.listing).click()

    await page.main.locator("input[type=file]").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": TABLE.encode("gb18030")}
    )
    await expect(page.main.locator(".columns")).to_contain_text("list.csv", timeout=PATIENCE)
    await expect(page.main.get_by_role("button", name=words.check.format(2), exact=True)).to_be_enabled()
    found += await looks.at("screening-file")

    await page.main.get_by_label(words.listed_lines).fill(LINES)
    rows = page.main.locator(".ant-table-row")
    await expect(rows).to_have_count(5)
    await page.main.get_by_role("button", name=words.check.format(4), exact=True).click()
    await expect(rows.first).to_contain_text(words.hit, timeout=PATIENCE)
    found += await looks.at("screening-results")
    await page.main.get_by_role("button", name=re.compile(rf"^{words.unread}")).click()
    await expect(rows).to_have_count(1)

    # Whichever rows are shown, all are taken along.
    _, content = await page.download(page.main.get_by_role("button", name=words.export), words.csv)
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert [line[4] for line in lines[1:4]][0::2] == [words.hit, words.invalid]
    assert lines[4][4] == words.unread
    assert any(line[:1] == [words.receipt] for line in lines)
    assert LISTED not in page.page.url
    assert LISTED not in await page.stored()
    assert found == []


@BOTH
async def test_an_auditor_reads_a_record_and_checks_its_proof(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    looks = Looks(page, words.code)
    await page.sign_in(AUDITOR)
    await page.choose_basis(words.audit, words.use)
    await expect(page.main.get_by_role("link", name=words.audit)).to_be_visible(timeout=PATIENCE)
    await page.header.get_by_role("link", name=words.audit, exact=True).click()
    rows = page.main.locator("tbody tr[data-row-key]")
    await expect(rows.first).to_be_visible(timeout=PATIENCE)
    await expect(rows.first).to_contain_text("示01-X-003")
    found = await looks.at("audit")
    await rows.first.get_by_role("button", name=words.proof).click()
    drawer = page.page.get_by_role("dialog")
    await expect(drawer).to_contain_text(words.proven, timeout=PATIENCE)
    found += await looks.at("audit-record")
    await page.page.keyboard.press("Escape")
    # What closes takes the focus back, and shuts what is opened meanwhile.
    await expect(drawer).to_be_hidden(timeout=PATIENCE)

    await page.main.get_by_label(words.outcome, exact=True).click()
    await page.take_option(words.refused)
    await page.main.get_by_role("button", name=words.find, exact=True).click()
    await expect(rows.filter(has_not_text=words.refused)).to_have_count(0, timeout=PATIENCE)
    assert found == []


@BOTH
async def test_what_has_no_page_yet_says_where_it_is_asked(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    looks = Looks(page, words.code)
    await page.sign_in(ADMINISTRATOR)
    await page.choose_basis({"en": "Registration", "zh": "登记管理"}[words.code], words.use)
    await expect(page.main.get_by_role("button", name=words.ask_elsewhere)).to_be_visible(timeout=PATIENCE)
    found = await looks.at("purpose-registration")
    assert "hub purpose" not in await page.main.inner_text()
    # Nothing else is offered, and the address of another page says the same.
    await expect(page.header.get_by_role("navigation")).to_have_count(0)
    await page.page.evaluate("history.pushState({}, '', '/flags'); dispatchEvent(new PopStateEvent('popstate'))")
    await expect(page.main.get_by_role("button", name=words.ask_elsewhere)).to_be_visible(timeout=PATIENCE)
    assert found == []
