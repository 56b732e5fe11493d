"""Values that behave badly on purpose."""

from __future__ import annotations

import datetime as dt

import pytest

from schema.errors import InvalidValue
from schema.values import ALL, DATE, DATE_TIME, DOCUMENT_NO, TEXT, Kind


class Rude(str):
    """A text whose own methods lie."""

    __slots__ = ()

    def __str__(self) -> str:
        raise RuntimeError("no")

    def __repr__(self) -> str:
        raise RuntimeError("no")


class NoOffset(dt.tzinfo):
    """A zone that does not know its offset."""

    def utcoffset(self, when: dt.datetime | None) -> None:
        return None

    dst = tzname = utcoffset


HOSTILE = [Rude("\x00"), 10**5000, -(10**5000), "9" * 5000, "\ud800", "1" * 4000, "\u202e1", ""]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: f"{kind.name}-{kind.zh}")
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))  # pytest cannot print them
def test_no_hostile_value_gets_through_or_breaks_anything(kind: Kind, value: object) -> None:
    if kind in (TEXT, DOCUMENT_NO) and isinstance(value, str) and set(value) == {"1"}:
        return  # 4000 digits are a text
    with pytest.raises(InvalidValue) as caught:
        kind.parse(value)
    assert len(str(caught.value)) < 500
    assert isinstance(kind.mask(value), str)
    assert len(kind.mask(value)) < 40
    assert kind.recognise(value) is None  # type: ignore[arg-type]  # a search box is given anything


def test_a_zone_without_offset_does_not_bring_in_the_zone_of_the_machine() -> None:
    moment = dt.datetime(2026, 11, 2, 23, 30, tzinfo=NoOffset())
    assert DATE.parse(moment) == dt.date(2026, 11, 2)
    assert str(DATE_TIME.parse(moment)) == "2026-11-02 23:30:00+08:00"


def test_a_zone_that_is_not_implemented_is_refused() -> None:
    moment = dt.datetime(2026, 11, 2, tzinfo=dt.tzinfo())  # type: ignore[abstract]  # Python lets it be made
    for kind in (DATE, DATE_TIME):
        with pytest.raises(InvalidValue):
            kind.parse(moment)
