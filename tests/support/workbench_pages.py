"""The workbench as somebody at a desk uses it: by what stands on it, not by how it is made."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from typing import Self

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from support.workbench_words import Words

#: Milliseconds: the first question of each shape is planned by the database, on a machine with neighbours.
PATIENCE = 60_000
#: What the page asks before anybody is signed in, or on a basis that is none, is refused, and the browser says so.
EXPECTED = re.compile(r"status of 40[13]")
#: How many colours a picture has; nothing of it leaves the page.
COLOURS = """async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const found = new Set();
  for (let at = 0; at < data.length; at += 4) found.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
  return found.size;
}"""


@dataclass
class Desk:
    """One page; `complaints` are errors on its console, `elsewhere` what it asked of other hosts."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    #: Beginnings of the other addresses that it may ask.
    known: tuple[str, ...] = ()

    @classmethod
    async def open(cls, browser: Browser, url: str, language: str) -> Self:
        """The workbench, in a browser that has never seen it."""
        context = await browser.new_context(viewport={"width": 1280, "height": 860})
        await context.add_init_script(f"localStorage.setItem('linkage.language', '{language}')")
        desk = cls(await context.new_page(), url)
        desk._listen()
        await desk.page.goto(url)
        return desk

    async def another_tab(self) -> Self:
        """Another tab of the same browser; what goes wrong there fails this test."""
        tab = type(self)(await self.page.context.new_page(), self.url, self.complaints, self.elsewhere, self.known)
        tab._listen()
        await tab.page.goto(self.url)
        return tab

    def _listen(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        self.page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:", *self.known)):
            self.elsewhere.append(request.url)

    @property
    def header(self) -> Locator:
        """What stands above every page."""
        return self.page.get_by_role("banner")

    @property
    def main(self) -> Locator:
        """The page itself."""
        return self.page.get_by_role("main")

    async def sign_in(self, card: str) -> None:
        """As one of the invented officers."""
        await self.main.get_by_role("button", name=card).click()
        await expect(self.page.locator(".header")).to_be_visible(timeout=PATIENCE)

    async def sign_out(self, name: str, words: Words) -> None:
        """From the menu of the officer, back to the sign-in."""
        await self.header.get_by_role("button", name=name).click()
        await self.page.get_by_role("button", name=words.sign_out).click()
        out, asked = self.page.locator(".officer").first, self.page.get_by_role("dialog")
        # Who has a chart that is not saved is asked first.
        await expect(out.or_(asked).first).to_be_visible(timeout=PATIENCE)
        if await asked.count() > 0:
            await asked.get_by_role("button", name=words.sign_out).click()
        await expect(out).to_be_visible(timeout=PATIENCE)

    async def choose_basis(self, purpose: str, use: str, typed: tuple[str, str] | None = None) -> None:
        """The purpose, with a case and a document, where it needs them: as typed, or those that the demo suggests."""
        page = self.page
        await self.page.locator(".basis").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("combobox").first.click()
        await self.take_option(purpose)
        await expect(dialog.locator(".purpose-text")).to_be_visible()
        if typed is not None:
            for field, text in zip(await dialog.get_by_role("textbox").all(), typed, strict=True):
                await field.fill(text)
        elif await dialog.get_by_role("textbox").count() > 0:
            await dialog.locator(".suggestions button").first.click()
        await dialog.get_by_role("button", name=use).click()
        await expect(dialog).to_be_hidden(timeout=PATIENCE)
        # It gives the focus back a moment later, and would take it from what is typed into by then.
        await expect(self.page.locator(".basis")).to_be_focused()

    async def take_option(self, text: str) -> None:
        """Of the list that has just been opened; while it unfolds it takes no clicks."""
        unfolded = self.page.locator(".ant-select-dropdown:not([class*=slide]):not([class*=hidden])")
        await unfolded.locator(".ant-select-item-option", has_text=text).first.click()

    async def search(self, text: str) -> Locator:
        """Type into the box from wherever one is; what it offers."""
        page = self.page
        await page.keyboard.press("Escape")
        await page.locator("body").press("/")
        await page.keyboard.press("Control+a")
        await page.keyboard.type(text)
        return page.get_by_role("listbox").get_by_role("option")

    async def find(self, text: str) -> None:
        """By keys alone: search, choose the first, open it."""
        offered = await self.search(text)
        await expect(offered.first).to_be_visible(timeout=PATIENCE)
        # Facts of the entity that was open do not count: on a busy machine they are still there for a moment.
        left = [self.page.url, *await self.facts.element_handles()]
        await self.page.keyboard.press("ArrowDown")
        await self.page.keyboard.press("Enter")
        await expect(self.page.get_by_role("search").get_by_role("listbox")).to_be_hidden(timeout=PATIENCE)
        await self.page.wait_for_function(
            "([was, ...facts]) => location.href === was || !facts.some((each) => each.isConnected)",
            arg=left,
            timeout=PATIENCE,
        )
        await expect(self.facts).to_be_visible(timeout=PATIENCE)

    async def links_of(self, kind: str) -> Locator:
        """The rows of one kind of links of the entity that is open."""
        await self.main.get_by_role("button", name=re.compile(rf"^{re.escape(kind)}\s*\d")).click()
        rows = self.page.locator(".entity-main tbody tr[data-row-key]")
        await expect(rows.first).to_be_visible(timeout=PATIENCE)
        return rows

    async def raise_flag(self, words: Words, statement: str, evidence: str) -> None:
        """Fill the form that is open, and send it."""
        form = self.page.get_by_role("dialog")
        await form.get_by_label(words.flag_kind_label, exact=True).click()
        await self.take_option(words.flag_kind)
        await form.get_by_label(words.statement, exact=True).fill(statement)
        await form.get_by_label(words.evidence, exact=True).fill(evidence)
        await form.get_by_role("button", name=words.send).click()
        await expect(self.page.get_by_text(words.sent)).to_be_visible(timeout=PATIENCE)
        await expect(form).to_be_hidden(timeout=PATIENCE)

    @property
    def facts(self) -> Locator:
        """The facts of the entity that is open."""
        return self.page.locator(".facts")

    async def stored(self) -> str:
        """Everything the browser keeps for the page."""
        both = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
        return str(await self.page.evaluate(both))

    async def colours(self, picture: bytes) -> int:
        """How many colours there are in a picture."""
        address = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
        return int(await self.page.evaluate(COLOURS, address))

    async def download(self, button: Locator, item: str) -> tuple[str, bytes]:
        """Take something along: what the file is called, and what is in it."""
        await button.click()
        async with self.page.expect_download(timeout=PATIENCE) as begun:
            await self.page.get_by_role("menuitem", name=item, exact=True).click()
        download = await begun.value
        return download.suggested_filename, (await download.path()).read_bytes()

    async def close(self) -> None:
        """Leave."""
        await self.page.context.close()
