"""What a row becomes: the nodes and links that it states, or the problems that keep it out of the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias

from loaders.reading.base import Row
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


class Landing(NamedTuple):
    """What a row states.

    `told`: what is wrong with a party of the row, while the row lands. `left`: values that have no place in the graph,
    by field and reason. `counts`: the row is a record of its own, and not a part of another one.
    """

    ops: list[Op]
    told: Rejected | None = None
    left: Counter[str] | None = None
    counts: bool = True


class LinkEnd(NamedTuple):
    """A thing that a link names by a data set's own id: its alias in the graph, and the keys it would have alone."""

    id: str
    alias: str
    keys: Sequence[str]


class UntiedLinks:
    """Links of a line whose ends are a data set's own ids: the graph has to say which nodes these are."""

    line: int
    #: Whether the line is itself a link, and so is counted.
    counts: bool

    def ends(self) -> Iterable[LinkEnd]:
        """The ends that the links name."""
        raise NotImplementedError

    def tie(self, keys: Mapping[str, Sequence[str]]) -> Landing | Rejected:
        """The links between the nodes that were found for the ids; or why the line, being a link, is none."""
        raise NotImplementedError


class RowMapper(Protocol):
    """From the rows of a file, in their order, to what they state."""

    def __call__(self, row: Row) -> Landing | UntiedLinks | Rejected | None:
        """What a row states; None where there is nothing to say of it in this reading of the file."""
        ...

    def pass_over(self, row: Row) -> None:
        """Know of a row that landed in an earlier run."""
        ...
