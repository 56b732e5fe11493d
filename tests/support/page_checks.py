"""What every view is looked at for: whether everybody can use it, and how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.async_api import expect

from support.workbench_pages import Desk

ROOT = Path(__file__).parents[2]
#: Of the workbench's own tools for development; nothing of it is shipped (docs/decisions/axe-in-tests.md).
AXE = ROOT / "workbench" / "app" / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = ROOT / "build" / "screenshots"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {1280: 860, 1920: 1080}
APPEARANCES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RUN = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  const told = ({ id, nodes }) => nodes.map((each) => `${id}: ${each.target.join(" ")} ${each.failureSummary}`);
  return violations.flatMap(told);
}"""
STILL = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const moving = () => document.getAnimations().filter((each) => each.effect?.getTiming().iterations !== Infinity);
  // One transition begins another: what inherits a colour that changes follows it with a transition of its own.
  for (let quiet = 0; quiet < 3; ) {
    await frame();
    const ending = moving();
    quiet = ending.length ? 0 : quiet + 1;
    await Promise.allSettled(ending.map((each) => each.finished));
  }
}"""


@dataclass
class Looks:
    """The views of one desk, in its language and both appearances."""

    desk: Desk
    language: str

    async def at(self, name: str) -> list[str]:
        """Take pictures of the view, and answer what keeps somebody from using it."""
        page, found = self.desk.page, list[str]()
        if await page.evaluate("typeof axe === 'undefined'"):
            await page.evaluate(AXE.read_text(encoding="utf-8"))
        SHOTS.mkdir(parents=True, exist_ok=True)
        for appearance in APPEARANCES:
            # The page follows the system, where nobody has chosen.
            await page.emulate_media(color_scheme=appearance)
            await expect(page.locator(f"html[data-theme={appearance}]")).to_be_attached()
            await self._still()
            found += [f"{name}, {appearance}: {each}" for each in await page.evaluate(RUN, WCAG)]
            for width, height in WIDTHS.items():
                await page.set_viewport_size({"width": width, "height": height})
                await self._still()
                await page.screenshot(path=SHOTS / f"{name}-{self.language}-{appearance}-{width}.png")
            await page.set_viewport_size({"width": 1280, "height": 860})
        await page.emulate_media(color_scheme=APPEARANCES[0])
        return found

    async def _still(self) -> None:
        """Until nothing moves: half-faded text has colours of its own."""
        await self.desk.page.evaluate(STILL)
