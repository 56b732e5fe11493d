"""Every page, and the states that matter: nobody is kept out (WCAG 2.2 AA, by axe), and a picture of each is kept.

The pictures are in build/screenshots: both languages, light and dark, at 1280 and 1920.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from playwright.async_api import Route, expect
from support.graph_page import GraphView
from support.page_checks import Looks
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import BOTH, Words

JUDGE = "示0102-A-017"
CHEN, CHEN_ID, WU_ID, WU = "陈立诚", "990102198506150019", "990103198207090059", "吴明远"
Open = Callable[..., Awaitable[Desk]]


@BOTH
async def test_signing_in_searching_and_reading(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    looks = Looks(page, words.code)
    here = page.page
    await expect(here.locator(".officer").first).to_be_visible(timeout=PATIENCE)
    found = await looks.at("sign-in")
    await here.get_by_role("textbox").fill("zzz")
    found += await looks.at("sign-in-no-match")
    await here.get_by_role("textbox").fill("")
    await page.sign_in(JUDGE)
    found += await looks.at("start-without-basis")

    await here.locator(".basis").click()
    dialog = here.get_by_role("dialog")
    await dialog.get_by_role("combobox").first.click()
    await page.take_option(words.inquiry)
    await expect(dialog.locator(".suggestions button").first).to_be_visible(timeout=PATIENCE)
    found += await looks.at("basis")
    await dialog.get_by_role("textbox").first.fill("（2026）示0102执9999号")
    await dialog.get_by_role("textbox").last.fill("（2026）示0102执9999号之一")
    await dialog.get_by_role("button", name=words.use).click()
    await expect(dialog.get_by_role("alert")).to_be_visible(timeout=PATIENCE)
    found += await looks.at("basis-refused")
    await here.keyboard.press("Escape")
    await page.choose_basis(words.inquiry, words.use)
    found += await looks.at("start")

    await expect((await page.search("chen")).first).to_be_visible(timeout=PATIENCE)
    await here.keyboard.press("ArrowDown")
    found += await looks.at("search-hits")
    await page.search("zzzz")
    await expect(here.get_by_role("search")).to_contain_text(words.nothing_found, timeout=PATIENCE)
    found += await looks.at("search-none")
    await page.search("chen")
    await here.get_by_role("search").locator(".search-foot button").click()
    await expect(page.main.get_by_role("table")).to_be_visible(timeout=PATIENCE)
    found += await looks.at("search-page")

    await page.find("chenlicheng")
    await page.links_of(words.drives)
    found += await looks.at("entity")
    await page.main.get_by_role("tab").nth(1).click()
    await expect(page.main.locator(".happening").first).to_be_visible(timeout=PATIENCE)
    await expect(page.main.locator(".loading")).to_have_count(0, timeout=PATIENCE)
    found += await looks.at("entity-timeline")
    await page.main.get_by_role("tab").nth(2).click()
    found += await looks.at("entity-sources")
    await page.main.get_by_role("tab").first.click()
    await page.facts.get_by_role("button").first.click()
    await expect(here.locator(".reason")).to_be_visible(timeout=PATIENCE)
    found += await looks.at("entity-why")
    await here.keyboard.press("Escape")
    await page.main.get_by_role("button", name=words.question).click()
    await expect(here.get_by_role("dialog").locator(".code").first).to_be_visible(timeout=PATIENCE)
    found += await looks.at("question")
    await here.keyboard.press("Escape")
    await expect(here.get_by_role("dialog")).to_be_hidden()
    await page.header.get_by_role("button", name="孙德厚").click()
    found += await looks.at("officer")
    assert found == []


@BOTH
async def test_flags_and_what_goes_wrong(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    looks = Looks(page, words.code)
    here = page.page
    await page.sign_in(JUDGE)
    await page.choose_basis(words.inquiry, words.use)
    await page.find("chenlicheng")
    await page.main.get_by_role("button", name=words.flag_this, exact=True).click()
    form = here.get_by_role("dialog")
    await form.get_by_role("button", name=words.send).click()
    await expect(form.get_by_text(words.needed).first).to_be_visible()
    found = await looks.at("flag-form")
    await page.raise_flag(words, f"{CHEN} 常驾他人车辆", "卡口记录")
    await page.header.get_by_role("link", name=words.flags, exact=True).click()
    await expect(page.main.get_by_role("button", name=words.withdraw).first).to_be_visible(timeout=PATIENCE)
    found += await looks.at("flags")
    await page.main.get_by_role("button", name=words.withdraw).first.click()
    found += await looks.at("flag-withdrawing")
    await here.keyboard.press("Escape")

    async def unavailable(route: Route) -> None:
        code = {"code": "GRAPH_UNAVAILABLE", "hint": "Try again shortly.", "retryAfter": 30}
        await route.fulfill(json={"errors": [{"message": "The graph cannot be reached.", "extensions": code}]})

    await here.route("**/graphql", unavailable)
    await page.header.get_by_role("link", name=words.graph, exact=True).click()
    await expect(page.main.get_by_role("toolbar")).to_be_visible(timeout=PATIENCE)
    found += await looks.at("graph-empty")
    await page.header.get_by_role("link", name=words.flags, exact=True).click()
    await expect(page.main.get_by_role("alert")).to_be_visible(timeout=PATIENCE)
    found += await looks.at("hub-unavailable")
    await here.unroute("**/graphql")
    await here.evaluate("history.pushState({}, '', '/nowhere'); dispatchEvent(new PopStateEvent('popstate'))")
    await expect(page.main.get_by_role("heading", name=words.no_such_page)).to_be_visible(timeout=PATIENCE)
    found += await looks.at("no-such-page")
    await here.goto(f"{page.url}/entity/AAAAAAAAAAAAAAAAAAAAAA")
    await expect(page.main.get_by_role("heading").first).to_be_visible(timeout=PATIENCE)
    found += await looks.at("entity-missing")
    assert found == []


@BOTH
async def test_the_graph_and_its_panels(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    looks = Looks(page, words.code)
    await page.sign_in(JUDGE)
    await page.choose_basis(words.demonstration, words.use)
    await page.find(WU_ID)
    await page.main.get_by_role("button", name=words.show_in_graph, exact=True).click()
    await page.find(CHEN_ID)
    await page.main.get_by_role("button", name=words.show_in_graph, exact=True).click()
    graph = GraphView(page, words)
    await graph.show(words.both)
    await graph.count(words.entities, 2)
    await graph.expand(CHEN, words.drives, 2)
    await graph.expand(CHEN, words.relatives, 3)
    await graph.expand(CHEN, words.cases, 2)
    # What comes in is seen, however little room there is.
    await graph.all_in_sight()
    await graph.choose(CHEN)
    found = await looks.at("graph-both")
    await graph.choose(CHEN, WU)
    paths = await graph.panel(words.paths)
    await paths.get_by_role("button", name=words.find_paths).click()
    await expect(paths.get_by_role("listitem").first).to_be_visible(timeout=PATIENCE)
    found += await looks.at("graph-paths")
    await paths.locator(".ant-card-extra").get_by_role("button").first.click()
    await graph.panel(words.filters)
    day = page.main.locator(".time").get_by_label(words.as_of).first
    await day.fill("2026-10-11")
    await day.press("Enter")
    await page.page.keyboard.press("Escape")
    await graph.show(words.drawing)
    await page.main.get_by_role("button", name=words.fit, exact=True).click()
    found += await looks.at("graph-filters")
    await graph.panel(words.saved)
    found += await looks.at("graph-saved")
    await graph.show(words.tables)
    found += await looks.at("graph-tables")
    await page.main.get_by_role("button", name=words.keys, exact=True).click()
    found += await looks.at("graph-keys")
    await page.page.keyboard.press("Escape")
    await page.main.locator(".page-head").get_by_role("button", name=words.export).click()
    await expect(page.page.get_by_role("menuitem").first).to_be_visible()
    found += await looks.at("graph-export")
    assert found == []
