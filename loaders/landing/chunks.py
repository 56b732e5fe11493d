"""One transaction's worth of rows, gathered into a few `UNWIND` statements generated from the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from loaders.mapping.stated import ALIAS, Landing, LinkGroup, LinkOp, NodeGroup, NodeOp, Rejected, UntiedLinks
from loaders.mapping.values import REMEMBERED, pinyin_of
from schema.identity import IdKeys, natural_key
from schema.model import Model, pinyin_prop
from schema.statements.feeds import upsert_link, upsert_node
from schema.statements.own import KeepOwn
from schema.statements.write import At, Found, Read, Write, writing
from schema.touched import READ_VALUES, Touched

_NONE, _CODE = frozenset[str](), frozenset({"code"})


#: Every row is found by the unique key of a node, whatever the graph holds: a plan that is kept need not be made again
#: as the graph grows. Only for statements that nothing is put in front of.
PLANNED_ONCE = "CYPHER replan=skip\n"


class Stamp(NamedTuple):
    """Who says it, in which batch, on which day."""

    feed: str
    batch: str
    seen: date

    def params(self) -> dict[str, Any]:
        """The parameters of every upsert."""
        return {"feed": self.feed, "batch": self.batch, "seen": self.seen}


def settled_by(
    authorities: Mapping[tuple[str, str], tuple[str, ...]], group: NodeGroup, feed: str
) -> dict[str, tuple[str, ...]]:
    """The feeds whose word on each property stands against a mention by this one, even where they left it empty."""
    return {p: tuple(f for f in authorities.get((group.entity, p), ()) if f != feed) for p in group.props}


class ChunkWriter:
    """Turns gathered rows into statements: knows the model, the authorities and the keys of the ids."""

    def __init__(self, model: Model, ids: IdKeys, settled: dict[tuple[str, str], tuple[str, ...]]) -> None:
        self._model, self._settled = model, settled
        self._node_text = lru_cache(maxsize=None)(self._node_statement)
        self._link_text = lru_cache(maxsize=None)(self._link_statement)
        self._ids = lru_cache(maxsize=REMEMBERED)(ids.possible)

    def _node_statement(self, group: NodeGroup, feed: str) -> str:
        settled = settled_by(self._settled, group, feed)
        text = upsert_node(self._model, group.entity, group.props, authority=group.authority, settled=settled)
        return PLANNED_ONCE + text

    def _link_statement(self, group: LinkGroup) -> str:
        return PLANNED_ONCE + upsert_link(self._model, group.kind, group.props, authority=group.authority)

    def nodes(self, group: NodeGroup, rows: dict[str, dict[str, Any]], stamp: Stamp) -> Write:
        """The statement for the nodes of a group, by key: concurrent loads then lock in one order."""
        if group == ALIAS:
            return writing(
                Read("UNWIND $rows AS row"),
                KeepOwn(At("a", group.entity), {"key": Found("row.key")}, {"of": Found("row.of")}),
                parameters={"rows": [{"key": key, **rows[key]} for key in sorted(rows)]},
            )
        companions = [
            (p.name, companion)
            for p in self._model.props(group.entity)
            if p.name in group.props and (companion := pinyin_prop(p)) is not None
        ]
        params = []
        for key in sorted(rows):
            # The row itself: nobody needs it without its key, and a copy of each costs as much as the rest.
            row = rows[key]
            row["key"], row["id"] = key, self._ids(key)[0]
            for name, companion in companions:
                row[companion] = pinyin_of(row.get(name))
            params.append(row)
        text = self._node_text(group, stamp.feed)
        return Write(text, {"rows": params, **stamp.params()}, self._touched_values(group, rows))

    def links(self, group: LinkGroup, rows: dict[tuple[str, str, str], dict[str, Any]], stamp: Stamp) -> Write:
        """The statement for the links of a group."""
        params = []
        for ends in sorted(rows):
            row = rows[ends]
            row["source"], row["target"], row["key"] = ends
            params.append(row)
        touched = Touched()
        touched.links(group.kind, (each for ends in rows for end in ends[:2] for each in self._ids(end)))
        return Write(self._link_text(group), {"rows": params, **stamp.params()}, touched.packed())

    def _touched_values(self, group: NodeGroup, rows: Mapping[str, Mapping[str, Any]]) -> bytes:
        """The values that the admission of an operation reads (schema/touched.py)."""
        touched = Touched()
        read = READ_VALUES.get(group.entity, _NONE).intersection(group.props)
        for key, row in rows.items() if read else ():
            # The code of an agency is the name it is known by, and so never another one.
            if read != _CODE or key != natural_key(group.entity, row.get("code") or ""):
                for each in self._ids(key):
                    touched.values(each)
        return touched.packed()


class Chunk:
    """Rows on their way: what they state, each node and link once, and those that were rejected."""

    def __init__(self) -> None:
        self.landed = 0
        self.line = 0
        self.ops = 0
        self.rejected: list[Rejected] = []
        #: Rows that landed with a problem of a party, for the report.
        self.told: list[Rejected] = []
        #: Links whose ends are not known yet.
        self.untied: list[UntiedLinks] = []
        self.kinds: set[str] = set()
        #: Values of its rows that have no place in the graph, by field and reason.
        self.left_out: Counter[str] = Counter()
        self._nodes: dict[NodeGroup, dict[str, dict[str, Any]]] = {}
        self._links: dict[LinkGroup, dict[tuple[str, str, str], dict[str, Any]]] = {}

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return self.landed + len(self.rejected) + len(self.untied)

    def add_untied(self, links: UntiedLinks) -> None:
        """Add links whose ends are still to be found."""
        self.untied.append(links)
        self.line = links.line

    def reject(self, rejected: Rejected) -> None:
        """Add a row that goes to the quarantine."""
        self.rejected.append(rejected)
        self.line = rejected.line

    def land(self, line: int, landing: Landing) -> None:
        """Add what a row states; where it does not count, it was counted already, or is yet to be."""
        self.landed += landing.counts
        self.line = line
        if landing.told is not None:
            self.told.append(landing.told)
        if landing.left:
            self.left_out += landing.left
        for op in landing.ops:
            self.ops += 1
            if isinstance(op, NodeOp):
                self._node(op)
            else:
                self._link(op)

    def _node(self, op: NodeOp) -> None:
        known = self._nodes.setdefault(op.group, {})
        _merge(known, op.key, op.values, op.group.authority)

    def _link(self, op: LinkOp) -> None:
        known = self._links.setdefault(op.group, {})
        self.kinds.add(op.group.kind)
        _merge(known, (op.source, op.target, op.key), op.values, op.group.authority)

    def nodes(self) -> Iterator[tuple[NodeGroup, dict[str, dict[str, Any]]]]:
        """Its nodes by key, in the order in which they land: authorities' nodes first, then mentioned ones."""
        for group in sorted(self._nodes, key=lambda g: (not g.authority, g)):
            yield group, self._nodes[group]

    def links(self) -> Iterator[tuple[LinkGroup, dict[tuple[str, str, str], dict[str, Any]]]]:
        """Its links by source, target and key, in the order in which they land: after all nodes."""
        for group in sorted(self._links):
            yield group, self._links[group]

    def writes(self, writer: ChunkWriter, stamp: Stamp) -> list[Write]:
        """The statements that land it."""
        return [
            *(writer.nodes(group, rows, stamp) for group, rows in self.nodes()),
            *(writer.links(group, rows, stamp) for group, rows in self.links()),
        ]


def _merge(known: dict[Any, dict[str, Any]], key: Any, values: dict[str, Any], authority: bool) -> None:
    """What two rows say of one thing, as two statements one after the other would leave it."""
    earlier = known.get(key)
    if earlier is None or authority:
        known[key] = values
    else:
        for name, value in values.items():
            if earlier.get(name) is None:
                earlier[name] = value
            elif isinstance(value, list):
                earlier[name] = list(dict.fromkeys((*earlier[name], *value)))
