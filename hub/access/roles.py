"""Roles of those who ask: what an officer is registered as, beside the post held (domain §4; R-PD-12)."""

from schema.values import choice

ROLE = choice(
    "Role",
    {
        "JUDGE": ("执行法官", "Enforcement judge."),
        "BUREAU_CHIEF": ("执行局长", "Enforcement bureau chief."),
        "PRESIDENT": ("院长", "Court president."),
        "ASSISTANT": ("法官助理", "Judge's assistant, acts for the judge of the case.", "Judge's assistant"),
        "FINANCE": ("财务人员", "Finance officer of a court.", "Finance officer"),
        "COMMAND_CENTRE": ("执行指挥中心", "Officer of the enforcement command centre.", "Enforcement command centre"),
        "PARTY_PORTAL": ("当事人服务", "Court service that answers the parties of a case.", "Service for parties"),
        "OPERATOR": ("经办人", "Operator of an assisting agency.", "Operator"),
        "SUPERVISOR": ("主管", "Supervisor at an agency.", "Supervisor"),
        "TRAFFIC_POLICE": ("交警", "Traffic police officer."),
        "POLICE": ("办案民警", "Officer of a police case unit.", "Police case officer"),
        "PROCURATOR": ("检察官", "Procurator."),
        "HONOURS": ("文明办经办人", "Officer of the honours office.", "Honours officer"),
        "COORDINATOR": ("协调员", "Officer of the coordination body.", "Coordinator"),
        "SCREENER": ("筛查系统", "System that screens an agency's own clients against the list.", "Screening system"),
        "AUDITOR": ("审计员", "Reads the audit records of the own agency.", "Auditor"),
        "SYSTEM_ADMINISTRATOR": ("系统管理员", "Registers agencies and officers.", "System administrator"),
        "SECURITY_ADMINISTRATOR": ("安全管理员", "Grants roles, sets keys, suspends.", "Security administrator"),
        "AUDIT_ADMINISTRATOR": ("审计管理员", "Reads all audit records.", "Audit administrator"),
    },
    zh="角色",
)

#: Three different persons (GB/T 22239-2019, level 3): nobody holds two of these, nor one beside any other role.
ADMINISTRATORS = frozenset({"SYSTEM_ADMINISTRATOR", "SECURITY_ADMINISTRATOR", "AUDIT_ADMINISTRATOR"})
