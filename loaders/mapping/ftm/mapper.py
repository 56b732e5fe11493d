"""FollowTheMoney entities, as public data sets publish them: JSON lines of `{"id", "schema", "properties"}`.

The file is read twice: entities first, then the links between them, so that their order in the file does not matter.
An entity is keyed by its own id and stays apart from what agencies sent, unless it carries an identity number that
checks in the realm of this hub and is of no other country; then it is the same node, and an `Alias` remembers what the
data set calls it. Names never join anything. What has no place in the graph is counted by its field.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from loaders.mapping.ftm.entities import EntityReader, Landed
from loaders.mapping.ftm.items import Item, items
from loaders.mapping.ftm.links import StatedLink, Tier, ties_of
from loaders.mapping.ftm.shapes import ENDS, SHAPES
from loaders.mapping.stated import Op, Rejected
from loaders.reading.base import Row
from loaders.reading.problems import Problem, missing
from schema.model import Model
from schema.values import Realm


class Landing(NamedTuple):
    """What the entities of a line state; `counts`: the line is an entity, not a link in which some are nested."""

    ops: list[Op]
    left: Counter[str]
    counts: bool


class FtmMapper:
    """One of the two passes over a file: 1 lands entities, 2 gathers the links between them."""

    def __init__(self, model: Model, realm: Realm, phase: int) -> None:
        self._phase = phase
        self._entities = EntityReader(model, realm)
        self.tier = Tier(model)
        #: Ids that had a line: in files that nobody aggregated there are more of an id, and they add to the first.
        self._known: set[int] = set()

    def __call__(self, row: Row) -> Landing | Rejected | StatedLink | None:
        """What a row states; None where it is the other pass's."""
        if row.problem is not None:
            return Rejected(row.line, (row.problem,)) if self._phase == 1 else None
        found = items(row.cells)
        if isinstance(found, Problem):
            # Each line is reported once.
            return Rejected(row.line, (found,)) if self._phase == 1 else None
        if self._phase == 2:
            return self._stated(row.line, found)
        return self._landing(row.line, found)

    def _landing(self, line: int, found: list[Item]) -> Landing | Rejected | None:
        first, ops, left = found[0], list[Op](), Counter[str]()
        counts = first.schema in SHAPES
        for item in found:
            if item.schema not in SHAPES:
                continue
            again = item is not first or hash(item.own) in self._known
            read = self._entities.read(item, adds=again)
            if isinstance(read, Landed):
                ops += read.ops
                left += read.left
            elif item is first:
                return Rejected(line, read)
            else:
                left[f"{item.under}: a nested {item.schema} whose {read[0].column} is {read[0].code.lower()}"] += 1
        if counts:
            self._known.add(hash(first.own))
        return Landing(ops, left, counts) if counts or ops or left else None

    def _stated(self, line: int, found: list[Item]) -> StatedLink | Rejected | None:
        first = found[0]
        own = first.schema in ENDS
        if own:
            lacking = tuple(missing(name) for name in ENDS[first.schema] if not first.values.get(name))
            if lacking:
                return Rejected(line, lacking)
        ties = ties_of(found)
        if not ties or not (own or isinstance(self._entities.read(first), Landed)):
            return None
        return StatedLink(line, ties, own)
