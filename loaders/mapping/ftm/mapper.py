"""FollowTheMoney entities, as public data sets publish them: JSON lines of `{"id", "schema", "properties"}`.

The file is read twice: entities first, then the links between them, so that their order in the file does not matter.
An entity is keyed by its own id and stays apart from what agencies sent, unless it carries an identity number that
checks in the realm of this hub and is of no other country; then it is the same node, and an `Alias` remembers what the
data set calls it. Names never join anything. What has no place in the graph is counted by its field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from loaders.mapping.ftm.entities import EntityReader, Landed
from loaders.mapping.ftm.items import Item, items
from loaders.mapping.ftm.links import FtmLinks, Tier, ties_of
from loaders.mapping.ftm.said_before import SaidBefore
from loaders.mapping.ftm.shapes import ENDS, ENTITIES, SHAPES
from loaders.mapping.stated import Landing, Op, Rejected
from loaders.reading.base import Row
from loaders.reading.problems import Problem, missing
from schema.model import Model
from schema.values import Realm


class FtmMapper:
    """One of the two readings of a file: 1 lands entities, 2 gathers the links between them."""

    def __init__(self, model: Model, realm: Realm, code: str, reading: int) -> None:
        self._reading = reading
        self._entities = EntityReader(model, realm, code)
        self._tier = Tier(model, code)
        self._said = SaidBefore()

    def __call__(self, row: Row) -> Landing | Rejected | FtmLinks | None:
        """What a row states; None where the other reading takes it."""
        if row.problem is not None:
            return Rejected(row.line, (row.problem,)) if self._reading == 1 else None
        found = items(row.cells)
        if isinstance(found, Problem):
            # Each line is reported once.
            return Rejected(row.line, (found,)) if self._reading == 1 else None
        if self._reading == 2:
            return self._stated(row.line, found)
        return self._landing(row.line, found)

    def pass_over(self, row: Row) -> None:
        """Remember what a row said that landed in an earlier run: the rows after it add to that."""
        self(row)

    def _landing(self, line: int, found: list[Item]) -> Landing | Rejected | None:
        first, ops, left = found[0], list[Op](), Counter[str]()
        counts = first.schema in SHAPES
        for item in found:
            if item.schema not in SHAPES:
                continue
            nested = item is not first
            adds = nested or self._said.knows(self._entities.own_key(item))
            read = self._entities.read(item, adds=adds)
            if isinstance(read, Landed):
                left += self._said.add(read, nested=nested) + read.left
                ops += read.ops()
            elif item is first:
                return Rejected(line, read)
            else:
                left[f"{item.under}: a nested {item.schema} whose {read[0].column} is {read[0].code.lower()}"] += 1
        return Landing(ops, left=left, counts=counts) if counts or ops or left else None

    def _stated(self, line: int, found: list[Item]) -> FtmLinks | Rejected | None:
        first = found[0]
        own = first.schema in ENDS
        if own:
            lacking = tuple(missing(name) for name in ENDS[first.schema] if not first.values.get(name))
            if lacking:
                return Rejected(line, lacking)
        ties = ties_of(found)
        if not ties or not (own or isinstance(self._entities.read(first), Landed)):
            return None
        return FtmLinks(line, ties, own, self._tier)


class FtmMapping:
    """How files of a FollowTheMoney feed become what they state: entities first, then the links between them."""

    readings = 2

    def __init__(self, model: Model, realm: Realm, code: str) -> None:
        self._model, self._realm, self._code = model, realm, code

    def mapper(self, reading: int) -> FtmMapper:
        """What maps the rows in the first or the second reading."""
        return FtmMapper(self._model, self._realm, self._code, reading)

    def looked_up(self, reading: int) -> Collection[str]:
        """The entities of which nodes are looked up in a reading."""
        return ENTITIES if reading > 1 else ()
