"""Lists of flat maps of texts are coerced at once, exactly as graphql-core coerces them value by value."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, Undefined, build_schema
from graphql.utilities import coerce_input_value
from hypothesis import example, given
from hypothesis import strategies as st

from hub.api.schema import Api, build_api
from hub.operations.documents.rows import RowBounds
from schema.values import Realm

SCHEMA = build_schema("""
    input Plain { ref: String! other: String! name: String nickname: String }
    input Number { ref: String! age: Int }
    input Nested { ref: String! inner: Plain }
    input Many { ref: String! names: [String!] }
    input Defaulting { ref: String! name: String = "x" }
    input One @oneOf { a: String b: String }
    type Query { ask(plain: [Plain!]!): Int }
""")


def listed(name: str) -> Any:
    """The type of a list of these, as variables declare it."""
    return GraphQLNonNull(GraphQLList(GraphQLNonNull(SCHEMA.type_map[name])))  # type: ignore[arg-type]


PLAIN = listed("Plain")
TEXTS = st.text(max_size=3)
GOOD = st.fixed_dictionaries(
    {"ref": TEXTS, "other": TEXTS}, optional={"name": TEXTS | st.none(), "nickname": TEXTS | st.none()}
)
WRONG = st.one_of(
    st.none(),
    TEXTS,
    st.integers(),
    st.lists(GOOD, max_size=1),
    st.dictionaries(
        st.sampled_from(["ref", "other", "name", "nickname", "unknown", ""]),
        st.one_of(TEXTS, st.none(), st.integers(), st.booleans(), st.floats(), st.lists(TEXTS), st.just({"ref": "x"})),
    ),
)
SHUFFLED = GOOD.flatmap(lambda each: st.permutations(list(each.items()))).map(dict)
VALUES = st.one_of(
    st.lists(GOOD | SHUFFLED, max_size=6),
    st.lists(st.one_of(GOOD, WRONG), max_size=6),
    WRONG,
    st.just(()),
    GOOD.map(lambda each: (each,)),
)


@given(value=VALUES)
@example(value=[{"other": "b", "ref": "a", "name": None}])
@example(value=[{"ref": "a", "other": None}])
@example(value=[{"ref": "a"}])
@example(value=[None])
def test_the_quick_way_is_that_of_graphql_core(value: Any) -> None:
    rows = RowBounds.of(PLAIN)
    assert rows is not None
    expected = coerce_input_value(value, PLAIN)
    found = rows.coerced(value)

    if found is None:
        # It looks itself; only what is well-formed throughout may not end here.
        assert expected is Undefined or type(value) is not list
        return
    assert found == expected
    assert [list(each) for each in found] == [list(each) for each in expected]
    assert found is not value


@pytest.mark.parametrize("name", ["Number", "Nested", "Many", "Defaulting", "One"])
def test_other_types_are_left_to_graphql_core(name: str) -> None:
    assert RowBounds.of(listed(name)) is None


def test_only_lists_whose_entries_are_there_are_rows() -> None:
    kind = SCHEMA.type_map["Plain"]
    assert isinstance(kind, GraphQLInputObjectType)

    assert RowBounds.of(kind) is None
    assert RowBounds.of(GraphQLList(kind)) is None
    assert RowBounds.of(GraphQLList(GraphQLNonNull(kind))) == RowBounds.of(PLAIN)


@pytest.fixture(scope="module")
def real() -> Api:
    """The API as it is served."""
    return build_api(Realm.FICTIONAL)


def test_subjects_are_rows(real: Api) -> None:
    kind: Any = real.graphql.type_map["ScreeningSubject"]
    rows = RowBounds.of(GraphQLNonNull(GraphQLList(GraphQLNonNull(kind))))

    assert rows is not None
    assert rows.required == ("ref",)
    assert set(rows.names) == set(kind.fields)


def test_values_that_are_made_otherwise_are_left_alone() -> None:
    kind = SCHEMA.type_map["Plain"]
    assert isinstance(kind, GraphQLInputObjectType)
    made = GraphQLInputObjectType("Made", kind.fields, out_type=lambda value: {**value, "more": 1})

    assert RowBounds.of(GraphQLList(GraphQLNonNull(made))) is None
