"""Search by what one has: a name, a pinyin, a number."""

from __future__ import annotations

from hub.capabilities.declare import Capability
from hub.capabilities.search.fields import ROOTS, SHAPES

CAPABILITY = Capability(roots=ROOTS, shapes=SHAPES)
