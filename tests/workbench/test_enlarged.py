"""At twice the size a window of 1,280 pixels is one of 640: nothing may be cut off (WCAG 1.4.10)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from playwright.async_api import expect
from support.graph_page import GraphView
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import BOTH, Words

JUDGE, CHEN = "示0102-A-017", "陈立诚"
SIZE = {"width": 640, "height": 430}
#: How far one would have to move the page sideways to see all of it.
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
Open = Callable[..., Awaitable[Desk]]


@BOTH
async def test_every_page_fits_at_twice_the_size(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    await page.page.set_viewport_size(SIZE)
    assert await page.page.evaluate(BEYOND) == 0
    await page.sign_in(JUDGE)
    await page.choose_basis(words.inquiry, words.use)
    assert await page.page.evaluate(BEYOND) == 0

    await page.find("chenlicheng")
    await page.links_of(words.drives)
    assert await page.page.evaluate(BEYOND) == 0

    await page.main.get_by_role("button", name=words.show_in_graph, exact=True).click()
    graph = GraphView(page, words)
    await graph.show(words.both)
    await graph.expand(CHEN, words.relatives, 3)
    assert await page.page.evaluate(BEYOND) == 0
    drawing, side = await graph.drawing.bounding_box(), await graph.side.bounding_box()
    assert drawing is not None
    assert side is not None
    assert drawing["width"] > SIZE["width"] * 0.8
    assert side["width"] > SIZE["width"] * 0.8

    await page.header.get_by_role("link", name=words.flags, exact=True).click()
    await expect(page.main.get_by_role("heading", name=words.flags, exact=True)).to_be_visible(timeout=PATIENCE)
    assert await page.page.evaluate(BEYOND) == 0
