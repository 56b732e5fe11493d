"""A hub that answers registered documents alone goes on to answer its own workbench."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Response, expect
from support.command_line import started
from support.graph_page import GraphView
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import ENGLISH as WORDS

from hub.testing.running_hub import SeededGraph

JUDGE = "示0102-A-017"
CHEN, CAR = "陈立诚", "测A66218"


@pytest.fixture
def strict_url(hub_graph: SeededGraph, tmp_path: Path) -> Iterator[str]:
    """The address of a second hub over the village, which takes no document that is not registered."""
    shutil.copy(hub_graph.data / "demo-issuer.json", tmp_path)
    endpoint = hub_graph.endpoint
    settings = {
        "HUB_MODE": "demo",
        "HUB_DATA": str(tmp_path),
        "HUB_AUDIT": str(tmp_path / "audit"),
        "HUB_TRUSTED_DOCUMENTS": "required",
        "HUB_QUERY_TIMEOUT": "120",
        "HUB_DEADLINE": "120",
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USER": endpoint.user,
        "NEO4J_PASSWORD": endpoint.password,
        "PORT": "0",
    }
    with started("serve", **settings) as hub:
        yield hub.url()


async def test_the_workbench_asks_its_own_questions_and_no_others_are_answered(
    browser: Browser, strict_url: str
) -> None:
    page = await Desk.open(browser, strict_url, WORDS.code)
    answers: list[int] = []

    def answered(response: Response) -> None:
        if response.url.endswith("/graphql"):
            answers.append(response.status)

    page.page.on("response", answered)
    await page.sign_in(JUDGE)
    await page.choose_basis(WORDS.inquiry, WORDS.use)
    await page.find("chenlicheng")
    driven = await page.links_of(WORDS.drives)
    await expect(driven).to_have_count(2, timeout=PATIENCE)
    await page.main.get_by_role("button", name=WORDS.show_in_graph, exact=True).click()
    graph = GraphView(page, WORDS)
    await graph.show(WORDS.both)
    await graph.expand(CHEN, WORDS.drives, 2)
    assert any(CAR in each for each in await graph.links())
    await graph.is_painted()

    assert len(answers) > 5
    assert set(answers) == {200}
    other = await page.page.evaluate(
        """() => fetch("/graphql", {
             method: "POST",
             headers: {"content-type": "application/json", "linkage-workbench": "1"},
             body: JSON.stringify({query: "{ me { card } __typename }"}),
           }).then((answer) => answer.text())"""
    )
    assert "DOCUMENT_NOT_TRUSTED" in other, other
    await page.close()
    assert page.complaints == []
