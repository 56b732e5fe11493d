"""What the chart has is on the drawing: every link, in every step, on charts of both sizes."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from playwright.async_api import expect
from support.graph_page import GraphView
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import ENGLISH

JUDGE, CHEN, CHEN_ID = "示0102-A-017", "陈立诚", "990102198506150019"
Open = Callable[..., Awaitable[Desk]]


async def graph_of(desk: Open, text: str) -> GraphView:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.choose_basis(ENGLISH.demonstration, ENGLISH.use)
    await page.find(text)
    await page.main.get_by_role("button", name=ENGLISH.show_in_graph, exact=True).click()
    graph = GraphView(page, ENGLISH)
    await graph.show(ENGLISH.both)
    await graph.count(ENGLISH.entities, 1)
    return graph


async def test_every_link_of_a_chart_is_drawn(desk: Open) -> None:
    graph = await graph_of(desk, CHEN_ID)
    page = graph.desk
    undo = page.main.get_by_role("button", name=re.compile("^Undo"))
    # Links that come by themselves would come with the first of two that are to come one after the other.
    filters = await graph.panel(ENGLISH.filters)
    await filters.get_by_role("checkbox", name=re.compile("^Draw links of new entities")).uncheck()
    await graph.panel("Selection")
    # Two links of the same two: the first line becomes a curve when the second comes, and straight when it goes.
    await graph.expand(CHEN, "Vehicles", 1)
    await graph.count(ENGLISH.links, 1)
    await graph.expand(CHEN, ENGLISH.drives, 2)
    await graph.count(ENGLISH.links, 3)
    await undo.click()
    await graph.count(ENGLISH.links, 1)
    await page.main.get_by_role("button", name=re.compile("^Redo")).click()
    await graph.count(ENGLISH.links, 3)
    filters = await graph.panel(ENGLISH.filters)
    owns = filters.get_by_role("checkbox", name=re.compile("^Owns"))
    await owns.uncheck()
    await graph.count(ENGLISH.links, 2)
    await owns.check()
    await graph.count(ENGLISH.links, 3)
    await graph.panel("Selection")

    # Links among what is there already come with one of them drawn before.
    await graph.expand(CHEN, ENGLISH.relatives, 3)
    before = await graph.has_all_links()
    await graph.drawing.press("Control+a")
    await graph.side.get_by_role("button", name="Add links among those shown").click()
    await expect(page.page.locator(".chart-tables")).not_to_contain_text(f"Links ({before})", timeout=PATIENCE)
    complete = await graph.has_all_links()
    assert complete > before
    slider = page.main.get_by_role("slider", name=ENGLISH.as_of)
    await slider.press("Home")
    assert await graph.has_all_links() < complete
    await undo.click()
    await graph.count(ENGLISH.links, complete)

    # As one they have links to the same two again, and other ends.
    await graph.drawing.press("Control+a")
    await graph.drawing.press("g")
    await graph.drawing.press("f")
    assert await graph.has_all_links() == 0
    await graph.drawing.press("f")
    assert await graph.has_all_links() == complete


async def test_every_link_of_a_large_chart_is_drawn(desk: Open) -> None:
    graph = await graph_of(desk, CHEN_ID)
    page = graph.desk
    await graph.choose(CHEN)
    await graph.side.get_by_role("button", name="Neighbourhood").click()
    await graph.side.get_by_text("3 hops", exact=True).click()
    await graph.side.get_by_label("At most").fill("200")
    await graph.side.get_by_role("button", name="Add", exact=True).click()
    await expect(graph.side.get_by_role("status").filter(has_text="200")).to_be_visible(timeout=PATIENCE)
    many = await graph.has_all_links()
    assert many >= 199
    filters = await graph.panel(ENGLISH.filters)
    await filters.get_by_role("group", name="Kinds of links").get_by_role("checkbox").first.uncheck()
    assert 0 < await graph.has_all_links() < many
    await page.main.get_by_role("button", name=re.compile("^Undo")).click()
    assert await graph.has_all_links() == many
