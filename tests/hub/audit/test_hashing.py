"""Keyed hashes: no text stays, the same identifier hashes alike, other keys hash otherwise."""

from __future__ import annotations

import hmac
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.audit.hashing import hashed, holds, keyed_hash

KEY = b"k" * 32
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def test_common_writings_hash_alike() -> None:
    plain = keyed_hash("99010219850615001X", KEY)

    assert plain.startswith("h:")
    assert len(plain) == 2 + 32
    assert keyed_hash(" 99010219850615001x ", KEY) == plain
    assert keyed_hash("９９０１０２１９８５０６１５００１Ｘ", KEY) == plain
    assert keyed_hash("99010219850615001X", b"other") != plain


@given(JSON)
def test_only_texts_change(value: Any) -> None:
    def same(before: Any, after: Any) -> None:
        if isinstance(before, str):
            assert after == keyed_hash(before, KEY)
        elif isinstance(before, dict):
            assert before.keys() == after.keys()
            for name in before:
                same(before[name], after[name])
        elif isinstance(before, list):
            assert len(before) == len(after)
            for one, other in zip(before, after, strict=True):
                same(one, other)
        else:
            assert after is before

    same(value, hashed(value, KEY))


@given(text=st.text(), key=st.binary(max_size=100))
@example(text="\x1f a\ud800ß ", key=b"k" * 65)
def test_hashes_are_those_of_older_logs(text: str, key: bytes) -> None:
    normal = unicodedata.normalize("NFKC", text).upper().strip().encode("utf-8", "surrogatepass")

    assert keyed_hash(text, key) == "h:" + hmac.digest(key, normal, "sha256")[:16].hex()


TEXTS = st.none() | st.text(max_size=6)
ROWS = st.dictionaries(st.sampled_from(["ref", "name", "citizenId"]), TEXTS, max_size=3)


@given(st.lists(ROWS, min_size=33, max_size=40) | st.lists(TEXTS, min_size=33, max_size=40))
def test_long_lists_are_hashed_in_columns(value: list[Any]) -> None:
    found: Any = hashed({"asked": value}, KEY)["asked"]  # type: ignore[call-overload, index]

    maps = all(isinstance(each, dict) for each in value)
    if maps and any(value):
        columns = found["hashes"]
        assert found["count"] == len(value)
        assert set(columns) == set().union(*value)
        texts = {name: [each.get(name) for each in value] for name in columns}
    elif maps:
        assert found == value
        return
    else:
        columns, texts = {"": found["hashes"]}, {"": value}
    for name, hashes in columns.items():
        expected = ["0" * 32 if each is None else keyed_hash(each, KEY)[2:] for each in texts[name]]
        assert hashes.split(" ") == expected
    for each in value:
        for text in [each] if isinstance(each, str) else [] if each is None else each.values():
            assert text is None or holds(found, keyed_hash(text, KEY))


@pytest.mark.parametrize(
    "value",
    [
        [{"a": {"b": "c"}}] * 40,
        [{"a": 1}] * 40,
        [{"a": "x"}, "y"] * 40,
        [["x"]] * 40,
        [{"": "x"}] * 40,
        [{f"{n}": "x"} for n in range(40)],
    ],
)
def test_what_is_no_table_keeps_its_structure(value: list[Any]) -> None:
    found: Any = hashed(value, KEY)

    assert len(found) == len(value)
    assert found[0] == hashed(value[0], KEY)


def test_a_hash_is_found_only_where_it_stands_whole() -> None:
    one, other = keyed_hash("one", KEY), keyed_hash("other", KEY)
    column = f"{one[2:]} {other[2:]}"

    assert holds({"hashes": {"ref": column}}, one)
    assert holds([column], other)
    assert not holds(column, f"h:{one[4:]}{other[2:4]}")
    assert not holds([one], one[2:])
    assert not holds({"ref": other, "n": 1, "nothing": None}, one)


def test_texts_are_hashed_in_their_written_form() -> None:
    found: Any = hashed({"list": ["a"] * 33, "one": "a"}, KEY, lambda texts: [each + "!" for each in texts])

    assert found["one"] == keyed_hash("a!", KEY)
    assert set(found["list"]["hashes"].split(" ")) == {keyed_hash("a!", KEY)[2:]}
