"""Whether identifiers are on the list of dishonest debtors."""

from __future__ import annotations

from hub.capabilities.declare import Capability, Group
from hub.capabilities.listing.fields import LISTING, ROOTS, SHAPES

CAPABILITY = Capability(groups=(Group(LISTING, "whether somebody is listed", "失信审查"),), roots=ROOTS, shapes=SHAPES)
