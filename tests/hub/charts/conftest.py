"""What the tests of saved charts share: officers of a court and of the police at a hub's door."""

from __future__ import annotations

import pytest
from support.admission import Door
from support.charts import CHIEF, COURT, JUDGE, OFFICER, POLICE
from support.world import NOW

from hub.api.schema import Api
from hub.graph.client import Graph


@pytest.fixture
async def door(blank: Graph, api: Api) -> Door:
    """A door where three officers are registered, with no chart of theirs."""
    door = Door(blank, api, now=NOW)
    await door.registry.agency(COURT, "示范区人民法院", "COURT", "990102")
    await door.registry.agency(POLICE, "示范市公安局", "POLICE", "9901")
    for bearer, role in ((JUDGE, "JUDGE"), (CHIEF, "BUREAU_CHIEF"), (OFFICER, "POLICE")):
        await door.registry.officer(bearer.card, bearer.agency, "员", [role])
        await door.registry.state("ACTIVE", card=bearer.card, reason="a new test")
    await blank.write([("MATCH (c:SavedChart) DELETE c", {})], operation="test.charts")
    return door
