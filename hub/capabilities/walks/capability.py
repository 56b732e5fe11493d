"""Walks from entity to entity: neighbours, neighbourhoods and shortest paths."""

from __future__ import annotations

from hub.capabilities.declare import Capability
from hub.capabilities.walks import expand, neighbourhood, shortest

CAPABILITY = Capability(
    roots=(*expand.ROOTS, *neighbourhood.ROOTS, *shortest.ROOTS),
    shapes=(*expand.SHAPES, *neighbourhood.SHAPES, *shortest.SHAPES),
)
