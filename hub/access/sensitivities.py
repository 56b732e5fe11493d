"""Sets that purposes speak in: sensitivities from harmless to whereabouts, and everybody."""

from __future__ import annotations

from hub.access.roles import ADMINISTRATORS, ROLE
from schema.declare import Sensitivity
from schema.entities.agency import AGENCY_KIND
from schema.values import choice

_DESCRIBED = {
    Sensitivity.PUBLIC: ("Anybody may know it.", "Public"),
    Sensitivity.PARTNER: ("For agencies that take part in enforcement.", "Partner agencies"),
    Sensitivity.PERSONAL: ("It identifies or describes a person.", "Personal"),
    Sensitivity.FINANCIAL: ("It says what somebody owns or owes.", "Financial"),
    Sensitivity.LOCATION: ("It says where somebody was or is.", "Whereabouts"),
    Sensitivity.SEALED: ("No purpose opens it.", "Sealed"),
}
SENSITIVITY = choice("Sensitivity", {each.value: (each.zh, *_DESCRIBED[each]) for each in Sensitivity}, zh="敏感级别")

PUBLIC = frozenset({Sensitivity.PUBLIC})
BASIC = PUBLIC | {Sensitivity.PARTNER}
PERSONAL = frozenset({Sensitivity.PERSONAL})
FINANCE = frozenset({Sensitivity.FINANCIAL})
WHEREABOUTS = frozenset({Sensitivity.LOCATION})
IDENTITY = BASIC | PERSONAL
UNSEALED = frozenset(Sensitivity) - {Sensitivity.SEALED}

EVERY_AGENCY = frozenset(AGENCY_KIND.members)
EVERY_ROLE = frozenset(ROLE.members)
OFFICERS = EVERY_ROLE - ADMINISTRATORS
