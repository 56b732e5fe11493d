"""Two tabs of a browser share one session: none shows one officer and acts as another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from playwright.async_api import expect
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import ENGLISH

JUDGE, JUDGES_NAME, CHEN = "示0102-A-017", "孙德厚", "陈立诚"
TRAFFIC, POLICEMAN = "9901JG-122045", "雷启航"
Open = Callable[..., Awaitable[Desk]]


async def test_signing_out_and_in_is_seen_in_all_tabs(desk: Open) -> None:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.choose_basis(ENGLISH.inquiry, ENGLISH.use)
    await page.find("chenlicheng")
    other = await page.another_tab()
    await other.sign_out(JUDGES_NAME, ENGLISH)
    await expect(page.main.get_by_role("button", name=TRAFFIC)).to_be_visible(timeout=PATIENCE)
    await expect(page.page.locator("body")).not_to_contain_text(CHEN)
    await other.sign_in(TRAFFIC)
    await expect(page.header).to_contain_text(POLICEMAN, timeout=PATIENCE)
