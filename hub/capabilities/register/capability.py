"""The register of agencies and officers, kept by administrators."""

from __future__ import annotations

from hub.capabilities.declare import Capability, Group
from hub.capabilities.register import confirming, fields, shapes

CAPABILITY = Capability(
    groups=(Group(shapes.REGISTRATION, "the register of agencies and officers", "单位人员登记"),),
    roots=(*fields.ROOTS, *confirming.ROOTS),
    changes=(*fields.CHANGES, *confirming.CHANGES),
)
