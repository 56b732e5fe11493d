"""What a row becomes: the nodes and links that it states, or the problems that keep it out of the graph."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from loaders.reading.problems import Problem

#: The code of a row that sums others up.
SUM = "TOTAL"


class Rejected(NamedTuple):
    """A row that goes to the quarantine: every problem found, and what the row is legibly about."""

    line: int
    problems: tuple[Problem, ...]
    keys: tuple[str, ...] = ()
    names: tuple[tuple[str, str, str], ...] = ()


class NodeGroup(NamedTuple):
    """Nodes that one statement lands: an entity, the mapped properties, and whose word it is."""

    entity: str
    props: tuple[str, ...]
    authority: bool


#: What a data set calls a node that the hub knows by its number; it travels among the nodes of a chunk.
ALIAS = NodeGroup("Alias", ("of",), True)


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


class Partly(list[Op]):
    """What a row states; `told` is the problem of a party of the row that landed apart."""

    def __init__(self, ops: list[Op], told: Rejected) -> None:
        super().__init__(ops)
        self.told = told
