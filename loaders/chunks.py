"""One transaction's worth of rows, gathered into a few `UNWIND` statements generated from the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from loaders.quarantine import Rejected
from loaders.store import Write
from loaders.values import pinyin
from schema.identity import global_id
from schema.model import Model, pinyin_prop
from schema.statements import upsert_link, upsert_node


class NodeGroup(NamedTuple):
    """Nodes that one statement lands: an entity, the mapped properties, and whose word it is."""

    entity: str
    props: tuple[str, ...]
    authority: bool


#: What a data set calls a node that the hub knows by its number; it travels among the nodes of a chunk.
ALIAS = NodeGroup("Alias", ("of",), True)
SAVE_ALIAS = """\
UNWIND $rows AS row
MERGE (a:Alias {key: row.key})
SET a.of = row.of"""


class LinkGroup(NamedTuple):
    """Links that one statement lands."""

    kind: str
    props: tuple[str, ...]
    authority: bool


class NodeOp(NamedTuple):
    """A node a row states."""

    group: NodeGroup
    key: str
    values: dict[str, Any]


class LinkOp(NamedTuple):
    """A link a row states; `values` hold since and until too."""

    group: LinkGroup
    source: str
    target: str
    key: str
    values: dict[str, Any]


Op: TypeAlias = NodeOp | LinkOp


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


class Writer:
    """Turns gathered rows into statements: knows the model, the authorities and the secret of the ids."""

    def __init__(self, model: Model, secret: bytes, settled: dict[tuple[str, str], tuple[str, ...]]) -> None:
        self._model, self._secret, self._settled = model, secret, settled
        self._node_text = lru_cache(maxsize=None)(self._node_statement)
        self._link_text = lru_cache(maxsize=None)(self._link_statement)

    def _node_statement(self, group: NodeGroup, feed: str) -> str:
        if group.authority:
            return upsert_node(self._model, group.entity, group.props, authority=True)
        settled = settled_by(self._settled, group, feed)
        return upsert_node(self._model, group.entity, group.props, authority=False, settled=settled)

    def _link_statement(self, group: LinkGroup) -> str:
        return upsert_link(self._model, group.kind, group.props, authority=group.authority)

    def nodes(self, group: NodeGroup, rows: dict[str, dict[str, Any]], stamp: Stamp) -> Write:
        """The statement for the nodes of a group, by key: concurrent loads then lock in one order."""
        if group == ALIAS:
            return SAVE_ALIAS, {"rows": [{"key": key, **rows[key]} for key in sorted(rows)]}
        companions = [
            (p.name, companion)
            for p in self._model.props(group.entity)
            if p.name in group.props and (companion := pinyin_prop(p)) is not None
        ]
        params = []
        for key in sorted(rows):
            row = {"key": key, "id": global_id(self._secret, key), **rows[key]}
            for name, companion in companions:
                row[companion] = pinyin(row.get(name))
            params.append(row)
        return self._node_text(group, stamp.feed), {"rows": params, **stamp.params()}

    def links(self, group: LinkGroup, rows: dict[tuple[str, str, str], dict[str, Any]], stamp: Stamp) -> Write:
        """The statement for the links of a group."""
        params = [
            {"source": source, "target": target, "key": key, **rows[source, target, key]}
            for source, target, key in sorted(rows)
        ]
        return self._link_text(group), {"rows": params, **stamp.params()}


class Chunk:
    """Rows on their way: what they state, each node and link once, and those that were rejected."""

    def __init__(self) -> None:
        self.landed = 0
        self.line = 0
        self.ops = 0
        self.rejected: list[Rejected] = []
        #: Links whose ends are not known yet (FollowTheMoney).
        self.stated: list[Any] = []
        self.kinds: set[str] = set()
        self._nodes: dict[NodeGroup, dict[str, dict[str, Any]]] = {}
        self._links: dict[LinkGroup, dict[tuple[str, str, str], dict[str, Any]]] = {}

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return self.landed + len(self.rejected) + len(self.stated)

    def state(self, line: int, stated: Any) -> None:
        """Add a link whose ends are still to be found."""
        self.stated.append(stated)
        self.line = line

    def reject(self, rejected: Rejected) -> None:
        """Add a row that goes to the quarantine."""
        self.rejected.append(rejected)
        self.line = rejected.line

    def land(self, line: int, ops: list[Op]) -> None:
        """Add what a row states."""
        self.landed += 1
        self.line = line
        self.ops += len(ops)
        for op in ops:
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

    def writes(self, writer: Writer, stamp: Stamp) -> list[Write]:
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
