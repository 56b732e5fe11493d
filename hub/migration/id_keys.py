"""The key of global ids in the graph, in versions: a new one is added, and none is ever taken away."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable

from hub.graph.client import Graph
from schema.statements.own import SetOwn
from schema.statements.write import At, Found, Read, writing

BYTES = 32


async def rotate(graph: Graph, new_secret: Callable[[], bytes] = lambda: secrets.token_bytes(BYTES)) -> int:
    """Add a version, which makes the ids of all that is created from then on; its number."""
    later = Found("coalesce(m.laterIdSecrets, []) + $secret")
    write = writing(
        Read("MATCH (m:HubMeta {name: 'hub'})"),
        SetOwn(At("m", "HubMeta"), {"laterIdSecrets": later}),
        returns="RETURN 1 + size(m.laterIdSecrets) AS version",
        parameters={"secret": base64.b64encode(new_secret()).decode()},
    )
    [[row]] = await graph.write([write], operation="ids.rotate")
    version: int = row["version"]
    return version
