"""What the tests of access share: a registered officer of a court."""

from __future__ import annotations

import pytest
from support.officer_operations import CARD, Desk
from support.world import COURT, NOW

from hub.access.registry import Registry
from hub.api.schema import Api
from hub.graph.client import Graph
from schema.values import Realm


@pytest.fixture(scope="module")
async def desk(blank: Graph, api: Api) -> Desk:
    """The desk of a registered judge."""
    registry = Registry(blank, Realm.FICTIONAL, lambda: NOW, "test")
    await registry.agency(COURT, "示范区人民法院", "COURT", "990102")
    await registry.officer(CARD, COURT, "孙法官", ["JUDGE"])
    return Desk(blank, api)
