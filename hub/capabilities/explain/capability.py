"""What the caller may see, and why."""

from __future__ import annotations

from hub.access.declare import FREE
from hub.capabilities.declare import Capability, Group
from hub.capabilities.explain.fields import ROOTS

CAPABILITY = Capability(groups=(Group(FREE, "one's own rights", "本人权限"),), roots=ROOTS)
