"""`listingCheck` takes a number only where it leaves no doubt who is meant."""

from __future__ import annotations

import pytest

from hub.capabilities.listing.fields import _key
from schema.errors import InvalidArgument
from schema.values import Realm


def test_a_number_that_leaves_no_doubt_is_taken() -> None:
    assert _key(Realm.FICTIONAL, "990102 19850615 0019", "subjects[0]") == "Person:990102198506150019"
    assert _key(Realm.FICTIONAL, "91990102mate5t0a0c", "subjects[0]") == "Company:91990102MATE5T0A0C"
    # Valid as both by chance.
    assert _key(Realm.FICTIONAL, "999908195511098178", "subjects[0]") == "Person:999908195511098178"


@pytest.mark.parametrize(("given", "says"), [("990102850615001", "15 digits"), ("9.90102E+17", "neither")])
def test_a_number_that_can_be_two_things_is_not(given: str, says: str) -> None:
    with pytest.raises(InvalidArgument, match=says) as caught:
        _key(Realm.FICTIONAL, given, "subjects[0]")
    assert given not in str(caught.value)
