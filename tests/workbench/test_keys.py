"""Everything by keyboard: the search, the dialogs and the drawing; and the focus is never lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, Route, expect
from support.graph_page import GraphView
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import ENGLISH

JUDGE, CHEN, CAR = "示0102-A-017", "陈立诚", "测A66218"
Open = Callable[..., Awaitable[Desk]]


async def is_seen(focused: Locator) -> None:
    """The element that has the focus shows it."""
    await expect(focused).to_be_focused()
    outline = (
        "(e) => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; }"
    )
    shadow = "(e) => getComputedStyle(e.closest('.ant-input-affix-wrapper') ?? e).boxShadow !== 'none'"
    assert await focused.evaluate(outline) or await focused.evaluate(shadow)


async def test_the_search_by_keys(desk: Open) -> None:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.choose_basis(ENGLISH.inquiry, ENGLISH.use)
    box = page.page.get_by_role("combobox", name=ENGLISH.search)
    offered = await page.search("chen")
    await expect(offered.first).to_be_visible(timeout=PATIENCE)
    await is_seen(box)
    for at, key in ((0, "ArrowDown"), (1, "ArrowDown"), (0, "ArrowUp")):
        await page.page.keyboard.press(key)
        chosen = offered.nth(at)
        await expect(chosen).to_have_attribute("aria-selected", "true")
        await expect(box).to_have_attribute("aria-activedescendant", await chosen.get_attribute("id") or "")
    await page.page.keyboard.press("Escape")
    await expect(page.page.get_by_role("listbox")).to_be_hidden()
    await expect(box).to_be_focused()
    await page.page.keyboard.press("ArrowDown")
    await expect(offered.first).to_be_visible()
    await page.page.keyboard.press("ArrowDown")
    await page.page.keyboard.press("Enter")
    await expect(page.facts).to_be_visible(timeout=PATIENCE)
    # In a form a slash is a slash.
    await page.main.get_by_role("button", name=ENGLISH.flag_this, exact=True).click()
    statement = page.page.get_by_role("dialog").get_by_label(ENGLISH.statement, exact=True)
    await statement.press_sequentially("1/2")
    await expect(statement).to_have_value("1/2")
    await expect(statement).to_be_focused()


async def test_keys_pressed_early_mean_what_was_typed_last(desk: Open) -> None:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.choose_basis(ENGLISH.inquiry, ENGLISH.use)
    offered = await page.search(CHEN)
    await expect(offered.first).to_contain_text(CHEN, timeout=PATIENCE)
    pressed, asked = asyncio.Event(), asyncio.Event()

    async def slowly(route: Route) -> None:
        asked.set()
        await pressed.wait()
        await route.continue_()

    await page.page.route("**/graphql", slowly)
    await page.page.get_by_role("combobox", name=ENGLISH.search).fill(CAR)
    await asked.wait()
    await expect(offered.first).to_contain_text(CHEN)
    await page.page.keyboard.press("ArrowDown")
    await page.page.keyboard.press("Enter")
    pressed.set()
    # Nobody's file is opened by mistake: it is read, and stands in the audit log.
    await expect(page.page.get_by_role("heading", name=CAR)).to_be_visible(timeout=PATIENCE)
    await page.page.unroute("**/graphql")


async def test_dialogs_give_the_focus_back(desk: Open) -> None:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.choose_basis(ENGLISH.inquiry, ENGLISH.use)
    await page.find("chenlicheng")
    openers = (
        page.header.get_by_title(ENGLISH.change_basis),
        page.main.get_by_role("button", name=ENGLISH.flag_this, exact=True),
        page.main.get_by_role("button", name=ENGLISH.question),
    )
    for opener in openers:
        await opener.focus()
        await page.page.keyboard.press("Enter")
        dialog = page.page.get_by_role("dialog")
        await expect(dialog).to_be_visible()
        await page.page.wait_for_function("document.activeElement?.closest('.ant-modal-root, .ant-drawer') !== null")
        await page.page.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
        await is_seen(opener)


async def test_the_first_stop_skips_to_the_content(desk: Open) -> None:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.page.reload()
    await expect(page.header).to_be_visible(timeout=PATIENCE)
    await page.page.keyboard.press("Tab")
    skip = page.page.get_by_role("link", name="Skip to the content")
    await is_seen(skip)
    await page.page.keyboard.press("Enter")
    await expect(page.main).to_be_focused()


async def test_the_drawing_by_keys(desk: Open) -> None:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.choose_basis(ENGLISH.inquiry, ENGLISH.use)
    await page.find(CAR)
    await page.main.get_by_role("button", name=ENGLISH.show_in_graph, exact=True).click()
    graph = GraphView(page, ENGLISH)
    await graph.show(ENGLISH.both)
    await graph.expand(CAR, ENGLISH.drivers, 2)
    await graph.nothing_chosen()
    keys, tables = page.page.keyboard, page.page.locator(".chart-tables")
    chosen = tables.get_by_role("checkbox", checked=True)
    rows = tables.get_by_role("tabpanel", name=ENGLISH.entities).locator("tbody tr[data-row-key]")
    await page.main.get_by_role("button", name=ENGLISH.keys, exact=True).focus()
    while await page.page.evaluate("document.activeElement.closest('[role=toolbar]') !== null"):
        await keys.press("Tab")
    await is_seen(graph.drawing)
    await expect(graph.side).to_contain_text("Nothing is selected")

    await keys.press("n")
    await expect(graph.side.get_by_role("link", name=CAR)).to_be_visible()
    await keys.press("p")
    await expect(rows.filter(has_text=CAR)).to_contain_text("pinned")
    await keys.press("Control+z")
    await expect(rows.filter(has_text=CAR)).not_to_contain_text("pinned")
    await keys.press("n")
    await expect(graph.side.get_by_role("link", name=CAR)).to_have_count(0)
    await keys.press("b")
    await expect(graph.side.get_by_role("link", name=CAR)).to_be_visible()
    await keys.press("h")
    await graph.count(ENGLISH.entities, 2)
    await keys.press("Control+z")
    await graph.count(ENGLISH.entities, 3)
    await keys.press("Control+y")
    await graph.count(ENGLISH.entities, 2)
    await keys.press("Control+z")
    await keys.press("Control+a")
    await keys.press("g")
    await expect(rows.filter(has_text="Group 1")).to_have_count(3)
    await keys.press("u")
    await expect(rows.filter(has_text="Group 1")).to_have_count(0)
    await keys.press("Escape")
    await expect(chosen).to_have_count(0)
    await expect(graph.side).to_contain_text("Nothing is selected")
    # The view moves and nothing on it is lost.
    before = await graph.drawing.screenshot()
    for key in ("ArrowLeft", "ArrowDown", "+"):
        await keys.press(key)
    assert await graph.drawing.screenshot() != before
    await keys.press("0")
    await graph.is_painted()
    await keys.press("n")
    await keys.press("Delete")
    await graph.count(ENGLISH.entities, 2)
    await expect(graph.drawing).to_be_focused()
