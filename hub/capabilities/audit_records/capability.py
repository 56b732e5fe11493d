"""The audit log, asked by auditors."""

from __future__ import annotations

from hub.capabilities.audit_records.fields import AUDIT, ROOTS
from hub.capabilities.declare import Capability, Group

CAPABILITY = Capability(groups=(Group(AUDIT, "the audit log", "审计查询"),), roots=ROOTS)
