"""A search that reads many names costs more, and what is hidden does not change its price."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from support.world import COURT, World, caller

from hub.access.catalogue import PURPOSES
from hub.access.profile import Profile
from hub.access.rights import Rights
from hub.api.schema import Api
from hub.graph.client import Graph
from hub.graph.name_count import NameCount
from hub.operations.preparation import Preparer
from hub.operations.request import OperationRequest
from hub.questions.breadth import breadth, in_steps

TEXT = "query ($text: String!) { search(text: $text) { hits { node { label } } } }"
CITY = 400_000.0
CARD = f"{COURT}-0042"


def price(preparer: Preparer, text: str, purpose: str = "CASE_INQUIRY") -> int:
    """What a search costs."""
    profile = Profile(PURPOSES[purpose], COURT, CARD, {})
    prepared = preparer.prepare(OperationRequest(TEXT, variables={"text": text}))
    return preparer.price_for(prepared, profile).units


@pytest.fixture
def city(api: Api) -> Preparer:
    """Prices over a city; no database is asked."""
    return Preparer(api, cast(Graph, None), names=lambda: CITY)


def test_a_common_surname_costs_more_than_a_name_and_more_in_a_larger_graph(city: Preparer) -> None:
    village = replace(city, names=lambda: 2_000.0)

    for broad, narrow in (("王", "王小明"), ("wang", "wangxiaoming"), ("公司", "示范贸易有限公司"), ("王伟", "王小明")):
        assert price(city, broad) > 1.05 * price(city, narrow)
        assert price(city, broad) > price(village, broad)
    assert price(city, "王") > 10 * price(city, "王小明")
    assert price(city, "990102198506150019") < 1.05 * price(village, "990102198506150019")


def test_who_sees_all_pays_for_no_more_than_an_index_offers(city: Preparer) -> None:
    assert price(city, "王小明", "DEMONSTRATION") < price(city, "王", "DEMONSTRATION") < price(city, "王") / 5


def test_a_price_that_is_kept_is_not_that_of_a_broader_text(city: Preparer) -> None:
    facts = {"rings": {}, "case": None, "agency": {"division": "990102"}}
    rights = Rights(caller(COURT), PURPOSES["CASE_INQUIRY"], facts, 0.0, 0, 0, 0)
    asked = [
        city.prepare(OperationRequest(TEXT, variables={"text": text})) for text in ("王小明", "王", "李", "陈立诚")
    ]

    narrow, broad, as_broad, as_narrow = (city.price(each, rights).units for each in asked)

    assert broad == as_broad > 10 * narrow == 10 * as_narrow


def test_a_price_goes_by_steps_of_ten_so_that_nobody_changes_it() -> None:
    assert [in_steps(names) for names in (0, 1, 2, 10, 11, 1_000, 1_001, 400_000)] == [
        *(0.0, 1.0, 10.0, 10.0, 100.0, 1_000.0, 10_000.0, 1_000_000.0)
    ]


@pytest.mark.parametrize("text", ["", "  ", "王", "王小明", "clc", "!!!", "a" * 60, "测A12345"])
def test_any_text_is_a_part_of_all_names(text: str) -> None:
    assert 0.0 <= breadth(text) <= 1.0


async def test_the_number_of_names_is_that_of_the_graph(blank: Graph, world: World) -> None:
    names = NameCount()
    await names.look_up(blank)

    assert names() == len([node for node in world.nodes if node.entity in ("Person", "Company")])
