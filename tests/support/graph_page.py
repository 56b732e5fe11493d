"""The graph view as somebody at a desk uses it. What is on the drawing is read from the tables beside it."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from playwright.async_api import Locator, expect

from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import Words

#: How many colours a drawing has at least: nodes, signs, lines, names.
PAINTED = 8


@dataclass
class GraphView:
    """The graph of a desk."""

    desk: Desk
    words: Words

    @property
    def drawing(self) -> Locator:
        """The drawing itself."""
        return self.desk.page.get_by_role("application")

    @property
    def side(self) -> Locator:
        """What the page says about the selection."""
        return self.desk.page.get_by_role("complementary")

    async def show(self, what: str) -> None:
        """The drawing, the tables, or both."""
        views = self.desk.page.locator(".ant-segmented")
        await views.get_by_text(what, exact=True).click()

    async def _table(self, name: str) -> Locator:
        tables = self.desk.page.locator(".chart-tables")
        await tables.get_by_role("tab", name=name).click()
        return tables.get_by_role("tabpanel", name=name)

    async def entities(self) -> list[str]:
        """The rows of the table of entities."""
        return await self._rows(await self._table(self.words.entities))

    async def links(self) -> list[str]:
        """The rows of the table of links."""
        return await self._rows(await self._table(self.words.links))

    async def _rows(self, table: Locator) -> list[str]:
        rows = table.locator("tbody tr[data-row-key]")
        return [" ".join(each.split()) for each in await rows.all_inner_texts()]

    async def count(self, name: str, count: int) -> None:
        """The page counts these entities or links, and none of the links is missing from the drawing."""
        tab = self.desk.page.locator(".chart-tables").get_by_role("tab", name=f"{name} ({count})", exact=True)
        await expect(tab).to_be_visible(timeout=PATIENCE)
        if await self.drawing.count() > 0:
            await self.has_all_links()

    async def has_all_links(self) -> int:
        """As many lines stand on the drawing as it says that there are links; how many."""
        deadline = time.monotonic() + PATIENCE / 1000
        while True:
            told = await self.drawing.get_attribute("aria-label") or ""
            links, lines = re.findall(r"[0-9]+", told)[-1], await self.drawing.get_attribute("data-lines")
            if links == lines:
                return int(links)
            assert time.monotonic() < deadline, f"{told} Lines that are drawn: {lines}."

    async def choose(self, *names: str) -> None:
        """These entities and nothing else."""
        await self._choose(await self._table(self.words.entities), names)

    async def choose_links(self, *readings: str) -> None:
        """These links and nothing else."""
        await self._choose(await self._table(self.words.links), readings)

    async def _choose(self, table: Locator, names: tuple[str, ...]) -> None:
        await self.nothing_chosen()
        for name in names:
            await table.get_by_role("checkbox", name=self.words.choosing(name), exact=True).first.check()

    async def nothing_chosen(self) -> None:
        """As Esc has it."""
        ticked = self.desk.page.locator(".chart-tables tbody").get_by_role("checkbox", checked=True)
        while await ticked.count() > 0:
            await ticked.first.uncheck()

    async def expand(self, name: str, links: str, count: int) -> None:
        """Add all links of a kind that the page says there are."""
        await self.choose(name)
        button = self.side.get_by_role("button", name=self.words.adding(count, links), exact=True)
        await button.click()
        await expect(button).to_be_hidden(timeout=PATIENCE)
        await self.is_complete()

    async def is_complete(self) -> None:
        """What comes by itself is there: links of new entities with those that the chart has."""
        await expect(self.desk.page.locator(".graph")).to_have_attribute("aria-busy", "false", timeout=PATIENCE)

    async def panel(self, name: str) -> Locator:
        """One of the panels beside the drawing."""
        await self.side.get_by_role("tab", name=name, exact=True).click()
        return self.side.get_by_role("tabpanel", name=name, exact=True)

    async def all_in_sight(self) -> None:
        """Nothing stands outside of what one sees: then there is no map of what one does not."""
        await expect(self.desk.page.locator(".minimap")).to_be_hidden()

    async def is_painted(self) -> None:
        """There is something on the drawing, in several colours."""
        picture = await self.drawing.screenshot()
        assert await self.desk.colours(picture) >= PAINTED
