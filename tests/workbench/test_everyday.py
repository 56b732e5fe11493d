"""What an officer does every day, in a real browser and in both languages."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from playwright.async_api import expect
from support.graph_page import GraphView
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import BOTH, ENGLISH, Words

JUDGE, TRAFFIC = "示0102-A-017", "9901JG-122045"
CHEN, HIS_ID = "陈立诚", "990102198506150019"
Open = Callable[..., Awaitable[Desk]]


@BOTH
async def test_a_judge_finds_a_debtor_by_pinyin_and_the_car_he_drives(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    await page.sign_in(JUDGE)
    await page.choose_basis(words.inquiry, words.use)
    await page.find("chenlicheng")

    await expect(page.page.get_by_role("heading", name=CHEN)).to_be_visible()
    await expect(page.facts).to_contain_text(HIS_ID)
    await page.page.locator(".entity-main button", has_text=words.drives).click()
    await expect(page.page.get_by_role("link", name="测A66218").first).to_be_visible(timeout=PATIENCE)
    # Addresses hold opaque ids alone, and nothing of it stays in the browser.
    assert HIS_ID not in page.page.url
    kept = await page.stored()
    assert HIS_ID not in kept
    assert CHEN not in kept


async def test_hits_of_one_name_can_be_told_apart(desk: Open) -> None:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.choose_basis(ENGLISH.demonstration, ENGLISH.use)
    offered = await page.search(CHEN)
    await expect(offered.nth(1)).to_be_visible(timeout=PATIENCE)
    namesakes = await offered.filter(has_text=CHEN).all_inner_texts()
    assert len(set(namesakes)) == len(namesakes) > 1
    for said in ("Debtor", "born 1985", f"number ends in {HIS_ID[-4:]}"):
        assert said in namesakes[0]
    assert not any("Debtor" in each for each in namesakes[1:])

    await page.search("澜川")
    await page.page.keyboard.press("Enter")
    kinds = page.main.get_by_role("group", name="Kind")
    await expect(kinds).to_be_visible(timeout=PATIENCE)
    rows = page.main.locator("tbody tr[data-row-key]")
    every = await rows.count()
    company = kinds.get_by_role("button", name=re.compile("^Company"))
    await company.click()
    await expect(company).to_have_attribute("aria-pressed", "true")
    shown = await rows.all_inner_texts()
    assert 0 < len(shown) < every
    assert all(each.startswith("Company") for each in shown)


async def test_traffic_police_see_of_it_what_is_theirs(desk: Open) -> None:
    page = await desk("en")
    await page.sign_in(TRAFFIC)
    await page.choose_basis(ENGLISH.control, ENGLISH.use)
    await page.find("测A66218")

    await expect(page.page.get_by_role("heading", name="测A66218")).to_be_visible()
    await expect(page.page.locator("body")).not_to_contain_text(HIS_ID)


async def test_an_appearance_that_was_chosen_stays(desk: Open) -> None:
    page = await desk("en")
    shown = page.page.locator("html")
    await expect(shown).to_have_attribute("data-theme", "light")
    await page.page.emulate_media(color_scheme="dark")
    await expect(shown).to_have_attribute("data-theme", "dark")
    await page.page.get_by_role("button", name="Appearance").click()
    await page.page.get_by_role("menuitem", name="Light").click()
    await expect(shown).to_have_attribute("data-theme", "light")
    await page.page.reload()
    await expect(page.page.locator(".officer").first).to_be_visible(timeout=PATIENCE)
    await expect(shown).to_have_attribute("data-theme", "light")


async def test_without_a_basis_nobody_is_found(desk: Open) -> None:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.page.locator("body").press("/")
    await page.page.keyboard.type("chenlicheng")
    await expect(page.page.locator(".search-option", has_text=CHEN)).to_have_count(0)
    await expect(page.page.get_by_role("button", name="Choose a basis").first).to_be_visible()


@BOTH
async def test_signed_out_nothing_is_left(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    await page.sign_in(JUDGE)
    await page.choose_basis(words.inquiry, words.use)
    await page.find("chenlicheng")
    address = page.page.url

    await page.page.locator(".header").get_by_text("孙德厚").click()
    await page.page.get_by_text(words.sign_out, exact=False).last.click()
    await expect(page.page.locator(".officer").first).to_be_visible(timeout=PATIENCE)
    await page.page.goto(address)
    await expect(page.page.locator(".officer").first).to_be_visible(timeout=PATIENCE)
    await expect(page.page.locator("body")).not_to_contain_text(HIS_ID)
    assert CHEN not in await page.stored()


async def with_the_debtor_on_the_graph(desk: Open) -> Desk:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.choose_basis(ENGLISH.inquiry, ENGLISH.use)
    await page.find("chenlicheng")
    await page.page.get_by_role("button", name=ENGLISH.show_in_graph, exact=True).click()
    return page


async def test_a_debtor_is_put_on_the_graph(desk: Open) -> None:
    page = await with_the_debtor_on_the_graph(desk)
    await expect(page.page.locator(".drawing")).to_be_visible(timeout=PATIENCE)
    await page.page.get_by_text("Tables", exact=True).click()
    await expect(page.page.locator(".chart-tables")).to_contain_text(CHEN, timeout=PATIENCE)


async def test_a_chart_is_arranged_and_that_is_undone(desk: Open) -> None:
    page = await with_the_debtor_on_the_graph(desk)
    graph = GraphView(page, ENGLISH)
    await graph.show(ENGLISH.both)
    await graph.expand(CHEN, ENGLISH.relatives, 3)
    undo = page.page.get_by_role("button", name=ENGLISH.undo)
    await expect(undo).to_have_accessible_name("Undo adding")
    seen = await graph.drawing.screenshot()
    for layout in ("Force-directed", "In layers from the selection", "In rings around the selection"):
        await page.page.get_by_role("button", name="Layout", exact=True).click()
        await page.page.get_by_role("menuitem", name=layout, exact=True).click()
        await expect(undo).to_have_accessible_name("Undo arranging")
        await graph.all_in_sight()
    assert await graph.drawing.screenshot() != seen
    for _ in range(3):
        await undo.click()
    await expect(undo).to_have_accessible_name("Undo adding")
