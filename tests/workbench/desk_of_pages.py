"""The workbench as somebody at a desk uses it: by what stands on it, not by how it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Self

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Request, expect

#: Milliseconds: the first question of each shape is planned by the database, on a machine with neighbours.
PATIENCE = 60_000
#: What the page asks before anybody is signed in is refused, and the browser says so.
EXPECTED = re.compile(r"status of 401")


@dataclass
class Desk:
    """One page; `complaints` are errors on its console, `elsewhere` what it asked of other hosts."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    @classmethod
    async def open(cls, browser: Browser, url: str, language: str, theme: str) -> Self:
        """The workbench, in a browser that has never seen it."""
        page = await browser.new_page(viewport={"width": 1280, "height": 860})
        page.set_default_timeout(PATIENCE)
        preferences = f"localStorage.setItem('linkage.language', '{language}');"
        await page.add_init_script(f"{preferences}localStorage.setItem('linkage.theme', '{theme}')")
        desk = cls(page, url)
        page.on("console", desk._said)
        page.on("pageerror", lambda problem: desk.complaints.append(str(problem)))
        page.on("request", desk._asked)
        await page.goto(url)
        return desk

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.elsewhere.append(request.url)

    async def sign_in(self, card: str) -> None:
        """As one of the invented officers."""
        await self.page.locator(".officer", has_text=card).click()
        await expect(self.page.locator(".header")).to_be_visible(timeout=PATIENCE)

    async def choose_basis(self, purpose: str, use: str) -> None:
        """The purpose, with the case and the document that the demo suggests."""
        page = self.page
        await page.locator(".basis").click()
        dialog = page.locator(".ant-modal")
        await dialog.locator(".ant-select").first.click()
        await page.locator(".ant-select-item-option", has_text=purpose).click()
        await dialog.locator(".suggestions button").first.click()
        await dialog.get_by_role("button", name=use).click()
        await expect(dialog).to_be_hidden(timeout=PATIENCE)

    async def find(self, text: str) -> None:
        """By keys alone: search, choose the first, open it."""
        page = self.page
        await page.locator("body").press("/")
        await page.keyboard.type(text)
        await expect(page.locator(".search-option").first).to_be_visible(timeout=PATIENCE)
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(self.facts).to_be_visible(timeout=PATIENCE)

    @property
    def facts(self) -> Locator:
        """The facts of the entity that is open."""
        return self.page.locator(".facts")

    async def stored(self) -> str:
        """Everything the browser keeps for the page."""
        both = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
        return str(await self.page.evaluate(both))

    async def close(self) -> None:
        """Leave."""
        await self.page.close()
