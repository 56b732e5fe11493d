"""What no two nodes may have alike: the constraint, and the nodes of an earlier version's graph that are against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schema.declare_own import LOCK, OwnNode
from schema.model import ROOT
from schema.own_nodes import OWN


@dataclass(frozen=True, slots=True)
class Unique:
    """What a constraint holds: its name, the label, and the properties that no two nodes have alike."""

    name: str
    label: str
    props: tuple[str, ...]

    @property
    def constraint(self) -> str:
        """The statement that creates it."""
        key = ", ".join(f"n.{prop}" for prop in self.props)
        each = f"({key})" if len(self.props) > 1 else key
        return f"CREATE CONSTRAINT {self.name} IF NOT EXISTS FOR (n:{self.label}) REQUIRE {each} IS UNIQUE"

    @property
    def counted(self) -> str:
        """A reading statement: how many keys several nodes have."""
        return f"{self._grouped()} RETURN count(same) AS keys"

    @property
    def joined(self) -> str:
        """A statement that leaves one of those nodes that hold the same values; one with links is never removed."""
        kept, other = (f"{var} {{.*, {LOCK}: 0}}" for var in ("kept", "n"))
        return (
            f"{self._grouped('COUNT { (n)--() } DESC, elementId(n)')}\n"
            "WITH head(same) AS kept, tail(same) AS others\nUNWIND others AS n\n"
            f"WITH kept, n WHERE {kept} = {other} AND NOT EXISTS {{ (n)--() }}\n"
            "DELETE n\nRETURN count(*) AS gone"
        )

    def _grouped(self, order: str = "") -> str:
        """Binds `same`: the nodes of a key. A node that lacks a part of the key is held by no constraint."""
        complete = " AND ".join(f"n.{prop} IS NOT NULL" for prop in self.props)
        key = ", ".join(f"n.{prop} AS {prop}" for prop in self.props)
        ordered = f" WITH n ORDER BY {order}" if order else ""
        return f"MATCH (n:{self.label}) WHERE {complete}{ordered} WITH {key}, collect(n) AS same WHERE size(same) > 1"


#: A key holds the natural key, and a global id follows from the key. Each further constraint on entities costs a locked
#: look-up for every node written (measured: a third of an upsert).
OF_ENTITIES = Unique("entity_key", ROOT, ("key",))


def of_own(nodes: Iterable[OwnNode] = tuple(OWN.values())) -> Iterator[Unique]:
    """What is unique of the hub's own nodes."""
    for node in nodes:
        if node.key:
            yield Unique(node.constraint, node.name, node.key)
        for prop in node.props:
            if prop.unique:
                yield Unique(prop.unique, node.name, (prop.name,))
