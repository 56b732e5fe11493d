"""The story with the notice that a basis rests on."""

from __future__ import annotations

from hub.access.callers import Bearer
from hub.graph.client import Graph
from support.officer_operations import CARD
from support.world import COURT, World, wipe_entities

JUDGE = Bearer(COURT, CARD, "孙法官")
NOTICE = "（2026）示0102执1203号之三"
BASIS = {"purpose": "CASE_INQUIRY", "case": "（2026）示0102执1203号", "document": NOTICE}


async def story(blank: Graph) -> World:
    """The story, written, with the notice."""
    await wipe_entities(blank)
    world = World.story()
    notice = world.node("Document", "notice", documentNo=NOTICE, kind="INQUIRY_NOTICE", status="EFFECTIVE")
    world.tie("ISSUED_IN", notice, world["case"])
    await world.write(blank)
    return world
