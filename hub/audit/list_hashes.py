"""Outcomes of long lists leave their hashes to their intents: which intents of one log hold a hash."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import orjson

from hub.audit import line_format, records
from hub.audit.hashing import digits_of, holds
from hub.audit.segments import Segment


@dataclass
class Intents:
    """The intents of one log that asked by `about`, a keyed hash; each segment is read once, when one of its is needed.

    `parts` are all segments of the log, in order. An intent whose segment has expired holds nothing any more.
    """

    parts: Sequence[Segment]
    about: str
    _found: dict[int, frozenset[int]] = field(default_factory=dict)

    def hold(self, index: int) -> bool:
        """Whether the intent with this index holds the hash."""
        place = bisect_right(self.parts, index, key=lambda part: part.first) - 1
        if place < 0:
            return False
        if place not in self._found:
            self._found[place] = self._read(self.parts[place])
        return index in self._found[place]

    def _read(self, part: Segment) -> frozenset[int]:
        found: set[int] = set()
        for text in line_format.hits(part.read(), digits_of(self.about).encode(), backwards=False):
            payload = line_format.payload(text) if text[:1] == line_format.RECORD else None
            record = {} if payload is None else orjson.loads(payload)
            if record.get("kind") == records.INTENT and holds(record["question"]["variables"], self.about):
                found.add(record["index"])
        return frozenset(found)
