"""The whole way of an inquiry, in a real browser: found, looked at, followed, flagged, seen by others, taken along."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from xml.etree import ElementTree

from playwright.async_api import expect
from support.graph_page import GraphView
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import BOTH, Words

JUDGE, TRAFFIC, FUND = "示0102-A-017", "9901JG-122045", "GJJ-0007"
CHEN, CHEN_ID = "陈立诚", "990102198506150019"
CAR, COUSIN, MASKED, BROTHER = "测A66218", "陈立言", "陈**", "陈立信"
WU, WU_ID, EMPLOYER = "吴明远", "990103198207090059", "澜川恒达商贸有限公司"
CASE, FIRST_CASE = "（2026）示0102执1203号", "（2026）示0101执88号"
FLAT = "示（2026）澜川市东屿区不动产权第0000018号"
EVIDENCE = "卡口记录212次"
Open = Callable[..., Awaitable[Desk]]


def drives(words: Words, driver: str) -> str:
    """The link as it is read aloud."""
    return f"{driver} drives {CAR}" if words.code == "en" else f"{driver} —驾驶→ {CAR}"


@BOTH
async def test_an_inquiry_from_a_name_to_a_chart(desk: Open, words: Words, marker: str) -> None:
    page = await desk(words.code)
    statement = f"{CHEN}长期驾驶此车 {marker}"

    await page.sign_in(JUDGE)
    await page.choose_basis(words.inquiry, words.use)
    await finds_the_debtor_and_the_car(page, words)
    graph = await expands_to_the_relative(page, words)
    await asks_for_the_path_between_two_debtors(graph)
    await goes_back_before_the_case(graph)
    number = await flags_the_link(graph, statement)
    address = page.page.url
    await page.sign_out("孙德厚", words)

    await page.sign_in(TRAFFIC)
    await sees_what_is_of_traffic(page, words, number, statement)
    await takes_the_chart_along(page, words)
    await page.sign_out("交警支队", words)

    await page.sign_in(FUND)
    await sees_nothing_of_it(page, words, number, statement)
    await page.sign_out("住房公积金管理中心", words)
    await page.page.goto(address)
    await expect(page.page.locator(".officer").first).to_be_visible(timeout=PATIENCE)
    for said in (CHEN, CHEN_ID, CAR, marker):
        await expect(page.page.locator("body")).not_to_contain_text(said)
        assert said not in await page.stored()


async def finds_the_debtor_and_the_car(page: Desk, words: Words) -> None:
    offered = await page.search("chenlicheng")
    await expect(offered).to_have_count(1, timeout=PATIENCE)
    await expect(offered.first).to_contain_text(CHEN)
    await expect(offered.first).to_contain_text(words.pinyin)
    await page.page.keyboard.press("ArrowDown")
    await page.page.keyboard.press("Enter")
    await expect(page.main.get_by_role("heading", name=CHEN)).to_be_visible(timeout=PATIENCE)
    await expect(page.facts).to_contain_text(CHEN_ID)

    driven = await page.links_of(words.drives)
    await expect(driven).to_have_count(2)
    his_daily = driven.filter(has_text=CAR)
    await expect(his_daily).to_contain_text("212")
    await his_daily.get_by_role("link", name=CAR).click()
    await expect(page.main.get_by_role("heading", name=CAR)).to_be_visible(timeout=PATIENCE)

    # The inquiry may not show the name of the owner; it says why.
    owner = await page.links_of(words.owners)
    await expect(owner).to_have_count(1)
    await expect(owner).to_contain_text(MASKED)
    await owner.get_by_role("button", name=words.why).click()
    told = page.page.get_by_role("tooltip")
    await expect(told).to_contain_text(words.reason)
    await expect(told.locator(".reason")).to_contain_text(words.inquiry_named, timeout=PATIENCE)
    await page.page.keyboard.press("Escape")
    await expect(page.page.locator("body")).not_to_contain_text(COUSIN)


async def expands_to_the_relative(page: Desk, words: Words) -> GraphView:
    await page.main.get_by_role("button", name=words.show_in_graph, exact=True).click()
    graph = GraphView(page, words)
    await graph.show(words.both)
    await graph.count(words.entities, 1)
    await graph.expand(CAR, words.drivers, 2)
    # The other driver is a cousin and owns the car: that is drawn by itself, and undone with what brought it.
    await graph.count(words.links, 4)
    links = await graph.links()
    assert sum(words.owns in each and MASKED in each for each in links) == 1
    await page.main.get_by_role("button", name=re.compile(rf"^{words.undo} ")).click()
    await graph.count(words.links, 0)
    await page.main.get_by_role("button", name=re.compile(rf"^{words.redo} ")).click()
    await graph.count(words.links, 4)
    # Father, brother and cousin; the cousin was there.
    await graph.expand(CHEN, words.relatives, 3)
    await graph.count(words.entities, 5)
    links = await graph.links()
    (related,) = [each for each in links if words.cousin in each]
    assert words.relative_of in related
    assert MASKED in related
    assert CHEN in related
    await graph.is_painted()
    return graph


async def asks_for_the_path_between_two_debtors(graph: GraphView) -> None:
    page, words = graph.desk, graph.words
    # The debtor of another court's case is nobody in this one.
    await page.search(WU_ID)
    await expect(page.page.get_by_role("search")).to_contain_text(words.nothing_found, timeout=PATIENCE)
    await page.page.keyboard.press("Escape")

    await page.choose_basis(words.demonstration, words.use)
    # From one debtor to another who is not on the chart yet, straight from the search.
    await graph.choose(CHEN)
    await page.search(WU_ID)
    await page.page.keyboard.press("ArrowDown")
    await page.page.keyboard.press("Alt+Enter")
    await graph.count(words.entities, 6)
    assert any(COUSIN in each for each in await graph.entities())

    paths = await graph.panel(words.paths)
    hops = paths.get_by_role("listitem")
    await expect(hops.first).to_be_visible(timeout=PATIENCE)
    await expect(paths).to_contain_text(words.two_hops)
    await expect(hops.nth(0)).to_contain_text(CHEN)
    await expect(hops.nth(0)).to_contain_text(EMPLOYER)
    await expect(hops.nth(1)).to_contain_text(WU)
    # Each hop says who says so.
    for at in range(await hops.count()):
        await expect(hops.nth(at).get_by_role("button", name=re.compile(r" · "))).to_have_count(1)
    await paths.locator(".ant-card-extra").get_by_role("button").first.click()
    await graph.count(words.entities, 7)

    # Through no company, although there is one on the way.
    filters = await graph.panel(words.filters)
    await filters.get_by_role("checkbox", name=re.compile(f"^{words.company}")).uncheck()
    await graph.panel(words.paths)
    await paths.get_by_role("checkbox", name=words.only_shown).check()
    await paths.get_by_role("button", name=words.find_paths).click()
    answer = paths.get_by_role("region")
    await expect(answer.filter(has_not_text=EMPLOYER)).to_be_visible(timeout=PATIENCE)
    await page.main.get_by_role("button", name=re.compile(rf"^{words.undo} ")).click()


async def goes_back_before_the_case(graph: GraphView) -> None:
    page, words = graph.desk, graph.words
    await graph.panel(words.filters)
    await graph.side.get_by_role("tab").first.click()
    await graph.expand(CHEN, words.cases, 2)
    await graph.expand(CHEN, words.sold_homes, 1)
    await graph.expand(FLAT, words.holders, 1)
    before = len(await graph.links())

    day = page.main.locator(".time").get_by_label(words.as_of).first
    await day.fill("2026-10-11")
    await day.press("Enter")
    slider = page.main.get_by_role("slider", name=words.as_of)
    await expect(slider).to_have_attribute("aria-valuetext", words.day)
    gone = await graph.entities()
    assert not any(CASE in each for each in gone)
    assert any(FIRST_CASE in each for each in gone)
    held = [each for each in await graph.links() if FLAT in each]
    # Eight days before the flat went to the brother it was the debtor's own.
    assert [words.owned in each and CHEN in each for each in held] == [True]
    filters = await graph.panel(words.filters)
    await expect(filters).to_contain_text(words.not_on_this_day.format(2))

    # A day later the case is there, and the flat not yet sold.
    await slider.press("ArrowRight")
    await expect(slider).to_have_attribute("aria-valuetext", words.next_day)
    assert any(CASE in each for each in await graph.entities())
    assert not any(BROTHER in each and FLAT in each for each in await graph.links())
    await page.main.get_by_role("button", name=re.compile(rf"^{words.undo} ")).click()
    await expect(slider).to_have_attribute("aria-valuetext", words.day)
    await page.main.get_by_role("button", name=re.compile(rf"^{words.undo} ")).click()
    assert len(await graph.links()) == before


async def flags_the_link(graph: GraphView, statement: str) -> str:
    page, words = graph.desk, graph.words
    # In the court's own case, of which the other debtor is none.
    await page.choose_basis(words.inquiry, words.use)
    await expect(page.main.get_by_text(words.not_shown)).to_be_visible(timeout=PATIENCE)
    tables = page.page.locator(".chart-tables")
    await expect(tables).to_contain_text(CHEN, timeout=PATIENCE)
    for hidden in (WU, COUSIN, FIRST_CASE):
        await expect(tables).not_to_contain_text(hidden)

    await graph.choose_links(drives(words, CHEN))
    await graph.side.get_by_role("tab").first.click()
    await graph.side.get_by_role("button", name=f"{words.flag_link}: {drives(words, CHEN)}").click()
    form = page.page.get_by_role("dialog")
    await expect(form).to_contain_text(drives(words, CHEN))
    await form.get_by_role("button", name=words.send).click()
    await expect(form.get_by_text(words.needed)).to_have_count(2)
    await page.raise_flag(words, statement, EVIDENCE)

    await page.header.get_by_role("link", name=words.flags, exact=True).click()
    mine = page.main.get_by_role("region").filter(has_text=statement)
    await expect(mine).to_contain_text(words.flag_kind, timeout=PATIENCE)
    await expect(mine).to_contain_text(EVIDENCE)
    await expect(mine.get_by_role("button", name=words.withdraw)).to_be_visible()
    return await mine.get_attribute("aria-label") or ""


async def sees_what_is_of_traffic(page: Desk, words: Words, number: str, statement: str) -> None:
    # What the judge had on the screen is not there, and without a basis nothing is found.
    await expect(page.main).not_to_contain_text(CHEN)
    await page.search(CAR)
    await expect(page.page.get_by_role("search")).to_contain_text(words.nothing_found, timeout=PATIENCE)
    await page.page.keyboard.press("Escape")

    await page.choose_basis(words.control, words.use)
    await page.find(CAR)
    # That the link is flagged, as what and by which court; what the court states of the debtor is the court's.
    flag = page.main.get_by_role("region", name=number)
    await expect(flag).to_contain_text(drives(words, CHEN), timeout=PATIENCE)
    await expect(flag).to_contain_text(words.flag_kind)
    await expect(flag).to_contain_text("澜川市东屿区人民法院")
    await expect(flag).to_contain_text(words.closed)
    await expect(page.page.locator("body")).not_to_contain_text(statement)
    await expect(page.page.locator("body")).not_to_contain_text(EVIDENCE)
    await expect(flag.get_by_role("button", name=words.withdraw)).to_have_count(0)
    # Who owns it they are not asked to find, and the debtor's number they see in part.
    await expect(page.main).not_to_contain_text(COUSIN)
    drivers = await page.links_of(words.drivers)
    await drivers.get_by_role("link", name=CHEN).click()
    await expect(page.main.get_by_role("heading", name=CHEN)).to_be_visible(timeout=PATIENCE)
    await expect(page.facts).to_contain_text("9901************19")
    await expect(page.page.locator("body")).not_to_contain_text(CHEN_ID)
    for hidden in (WU_ID, FLAT):
        await page.search(hidden)
        await expect(page.page.get_by_role("search")).to_contain_text(words.nothing_found, timeout=PATIENCE)
    await page.page.keyboard.press("Escape")


async def takes_the_chart_along(page: Desk, words: Words) -> None:
    await page.find(CAR)
    await page.main.get_by_role("button", name=words.show_in_graph, exact=True).click()
    graph = GraphView(page, words)
    await graph.show(words.both)
    # Of the judge's graph nothing is left.
    await graph.count(words.entities, 1)
    await graph.expand(CAR, words.drivers, 2)
    button = page.main.locator(".page-head").get_by_role("button", name=words.export)
    name, content = await page.download(button, words.svg)
    assert re.fullmatch(r"linkage-graph-\d{4}-\d\d-\d\dT\d{6}\.svg", name)
    text = " ".join(ElementTree.fromstring(content).itertext())  # noqa: S314 - our own page wrote it
    for told in (CHEN, CAR, MASKED, TRAFFIC, words.receipt):
        assert told in text
    for untold in (CHEN_ID, COUSIN, WU):
        assert untold not in text


async def sees_nothing_of_it(page: Desk, words: Words, number: str, statement: str) -> None:
    await page.choose_basis(words.fund, words.use)
    for hidden in (CAR, number):
        await page.search(hidden)
        await expect(page.page.get_by_role("search")).to_contain_text(words.nothing_found, timeout=PATIENCE)
    await page.page.keyboard.press("Escape")
    await page.header.get_by_role("link", name=words.flags, exact=True).click()
    await expect(page.main.get_by_role("heading", name=words.flags, exact=True)).to_be_visible(timeout=PATIENCE)
    await expect(page.main.get_by_role("status")).to_have_count(0, timeout=PATIENCE)
    for untold in (number, statement, CAR):
        await expect(page.main).not_to_contain_text(untold)
