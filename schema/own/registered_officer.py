"""An officer who may ask the hub for an agency."""

from schema.declare_own import OwnNode, held
from schema.values import DATE, DATE_TIME, INTEGER, NAME, TEXT

NODE = OwnNode(
    name="RegisteredOfficer",
    description="An officer who may ask the hub for an agency.",
    key=("cardNo",),
    constraint="registered_officer",
    rights=True,
    props=(
        held("cardNo", TEXT, "Number of the duty card."),
        held("agency", TEXT, "Code of the agency."),
        held("name", NAME, "Name."),
        held("roles", TEXT, "Roles that the officer holds.", many=True),
        held("state", TEXT, "ACTIVE or SUSPENDED."),
        held("stateReason", TEXT, "Why it was suspended or restored."),
        held("validFrom", DATE, "First day on which the registration counts."),
        held("validUntil", DATE, "Last day on which the registration counts."),
        held("registeredAt", DATE_TIME, "When it was registered.", rights=False),
        held(
            "registeredBy", TEXT, "Card of the administrator who registered it, or the hub's own shell.", rights=False
        ),
        held("changedAt", DATE_TIME, "When the registration was changed last.", rights=False),
        held("changedBy", TEXT, "Who changed it last.", rights=False),
        held("suspensions", INTEGER, "How often it was suspended; each time ends sessions."),
        held(
            "suspendedAt", INTEGER, "When it was suspended last, in seconds since 1970; tokens from before are refused."
        ),
    ),
)
