"""Sets that purposes speak in: sensitivities from harmless to whereabouts, and everybody."""

from __future__ import annotations

from hub.access.roles import ADMINISTRATORS, ROLE
from schema.declare import Sensitivity
from schema.entities.agency import AGENCY_KIND

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
