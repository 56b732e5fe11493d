"""An agency whose officers may ask the hub."""

from schema.declare_own import OwnNode, held
from schema.values import BOOLEAN, DATE, DATE_TIME, DIVISION_CODE, INTEGER, NAME, TEXT

NODE = OwnNode(
    name="RegisteredAgency",
    description="An agency whose officers may ask the hub.",
    key=("code",),
    constraint="registered_agency",
    rights=True,
    props=(
        held("code", TEXT, "Code of the agency."),
        held("name", NAME, "Name."),
        held("kind", TEXT, "Kind of agency."),
        held("division", DIVISION_CODE, "Division it is competent for."),
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
        held("issuer", TEXT, "The `iss` of the agency's tokens.", unique="registered_issuer"),
        held("jwks", TEXT, "Public keys of its tokens, as JSON."),
        held("certificateBound", BOOLEAN, "Whether its tokens must be bound to a client certificate."),
        held("keyVersion", INTEGER, "How often keys or sign-in were set; each time ends tokens and sessions."),
        held("signIn", TEXT, "Issuer of the provider at which its officers sign in."),
        held("signInClient", TEXT, "What the hub is called there."),
        held("signInClaim", TEXT, "Claim that holds the card's number."),
        held("signInScope", TEXT, "Scopes that the hub asks for."),
    ),
)
