"""What the API shows of the register: agencies and officers, and the changes that wait for a second person."""

from __future__ import annotations

import strawberry
from strawberry import ID, field

from hub.access.proposals import CONFIRMED, EXPIRED, KEYS, PENDING, ROLES, SIGN_IN, WITHDRAWN
from hub.access.register_writes import ACTIVE, SUSPENDED
from hub.access.roles import ROLE
from hub.questions.kinds import api_type
from hub.questions.shape import listed
from schema.entities.agency import AGENCY_KIND
from schema.values import DATE, DATE_TIME, DIVISION_CODE, choice

#: The group of these root fields: what a purpose opens.
REGISTRATION = "registration"

STATE = choice(
    "RegistrationState",
    {ACTIVE: ("有效", "May ask.", "Active"), SUSPENDED: ("停用", "May not ask until restored.", "Suspended")},
    zh="登记状态",
)
PROPOSAL_STATE = choice(
    "ProposalState",
    {
        PENDING: ("待确认", "Waits for a second administrator; nothing of it counts.", "Pending"),
        CONFIRMED: ("已确认", "A second administrator has confirmed it, and it counts.", "Confirmed"),
        WITHDRAWN: ("已撤回", "An administrator has withdrawn it.", "Withdrawn"),
        EXPIRED: ("已过期", "Nobody has confirmed it in time.", "Expired"),
    },
    zh="提议状态",
)


@strawberry.type(
    description="A change of the register that one administrator proposes and a second one confirms. (待复核变更)"
)
class RegistrationProposal:
    id: ID = field(description="What it is confirmed by; it names the change and whom it concerns.")
    change: str = field(description=f"The change: {KEYS}, {SIGN_IN} or {ROLES}.")
    state: str = field(description="Whether it waits, counts, or will not.", graphql_type=api_type(PROPOSAL_STATE))
    agency: str | None = field(description="Code of the agency that it concerns.")
    card: str | None = field(description="Duty card of the officer whom it concerns.")
    issuer: str | None = field(description="Issuer of tokens that is proposed.")
    keys: list[str] = field(
        description="Keys that are proposed: the name and the thumbprint (RFC 7638) of each, to compare with what the"
        " agency says by another way."
    )
    certificateBound: bool | None = field(description="Whether tokens are to be bound to a certificate.")
    signInIssuer: str | None = field(description="Provider that is proposed; null to have none.")
    signInClient: str | None = field(description="What the hub is to be called there.")
    signInClaim: str | None = field(description="Claim that is to hold the card's number.")
    signInScope: str | None = field(description="Scopes that the hub is to ask for.")
    roles: list[str] | None = field(description="Roles that are proposed.", graphql_type=listed(api_type(ROLE)) | None)
    proposedBy: str = field(description="Duty card of the administrator who proposed it.")
    proposedAt: str = field(description="When.", graphql_type=api_type(DATE_TIME))
    until: str = field(description="When it expires if nobody confirms it.", graphql_type=api_type(DATE_TIME))
    decidedBy: str | None = field(description="Duty card of the administrator who confirmed or withdrew it.")
    decidedAt: str | None = field(description="When.", graphql_type=api_type(DATE_TIME) | None)
    reason: str | None = field(description="Why it was withdrawn.")


@strawberry.type(description="An agency as it is registered: what its tokens are checked against. (登记单位)")
class RegisteredAgency:
    code: str = field(description="Code, as its tokens name it.")
    name: str = field(description="Name.")
    kind: str = field(description="Kind of agency.", graphql_type=api_type(AGENCY_KIND))
    division: str = field(description="Division it is competent for.", graphql_type=api_type(DIVISION_CODE))
    issuer: str | None = field(description="Issuer of its tokens; null until keys are set.")
    keys: list[str] = field(description="Names of its public keys.")
    signInIssuer: str | None = field(description="Provider at which its officers sign in.")
    signInClient: str | None = field(description="What the hub is called there.")
    signInClaim: str | None = field(description="Claim of its ID tokens that holds the card's number.")
    signInScope: str | None = field(description="Scopes the hub asks it for.")
    keyVersion: int = field(description="How often its keys or its sign-in were set.")
    certificateBound: bool = field(description="Whether its tokens must be bound to a client certificate.")
    state: str = field(description="Whether it may ask.", graphql_type=api_type(STATE))
    reason: str | None = field(description="Why it was suspended or restored last.")
    validFrom: str | None = field(description="First day on which it counts.", graphql_type=api_type(DATE) | None)
    validUntil: str | None = field(description="Last day on which it counts.", graphql_type=api_type(DATE) | None)
    changedAt: str = field(description="When it was changed last.", graphql_type=api_type(DATE_TIME))
    changedBy: str = field(description="Who changed it last: the card of an administrator, or the hub's shell.")
    proposals: list[RegistrationProposal] = field(description="Changes of it that wait for a second administrator.")


@strawberry.type(description="An officer as registered: whose tokens are taken, and with which roles. (登记人员)")
class RegisteredOfficer:
    card: str = field(description="Number of the duty card.")
    agency: str = field(description="Code of the agency.")
    name: str = field(description="Name.")
    roles: list[str] = field(description="Roles held.", graphql_type=listed(api_type(ROLE)))
    state: str = field(description="Whether it may ask.", graphql_type=api_type(STATE))
    reason: str | None = field(description="Why it was suspended or restored last.")
    validFrom: str | None = field(description="First day on which it counts.", graphql_type=api_type(DATE) | None)
    validUntil: str | None = field(description="Last day on which it counts.", graphql_type=api_type(DATE) | None)
    changedAt: str = field(description="When it was changed last.", graphql_type=api_type(DATE_TIME))
    changedBy: str = field(description="Who changed it last: the card of an administrator, or the hub's shell.")
    proposals: list[RegistrationProposal] = field(description="Changes of it that wait for a second administrator.")
