"""Several FollowTheMoney entities of one id: what one says and another contradicts is in the graph, or is counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.examples import examples
from support.intake import citizen

from loaders.landing.gathering import chunks
from loaders.mapping.ftm.mapper import FtmMapper
from loaders.mapping.stated import NodeOp
from loaders.reading.base import Row
from schema.model import MODEL
from schema.values import Realm

Line = dict[str, Any]
FURTHER = "a further value"


def person(**values: str) -> Line:
    """A person of the id p1."""
    return {"id": "p1", "schema": "Person", "properties": {name: [text] for name, text in values.items()}}


def company(inner: Line) -> Line:
    """A company with an entity nested in it."""
    return {"id": "c1", "schema": "Company", "properties": {"name": ["N"], "addressEntity": [inner]}}


def said(lines: list[Line]) -> tuple[dict[str, Any], Counter[str]]:
    """What stands in the graph of p1 after these lines, as the statements of a load leave it; and what is counted."""
    mapper = FtmMapper(MODEL, Realm.FICTIONAL, "ftm", 1)
    node: dict[str, Any] = {}
    left: Counter[str] = Counter()
    for number, line in enumerate(lines, 1):
        landing = mapper(Row(number, line))
        left += landing.left  # type: ignore[union-attr]
        for op in landing.ops:  # type: ignore[union-attr]
            if isinstance(op, NodeOp) and op.group.entity == "Person":
                if op.group.authority:
                    node.update(op.values)
                for name, value in op.values.items():
                    if name == "otherNames":
                        names = dict.fromkeys((*(node.get(name) or ()), *(value or ())))
                        node[name] = [each for each in names if each != node.get("name")]
                    elif node.get(name) is None:
                        node[name] = value
    return node, left


@pytest.mark.parametrize("number", [{}, {"idNumber": citizen(1)}])
def test_a_second_line_that_contradicts_the_first_is_counted_by_its_field(number: dict[str, str]) -> None:
    first = person(name="Jan", birthDate="1971-03-09", **number)
    second = person(name="Hans", birthDate="1972-04-10", gender="male", **number)

    node, left = said([first, second, second])

    assert (str(node["birthDate"]), node["sex"]) == ("1971-03-09", "MALE")
    assert "Hans" in node["otherNames"]
    assert left == Counter({f"birthDate: {FURTHER}": 2})


def test_what_is_said_of_a_nested_entity_stays_where_its_own_line_is_silent() -> None:
    nested = company(person(name="Hans", birthDate="1972-04-10", nationality="us"))

    node, left = said([nested, person(name="Jan", birthDate="1971-03-09")])

    assert (node["name"], node["otherNames"]) == ("Jan", ["Hans"])
    assert (str(node["birthDate"]), node["nationality"]) == ("1971-03-09", "us")
    assert left[f"birthDate: {FURTHER}"] == 1


DAYS, PLACES = ("1971-03-09", "1972-04-10", "1973-05-11"), ("us", "gb")
values = st.fixed_dictionaries(
    {"name": st.sampled_from(("Jan", "Hans", "Ivan"))},
    optional={"birthDate": st.sampled_from(DAYS), "nationality": st.sampled_from(PLACES)},
)


@settings(deadline=None, max_examples=examples(300))
@given(st.lists(st.tuples(values, st.booleans()), min_size=1, max_size=5))
def test_no_value_is_lost_without_a_word(drawn: list[tuple[dict[str, str], bool]]) -> None:
    node, left = said([company(person(**each)) if nested else person(**each) for each, nested in drawn])

    names = {node["name"], *(node["otherNames"] or ())}
    assert names == {each["name"] for each, _ in drawn}
    for field in ("birthDate", "nationality"):
        contradicting = sum(field in each and each[field] != str(node[field]) for each, _ in drawn)
        assert (left[f"{field}: {FURTHER}"] > 0) == (contradicting > 0)
        # One of the values always stands.
        assert left[f"{field}: {FURTHER}"] < len(drawn)


def test_a_load_that_goes_on_knows_what_landed_before() -> None:
    rows = [Row(1, person(name="Jan", birthDate="1971-03-09")), Row(2, person(name="Hans", birthDate="1972-04-10"))]

    *_, whole = chunks(FtmMapper(MODEL, Realm.FICTIONAL, "ftm", 1), iter(rows), 0, 1)
    [rest] = chunks(FtmMapper(MODEL, Realm.FICTIONAL, "ftm", 1), iter(rows), 1, 1)

    assert list(rest.nodes()) == list(whole.nodes())
    assert rest.left_out == whole.left_out == Counter({f"birthDate: {FURTHER}": 1})
