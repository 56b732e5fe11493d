"""Walks from entity to entity: neighbours, neighbourhoods, links among several, common neighbours, shortest paths."""

from __future__ import annotations

from hub.capabilities.declare import Capability
from hub.capabilities.walks import among, common, expand, neighbourhood, shortest

CAPABILITY = Capability(
    roots=(*expand.ROOTS, *neighbourhood.ROOTS, *among.ROOTS, *common.ROOTS, *shortest.ROOTS),
    shapes=(*expand.SHAPES, *neighbourhood.SHAPES, *among.SHAPES, *common.SHAPES, *shortest.SHAPES),
)
