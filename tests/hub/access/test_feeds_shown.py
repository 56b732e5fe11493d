"""The name of a feed reveals nothing that is closed: of a person's accounts, spouse, property and telephone."""

from __future__ import annotations

import pytest

from hub.access.catalogue import PURPOSES
from hub.access.rights_statement import shows_everything
from hub.access.visible_feeds import ALL, of_links, of_nodes, stated_of_links, stated_of_nodes
from schema.model import MODEL

RESTRICTED = sorted(name for name, purpose in PURPOSES.items() if not shows_everything(purpose))


def test_of_a_person_the_residents_register_is_named_alone() -> None:
    stated = stated_of_nodes()

    assert stated.named["Person"] == {"police.residents", "ftm.entities"}
    assert {"bank.accounts", "civil.marriages", "registry.units", "telecom.subscribers"} <= stated.all["Person"]
    assert stated.dated(["Person"], "n:{}") == ""
    # Raising a flag makes its agency and officer known to the graph.
    assert "hub.flags" not in stated.named["Agency"] | stated.named["Officer"]


def test_of_a_link_whose_feed_tells_more_no_feed_is_named() -> None:
    stated = stated_of_links()

    # A reader who sees that the housing fund asserts it learns of an account there.
    assert "housing_fund.accounts" not in stated.named["EMPLOYED_BY"]
    assert stated.named["SPOUSE_OF"] == {"civil.marriages", "ftm.entities"}
    assert stated.named["OWNS"] == {"traffic.vehicles", "registry.units", "ftm.entities"}
    assert stated.dated(["OWNS", "SPOUSE_OF", "DEBTOR_IN"], "type(r) = '{}'") is None


@pytest.mark.parametrize("name", RESTRICTED)
def test_every_kind_has_its_list_under_every_other_purpose(name: str) -> None:
    for entity in MODEL.concrete:
        feeds = of_nodes(PURPOSES[name], (entity.name,), "n")
        assert (
            feeds.listed == "[" + ", ".join(f"'{each}'" for each in sorted(stated_of_nodes().named[entity.name])) + "]"
        )
    for kind in MODEL.links:
        assert of_links(PURPOSES[name], (kind,), "r") != ALL
    several = of_nodes(PURPOSES[name], ("Person", "Company"), "n").listed
    assert several is not None
    assert several.startswith("CASE WHEN n:Person THEN ['ftm.entities', 'police.residents'] WHEN n:Company THEN [")


def test_the_days_of_one_kind_are_shown_beside_another_kind_that_closes_them() -> None:
    purpose = PURPOSES[RESTRICTED[0]]

    assert of_nodes(purpose, ("Flag", "Person", "Document"), "n").dated == "n:Flag OR n:Document"
    assert of_nodes(purpose, ("Flag", "Document"), "n").dated is None
    assert of_nodes(purpose, ("Person", "Company"), "n").dated == ""
    assert of_links(purpose, ("OWNS", "EMPLOYED_BY"), "r").dated == "type(r) = 'OWNS'"


def test_who_sees_everything_reads_every_name() -> None:
    assert of_nodes(PURPOSES["DEMONSTRATION"], ("Person",), "n") == ALL
    assert "DEMONSTRATION" not in RESTRICTED
