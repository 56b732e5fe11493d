"""Walks from entity to entity: neighbours, neighbourhoods, links among several and shortest paths."""

from __future__ import annotations

from hub.capabilities.declare import Capability
from hub.capabilities.walks import among, expand, neighbourhood, shortest

CAPABILITY = Capability(
    roots=(*expand.ROOTS, *neighbourhood.ROOTS, *among.ROOTS, *shortest.ROOTS),
    shapes=(*expand.SHAPES, *neighbourhood.SHAPES, *among.SHAPES, *shortest.SHAPES),
)
