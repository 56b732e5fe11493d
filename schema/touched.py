"""What a transaction touches, as small numbers: the links of which things, and the values of which things.

A cache of something that was read from the graph keeps the marks of what it depends on. A write states the marks of
what it touches. The two have a mark in common where the write may have changed what was read; a mark that two things
share by chance costs a read, and nothing else.

A thing is a global id, a code, or the id of a session. An aspect is a kind of link, or `VALUES`.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from zlib import crc32

#: The values of a node, as distinct from its links.
VALUES = "*"
#: Stands where a thing stands: every link of a kind.
ALL = "*"
#: Stands where a thing stands: some link of a kind.
SOME = ""
#: Touches nothing that anybody keeps.
NOTHING = b""
#: May touch anything: what a writer states that does not know better.
EVERYTHING = None
#: A transaction that touches more is searched where it lies.
MOST_IN_A_SET = 500
#: The values that the admission of an operation reads, by entity; tests/hub/access/test_touched.py holds it to them.
READ_VALUES = {
    "EnforcementCase": frozenset({"kind", "status", "filedAt"}),
    "Document": frozenset({"kind", "status", "validUntil"}),
    "Agency": frozenset({"code", "divisionCode"}),
}


@cache
def _seed(aspect: str) -> int:
    return crc32(aspect.encode())


def mark(thing: str, aspect: str) -> int:
    """The number of an aspect of a thing, 32 bits; the same in every process."""
    return crc32(thing.encode(), _seed(aspect))


def drawn(kind: str) -> str:
    """The aspect of links of a kind that a write only adds, and neither changes nor ends."""
    return f"+{kind}"


class Touched:
    """Gathers the marks of one transaction."""

    def __init__(self) -> None:
        self._marks: set[int] = set()

    def links(self, kind: str, ends: Iterable[str]) -> None:
        """Links of a kind that are added, changed or ended at these things; name both ends of each link."""
        seed = _seed(kind)
        self._marks.add(mark(SOME, kind))
        self._marks.update([crc32(end.encode(), seed) for end in ends])

    def drawn(self, kind: str, ends: Iterable[str]) -> None:
        """As `links`, where links are only added."""
        self._marks.add(mark(SOME, kind))
        self._marks.update([mark(end, drawn(kind)) for end in ends])

    def kind(self, kind: str) -> None:
        """Any links of a kind."""
        self._marks.update((mark(SOME, kind), mark(ALL, kind)))

    def values(self, thing: str, aspect: str = VALUES) -> None:
        """The values of a thing."""
        self._marks.add(mark(thing, aspect))

    def packed(self) -> bytes:
        """All marks as the graph keeps them: 4 bytes each, the lowest first."""
        return _ordered(array("I", sorted(self._marks))).tobytes()


def merged(several: Iterable[bytes | None]) -> bytes | None:
    """The packed marks of a transaction of several statements, from those of each."""
    found = list(dict.fromkeys(several))
    if EVERYTHING in found:
        return EVERYTHING
    packed = [each for each in found if each]
    if len(packed) < 2:
        return packed[0] if packed else NOTHING
    marks = {number for each in packed if each for number in Marks(each)}
    return _ordered(array("I", sorted(marks))).tobytes()


class Marks:
    """The marks of one transaction, in a form that is quick to search."""

    __slots__ = ("_few", "_many")

    def __init__(self, packed: bytes) -> None:
        marks = array("I")
        marks.frombytes(packed)
        # A set takes twenty times the memory of what it is made from, and those of a feed are many.
        self._many = _ordered(marks)
        self._few = frozenset(self._many) if len(self._many) <= MOST_IN_A_SET else None

    def __iter__(self) -> Iterator[int]:
        return iter(self._many)

    def among(self, needed: Collection[int]) -> list[int]:
        """Those that are among the needed ones, a set or the keys of a dictionary."""
        if self._few is not None:
            # Whichever is shorter is walked.
            one, other = (self._few, needed) if len(self._few) <= len(needed) else (needed, self._few)
            return [each for each in one if each in other]
        marks, size = self._many, len(self._many)
        return [each for each in needed if (place := bisect_left(marks, each)) < size and marks[place] == each]


def _ordered(marks: array[int]) -> array[int]:
    if sys.byteorder == "big":
        marks.byteswap()
    return marks
