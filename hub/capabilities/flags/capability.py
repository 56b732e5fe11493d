"""Flags: what an officer states of an entity or a link for the other agencies."""

from __future__ import annotations

from hub.access.declare import FLAGS
from hub.capabilities.declare import Capability, Group
from hub.capabilities.flags.fields import CHANGES

CAPABILITY = Capability(groups=(Group(FLAGS, "flags: raising and withdrawing", "标记"),), changes=CHANGES)
