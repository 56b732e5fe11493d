"""Going elsewhere, coming back, choosing another basis: nothing is lost on the way, and nothing stays that must not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from playwright.async_api import Dialog, Locator, expect
from support.graph_page import GraphView
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import BOTH, ENGLISH, Words

JUDGE = "示0102-A-017"
CHEN, CHEN_ID, CAR = "陈立诚", "990102198506150019", "测A66218"
Open = Callable[..., Awaitable[Desk]]

#: The answer to one operation is on the page, and is read at the very moment at which the drawing is taken away.
ANSWERED_ON_LEAVING = """(operation) => {
  const asked = window.fetch.bind(window);
  window.fetch = async (address, request) => {
    const answer = await asked(address, request);
    if (!String(request?.body).includes(operation)) return answer;
    const body = await answer.json();
    window.fetch = asked;
    document.body.dataset.answered = "";
    await new Promise((left) => {
      new MutationObserver((_, observer) => {
        if (document.querySelector(".graph-main") !== null) return;
        observer.disconnect();
        left();
      }).observe(document.body, { childList: true, subtree: true });
    });
    return { status: answer.status, headers: answer.headers, json: async () => body };
  };
}"""
#: The hub cannot be reached for one question.
ONCE_UNREACHABLE = """(operation) => {
  const asked = window.fetch.bind(window);
  window.fetch = async (address, request) => {
    if (!String(request?.body).includes(operation)) return asked(address, request);
    window.fetch = asked;
    throw new TypeError("nobody there");
  };
}"""
#: What is asked of the hub from now on, about anybody, is never answered.
NEVER_ANSWERED = """() => {
  const asked = window.fetch.bind(window);
  window.fetch = (address, request) =>
    String(request?.body).includes("node(") ? new Promise(() => {}) : asked(address, request);
}"""


async def at_work(page: Desk, words: Words = ENGLISH) -> GraphView:
    """Signed in, on a basis that shows the debtor and the car."""
    await page.sign_in(JUDGE)
    await page.choose_basis(words.inquiry, words.use)
    return GraphView(page, words)


async def to_graph(page: Desk, words: Words = ENGLISH) -> None:
    """The entity that is open is put on the graph."""
    await page.main.get_by_role("button", name=words.show_in_graph, exact=True).click()
    await expect(page.page.locator(".drawing")).to_be_visible(timeout=PATIENCE)


async def handed_over_in_vain(page: Desk, words: Words = ENGLISH) -> Locator:
    """The hub does not answer what the graph asks; the button to ask again."""
    await page.find("chenlicheng")
    await page.page.evaluate(ONCE_UNREACHABLE, "ChartNodes")
    await to_graph(page, words)
    again = page.main.get_by_role("button", name=words.again, exact=True)
    await expect(again).to_be_visible(timeout=PATIENCE)
    return again


async def test_what_is_answered_while_one_leaves_is_there_when_one_comes_back(desk: Open) -> None:
    page = await desk("en")
    graph = await at_work(page)
    await page.find("chenlicheng")
    await page.page.evaluate(ANSWERED_ON_LEAVING, "ChartNodes")
    await to_graph(page)
    await page.page.locator("body[data-answered]").wait_for()
    await page.find(CAR)
    await to_graph(page)
    await graph.show(ENGLISH.tables)
    await graph.count(ENGLISH.entities, 2)


@BOTH
async def test_what_the_hub_did_not_answer_is_asked_again(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    graph = await at_work(page, words)
    again = await handed_over_in_vain(page, words)
    await graph.show(words.tables)
    await again.click()
    await graph.count(words.entities, 1)
    await expect(again).to_be_hidden()


async def test_what_the_hub_did_not_answer_waits_for_coming_back(desk: Open) -> None:
    page = await desk("en")
    graph = await at_work(page)
    await handed_over_in_vain(page)
    await page.header.get_by_role("link", name=ENGLISH.flags).click()
    await page.header.get_by_role("link", name=ENGLISH.graph).click()
    await graph.show(ENGLISH.tables)
    await graph.count(ENGLISH.entities, 1)


@BOTH
async def test_a_saved_chart_is_opened_changed_and_cleared(desk: Open, words: Words, marker: str) -> None:
    page = await desk(words.code)
    graph = await at_work(page, words)
    await page.find("chenlicheng")
    await to_graph(page, words)
    await graph.show(words.both)
    await graph.expand(CHEN, words.drives, 2)
    await graph.count(words.entities, 3)
    title = f"chart {marker[:4]}"
    panel = await graph.panel(words.saved)
    await panel.get_by_role("textbox").fill(title)
    await panel.get_by_role("button", name=words.save, exact=True).click()
    line = panel.get_by_role("listitem").filter(has_text=title)
    await expect(line).to_be_visible(timeout=PATIENCE)

    # On a page that knows nothing any more: arrangement and facts both come from the hub.
    await line.get_by_role("button").first.click()
    await page.page.wait_for_url("**/graph/*")
    await page.page.reload()
    await page.choose_basis(words.inquiry, words.use)
    await graph.show(words.both)
    await graph.count(words.entities, 3)
    await expect(page.page.locator(".chart-tables")).to_contain_text(CAR, timeout=PATIENCE)

    # What was done to it since stays, wherever one goes.
    await graph.choose(CHEN)
    await graph.side.get_by_role("button", name=words.hide, exact=True).click()
    await graph.count(words.entities, 2)
    await page.header.get_by_role("link", name=words.graph).click()
    await page.page.wait_for_url("**/graph")
    await graph.count(words.entities, 2)
    await page.page.go_back()
    await page.page.wait_for_url("**/graph/*")
    await graph.count(words.entities, 2)
    await page.main.get_by_role("button", name=words.clear, exact=True).click()
    await page.page.wait_for_url("**/graph")
    await graph.count(words.entities, 0)
    await page.header.get_by_role("link", name=words.flags).click()
    await page.header.get_by_role("link", name=words.graph).click()
    await graph.show(words.both)
    await graph.count(words.entities, 0)


async def test_another_basis_leaves_nothing_of_the_one_before(desk: Open) -> None:
    page = await desk("en")
    await page.sign_in(JUDGE)
    await page.choose_basis(ENGLISH.demonstration, ENGLISH.use)
    graph = GraphView(page, ENGLISH)
    # On this basis others have the same name.
    await page.find(CHEN_ID)
    await to_graph(page)
    await graph.show(ENGLISH.both)
    await graph.expand(CHEN, ENGLISH.drives, 2)
    await graph.choose(CHEN, CAR)
    paths = await graph.panel(ENGLISH.paths)
    await paths.get_by_role("button", name=ENGLISH.find_paths).click()
    await expect(paths.get_by_role("listitem").first).to_be_visible(timeout=PATIENCE)
    await page.choose_basis(ENGLISH.inquiry, ENGLISH.use)
    await expect(paths.get_by_role("button", name=ENGLISH.find_paths)).to_be_visible()
    await expect(paths.get_by_role("listitem")).to_have_count(0)

    await page.find(CHEN_ID)
    await page.page.evaluate(NEVER_ANSWERED)
    await page.choose_basis(ENGLISH.demonstration, ENGLISH.use)
    await expect(page.facts).to_be_hidden()
    await expect(page.main).not_to_contain_text(CHEN_ID)


async def test_a_chart_that_is_not_saved_is_not_lost_without_a_word(desk: Open, marker: str) -> None:
    page = await desk("en")
    graph = await at_work(page)
    await page.find("chenlicheng")
    await to_graph(page)
    await graph.show(ENGLISH.both)
    await graph.count(ENGLISH.entities, 1)
    asked: list[str] = []

    async def stays(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    page.page.on("dialog", stays)
    # Loading again waits for an answer that never comes, for one stays: also on another page, which keeps the chart.
    await page.page.evaluate("setTimeout(() => location.reload())")
    await page.header.get_by_role("link", name=ENGLISH.flags, exact=True).click()
    await page.page.evaluate("setTimeout(() => location.reload())")
    await page.header.get_by_role("link", name=ENGLISH.graph, exact=True).click()
    await graph.show(ENGLISH.both)
    await graph.count(ENGLISH.entities, 1)
    assert asked == ["beforeunload"] * 2

    title = f"kept {marker[:4]}"
    panel = await graph.panel(ENGLISH.saved)
    await panel.get_by_role("textbox").fill(title)
    await panel.get_by_role("button", name=ENGLISH.save, exact=True).click()
    await page.page.wait_for_url("**/graph/*")
    await page.page.reload()
    await page.choose_basis(ENGLISH.inquiry, ENGLISH.use)
    await graph.show(ENGLISH.both)
    await graph.count(ENGLISH.entities, 1)
    assert len(asked) == 2
