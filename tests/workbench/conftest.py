"""A real browser over the running hub: Debian's Chromium, driven by Playwright, with pages as officers see them."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser, async_playwright
from support.workbench_pages import Desk

NAMES = ("chromium", "chromium-browser", "google-chrome")
#: .ci/run sets it, after it has installed the browser: then its absence is a failure, not a machine without one.
REQUIRED = "LINKAGE_TESTS_NEED_BROWSER"


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The browser, without a window."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = "no Chromium on the path; on Debian and Ubuntu: apt install chromium fonts-noto-cjk"
        if os.environ.get(REQUIRED):
            pytest.fail(message)
        pytest.skip(message)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        await browser.close()


@pytest.fixture
async def desk(browser: Browser, hub_url: str) -> AsyncIterator[Callable[[str], Awaitable[Desk]]]:
    """Opens the workbench in a language; at the end nothing may have gone wrong on the page."""
    desks: list[Desk] = []

    async def opened(language: str) -> Desk:
        desks.append(await Desk.open(browser, hub_url, language))
        return desks[-1]

    yield opened
    for each in desks:
        await each.close()
        assert each.complaints == []
        assert each.elsewhere == []
