"""What the tests of screening share: a partner's desk, and an invented list in the graph."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from world import COURT, NOW

# The desk of an officer serves the tests of access too.
sys.path.append(str(Path(__file__).parent.parent / "access"))

from desk import CARD, Desk

from hub.access.registry import Registry
from hub.api.schema import Api
from hub.graph import Graph
from schema.values import Realm


@pytest.fixture(scope="module")
async def desk(blank: Graph, api: Api) -> Desk:
    """The desk of a registered judge, who may screen."""
    registry = Registry(blank, Realm.FICTIONAL, lambda: NOW, "test")
    await registry.agency(COURT, "示范区人民法院", "COURT", "990102")
    await registry.officer(CARD, COURT, "孙法官", ["JUDGE"])
    return Desk(blank, api)
