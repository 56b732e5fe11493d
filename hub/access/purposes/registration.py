"""The hub's administrators register agencies and officers, and grant and take roles (R-AS-03, R-PD-12)."""

from hub.access import laws
from hub.access.declare import Purpose
from hub.access.sensitivities import EVERY_AGENCY

PURPOSE = Purpose(
    name="REGISTRATION",
    zh="登记管理",
    en="Registration",
    description="Administrators register agencies and officers, set keys, grant roles, suspend and restore.",
    description_zh="管理员登记单位和人员，设置密钥和角色，停用或恢复登记。",
    agencies=EVERY_AGENCY,
    roles=frozenset({"SYSTEM_ADMINISTRATOR", "SECURITY_ADMINISTRATOR"}),
    articles=(laws.CONTROL_2, laws.NETWORK_LOGS),
    groups=frozenset({"registration"}),
)
