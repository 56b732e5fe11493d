"""Finishing by a function made for the shape gives what walking the shape gives, for any shape and any value."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from hub.access.answer_summary import AnswerSummary
from hub.questions.finisher import Beside, By, Each, Finish, Fixed, Info, Keyed, OneOf, Page, PageColumn, finisher

NAMES = st.from_regex(r"[_A-Za-z][_0-9A-Za-z]{0,6}", fullmatch=True)
SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
FEEDS = st.none() | st.sampled_from(["police.residents", "bank.accounts"])


def _marked(value: Any, traces: AnswerSummary) -> Any:
    traces.masked.add(str(value))
    return ("marked", value)


def _keyed(children: st.SearchStrategy[Finish]) -> st.SearchStrategy[Finish]:
    fields = st.dictionaries(NAMES, st.none() | children, max_size=4)

    def made(found: dict[str, Finish], noted: bool) -> Finish:
        deeper = tuple((place, each) for place, each in enumerate(found.values()) if each is not None)
        return Keyed(tuple(found), deeper, noted)

    return st.builds(made, fields, st.booleans())


SHAPES: st.SearchStrategy[Finish] = st.recursive(
    st.just(By(_marked)),
    lambda children: st.one_of(
        _keyed(children),
        st.builds(Each, children),
        st.lists(st.none() | children, min_size=1, max_size=3).map(lambda cases: OneOf(tuple(cases))),
    ),
    max_leaves=12,
)


def value_of(shape: Finish, data: DataObject) -> Any:
    """What the database may return for a shape."""
    if shape is None or isinstance(shape, By):
        return data.draw(SCALARS)
    if data.draw(st.integers(0, 5)) == 0:
        return None
    match shape:
        case Keyed():
            deeper = dict(shape.deeper)
            row = [value_of(deeper.get(place), data) for place in range(len(shape.keys))]
            return [*row, data.draw(st.text(max_size=3)), data.draw(FEEDS)] if shape.noted else row
        case Each():
            return [value_of(shape.of, data) for _ in range(data.draw(st.integers(0, 3)))]
        case OneOf():
            which = data.draw(st.integers(0, len(shape.of) - 1))
            return [which, value_of(shape.of[which], data)]


def walked(shape: Finish, value: Any, traces: AnswerSummary) -> Any:
    """The same, by walking the shape along the value."""
    if shape is None:
        return value
    if isinstance(shape, By):
        return shape.of(value, traces)
    if value is None:
        return None
    match shape:
        case Keyed():
            if shape.noted:
                traces.note(value[-2], value[-1])
            deeper = dict(shape.deeper)
            return {key: walked(deeper.get(place), value[place], traces) for place, key in enumerate(shape.keys)}
        case Each():
            return [walked(shape.of, each, traces) for each in value]
        case OneOf():
            return walked(shape.of[value[0]], value[1], traces)


@given(SHAPES, st.data())
def test_a_made_function_finishes_as_the_shape_says(shape: Finish, data: DataObject) -> None:
    value = value_of(shape, data)
    made = finisher(shape)
    assert made is not None
    by_walking, by_function = AnswerSummary(), AnswerSummary()
    wanted = walked(shape, value, by_walking)
    found = made(value, by_function, {})
    # As text, so that the order of keys counts too.
    assert repr(found) == repr(wanted)
    assert list(by_function.entities) == list(by_walking.entities)
    assert (by_function.sources, by_function.masked) == (by_walking.sources, by_walking.masked)


ROW: Finish = Keyed(("name",), (), noted=True)


def _paged(shape: Page, value: Any, most: int) -> tuple[Any, AnswerSummary]:
    made, traces = finisher(shape), AnswerSummary()
    assert made is not None
    return made(value, traces, {"p3": most + 1}), traces


@given(st.integers(0, 5), st.integers(1, 4))
def test_the_row_behind_a_page_is_counted_and_not_shown(rows: int, most: int) -> None:
    value = [[[str(i), f"id{i}", "feed"], f"cursor{i}"] for i in range(min(rows, most + 1))]
    info = Info((("more", "hasNextPage"), ("endCursor", "endCursor"), ("startCursor", "startCursor")), 1, False, True)
    shape = Page("p3", (("people", PageColumn(0, ROW)), ("pageInfo", info), ("kind", Fixed("P"))), bare=True)

    found, traces = _paged(shape, value, most)

    shown = min(rows, most)
    assert found == {
        "people": [{"name": str(i)} for i in range(shown)],
        "pageInfo": {
            "more": rows > most,
            "endCursor": f"cursor{shown - 1}" if shown else None,
            "startCursor": "cursor0" if shown else None,
        },
        "kind": "P",
    }
    assert list(traces.entities) == [f"id{i}" for i in range(shown)]


def test_values_stand_beside_the_rows_of_a_page() -> None:
    shape = Page(
        "p3", (("totalCount", Beside(0, None)), ("nodes", PageColumn(None, ROW)), ("other", Beside(1, ROW))), False
    )

    found, traces = _paged(shape, [[["a", "i", None], ["b", "j", None]], 7, ["c", "k", None]], 1)

    assert found == {"totalCount": 7, "nodes": [{"name": "a"}], "other": {"name": "c"}}
    assert set(traces.entities) == {"i", "k"}


def test_a_page_of_cursors_alone() -> None:
    info = Info((("hasPreviousPage", "hasPreviousPage"), ("endCursor", "endCursor")), 0, alone=True, later=False)

    found, _ = _paged(Page("p3", (("pageInfo", info),), bare=True), ["x", "y", "z"], 2)

    assert found == {"pageInfo": {"hasPreviousPage": False, "endCursor": "y"}}


def test_lists_in_lists_may_be_deeper_than_blocks_may_nest() -> None:
    shape: Finish = Keyed(("a",), (), noted=False)
    value: Any = [1]
    for _ in range(60):
        shape, value = Keyed(("l",), ((0, Each(shape)),), noted=False), [[value]]
    made = finisher(shape)
    assert made is not None
    found = made(value, AnswerSummary(), {})
    for _ in range(60):
        (found,) = found["l"]
    assert found == {"a": 1}


def test_where_nothing_is_to_be_done_there_is_no_function() -> None:
    assert finisher(None) is None
