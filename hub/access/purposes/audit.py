"""Auditors read who asked what, on which basis (R-PD-03, R-PD-06)."""

from hub.access import laws
from hub.access.declare import Purpose
from hub.access.sensitivities import EVERY_AGENCY

PURPOSE = Purpose(
    name="AUDIT",
    zh="审计",
    en="Audit",
    description="An auditor reads the audit records of the own agency and those about its data.",
    description_zh="审计人员查阅本单位的审计记录，以及涉及本单位数据的审计记录。",
    agencies=EVERY_AGENCY,
    roles=frozenset({"AUDITOR", "AUDIT_ADMINISTRATOR"}),
    articles=(laws.PIPL_54, laws.NETWORK_LOGS),
    groups=frozenset({"audit"}),
)
