"""Marks of what a write touches: the same everywhere, apart where they mean different things, and whole when read."""

from __future__ import annotations

import subprocess
import sys
from array import array

from hypothesis import given
from hypothesis import strategies as st

from schema.touched import ALL, MOST_IN_A_SET, SOME, VALUES, Marks, Touched, drawn, mark

THINGS = st.text(max_size=30)
KINDS = st.sampled_from(["OWNS", "DEBTOR_IN", "HELD_AT"])


@given(st.lists(st.tuples(KINDS, THINGS, THINGS)), st.lists(THINGS), st.lists(KINDS))
def test_what_is_packed_is_read_back_whole(
    links: list[tuple[str, str, str]], values: list[str], kinds: list[str]
) -> None:
    touched = Touched()
    wanted: set[int] = set()
    for kind, one, other in links:
        touched.links(kind, [one, other])
        wanted |= {mark(one, kind), mark(other, kind), mark(SOME, kind)}
    for thing in values:
        touched.values(thing)
        wanted.add(mark(thing, VALUES))
    for kind in kinds:
        touched.kind(kind)
        wanted |= {mark(ALL, kind), mark(SOME, kind)}
    assert set(Marks(touched.packed())) == wanted
    assert len(touched.packed()) == 4 * len(wanted)


def test_links_that_are_only_drawn_are_told_from_those_that_change() -> None:
    touched = Touched()
    touched.drawn("OWNS", ["a", "b"])
    marks = set(Marks(touched.packed()))
    assert {mark("a", drawn("OWNS")), mark("b", drawn("OWNS")), mark(SOME, "OWNS")} == marks
    assert mark("a", "OWNS") not in marks


def test_a_mark_is_the_same_in_another_process() -> None:
    code = "from schema.touched import mark; print(mark('某甲', 'OWNS'))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(said.stdout) == mark("某甲", "OWNS")


@given(st.sets(st.integers(0, 2**32 - 1), max_size=40), st.sets(st.integers(0, 2**32 - 1), max_size=40), st.booleans())
def test_marks_that_are_needed_are_found_among_few_and_among_many(ours: set[int], others: set[int], many: bool) -> None:
    theirs = others | set(list(ours)[::2]) | (set(range(7, 7 * MOST_IN_A_SET * 2, 7)) if many else set())
    packed = array("I", sorted(theirs)).tobytes()
    assert set(Marks(packed).among(ours)) == ours & theirs
    assert set(Marks(packed).among(dict.fromkeys(ours))) == ours & theirs
