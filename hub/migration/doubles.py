"""Before a constraint is created: nodes of one key that hold the same become one; those that differ are the operator's.

A graph that an earlier version made may hold such nodes, since it had fewer constraints. Of two that differ the hub
cannot tell which one is right.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from hub.errors import DoubleNodes
from hub.graph.client import Graph
from schema.statements.uniqueness import OF_ENTITIES, Unique

_LOG = logging.getLogger("hub.migration")
_SECONDS = 600


async def join_doubles(graph: Graph, missing: Sequence[Unique]) -> None:
    """Make the nodes of one key one where they are equal, for constraints that are not there yet.

    Raises DoubleNodes where some differ; all that are equal are one by then.
    """
    left: list[tuple[Unique, int]] = []
    for each in missing:
        keys = await _count(graph, each)
        # What an entity holds is what feeds said of it; that is never removed.
        if keys and each is not OF_ENTITIES:
            [[row]] = await graph.write([(each.joined, {})], operation="hub.init", timeout=_SECONDS)
            _LOG.info("equal nodes of one key are one", extra={"constraint": each.name, "nodes": row["gone"]})
            keys = await _count(graph, each)
        if keys:
            left.append((each, keys))
    if left:
        told = "; ".join(f"{each.label} with the same {' and '.join(each.props)}: {keys}" for each, keys in left)
        raise DoubleNodes(
            f"Several nodes of the graph have one key, and they differ. {told}.",
            hint="Keep one of each and run hub init again; docs/for-operators.md, 'Nodes of one key', says how.",
            constraints=[each.name for each, _ in left],
        )


async def _count(graph: Graph, each: Unique) -> int:
    [row] = await graph.ask(each.counted, {}, operation="hub.init", timeout=_SECONDS)
    keys: int = row["keys"]
    return keys
