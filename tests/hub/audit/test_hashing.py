"""Keyed hashes: no text stays, the same identifier hashes alike, other keys hash otherwise."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hub.audit.hashing import hashed, keyed_hash

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
