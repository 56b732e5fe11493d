"""What the entities of a file have said so far: a second value of a property that holds one is counted, not lost.

An id may have several lines, and may be nested in others before its own line. Its own first line is the data set's word
and replaces what an earlier edition said; so it takes in what was said of it while it was nested. All else adds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from zlib import crc32

from loaders.mapping.ftm.entities import FURTHER, Landed

#: Beside these every property holds one value.
NAMES: Final = ("name", "otherNames")
_NOTHING: Final = bytes(4)


class SaidBefore:
    """The values of the entities of one file: of most a checksum each, for a file may hold millions."""

    def __init__(self) -> None:
        self._checksums: dict[int, bytes] = {}
        #: What is said of things that had no line of their own yet.
        self._nested: dict[str, Landed] = {}

    def knows(self, key: str) -> bool:
        """Whether a node had its own line, or joined what agencies sent."""
        return hash(key) in self._checksums

    def add(self, landed: Landed, *, nested: bool) -> Counter[str]:
        """Take in what an item says; answers which values are dropped, by field and reason.

        An own first line gets what was said of it while it was nested.
        """
        if landed.joined or self.knows(landed.key):
            return self._compare(landed)
        before = self._nested.pop(landed.key, None)
        if nested:
            # What came first stands; the item itself may be changed on its way to the graph.
            new = replace(landed, props=dict(landed.props))
            self._nested[landed.key] = before or new
            return Counter() if before is None else _fill(before, new)
        dropped = Counter[str]() if before is None else _fill(landed, before)
        self._compare(landed)
        return dropped

    def _compare(self, landed: Landed) -> Counter[str]:
        dropped = Counter[str]()
        singles = sorted(name for name in landed.props if name not in NAMES)
        before = self._checksums.get(hash(landed.key), b"")
        parts = []
        for place, name in enumerate(singles):
            known, value = before[place * 4 : place * 4 + 4] or _NOTHING, _checksum(landed.props[name])
            if known != _NOTHING != value != known:
                dropped[f"{landed.fields[name]}: {FURTHER}"] += 1
            parts.append(value if known == _NOTHING else known)
        self._checksums[hash(landed.key)] = b"".join(parts)
        return dropped


def _checksum(value: Any) -> bytes:
    return _NOTHING if value is None else (crc32(str(value).encode()) or 1).to_bytes(4, "big")


def _fill(kept: Landed, other: Landed) -> Counter[str]:
    """Give an item what another one says and it does not; answers what they contradict, by field."""
    dropped = Counter[str]()
    for name, value in other.props.items():
        if value is None or name in NAMES:
            continue
        if kept.props[name] is None:
            kept.props[name], kept.fields[name] = value, other.fields[name]
        elif kept.props[name] != value:
            dropped[f"{other.fields[name]}: {FURTHER}"] += 1
    if "name" in kept.props:
        _fill_names(kept.props, other.props, adds=kept.adds)
    return dropped


def _fill_names(props: dict[str, Any], before: Mapping[str, Any], *, adds: bool) -> None:
    props["name"] = props["name"] or before["name"]
    names = dict.fromkeys((*(props["otherNames"] or ()), before["name"], *(before["otherNames"] or ())))
    # What adds does not know which name the node has: there its own is among the others too.
    left_out = (None,) if adds else (None, props["name"])
    props["otherNames"] = [name for name in names if name not in left_out] or None
