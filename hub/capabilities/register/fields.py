"""The register through the API: administrators change it, each what is theirs, and look at it (R-AS-03, R-PD-12)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Annotated, Any

from strawberry import UNSET, Parent, argument

from hub.access.proposals import Proposals, as_api
from hub.access.register_writes import ACTIVE, SUSPENDED
from hub.access.registry import Registry, checked_roles, keys_content, sign_in_content
from hub.access.roles import ADMINISTRATORS, ROLE
from hub.capabilities.register.shapes import REGISTRATION, RegisteredAgency, RegisteredOfficer, RegistrationProposal
from hub.errors import NotAllowed
from hub.questions.context import ServiceContext
from hub.questions.kinds import api_type
from hub.questions.resolver import from_row, resolver
from hub.questions.selection import enum_name
from schema.entities.agency import AGENCY_KIND
from schema.errors import Conflict, InvalidArgument
from schema.values import DATE, DIVISION_CODE, TEXT

SYSTEM, SECURITY = "SYSTEM_ADMINISTRATOR", "SECURITY_ADMINISTRATOR"

CodeArg = Annotated[str, argument("Code of the agency.")]
CardArg = Annotated[str, argument("Number of the officer's duty card.")]
NameArg = Annotated[str, argument("Name.")]
ReasonArg = Annotated[str, argument("Why.")]
ValidFrom = Annotated[
    date | None,
    argument("First day on which it counts; at once where it is left out.", graphql_type=api_type(DATE) | None),
]
ValidUntil = Annotated[
    date | None,
    argument("Last day on which it counts; no end where it is left out.", graphql_type=api_type(DATE) | None),
]


@resolver("All registered agencies, by code. (登记单位)", group=REGISTRATION)
async def registered_agencies(context: Parent[ServiceContext]) -> list[RegisteredAgency] | None:
    registry = _registry_of(context)
    rows = await _with_proposals(registry, await registry.agencies(), "agency", "code")
    return [from_row(RegisteredAgency, row) for row in rows]


@resolver("The registered officers of an agency, by card. (登记人员)", group=REGISTRATION)
async def registered_officers(context: Parent[ServiceContext], agency: CodeArg) -> list[RegisteredOfficer] | None:
    registry = _registry_of(context)
    rows = await _with_proposals(registry, await registry.officers(agency), "card", "card")
    return [from_row(RegisteredOfficer, row) for row in rows]


@resolver("Register an agency, or change its name, kind, division and validity. (登记单位)", group=REGISTRATION)
async def register_agency(
    context: Parent[ServiceContext],
    code: CodeArg,
    name: NameArg,
    kind: Annotated[Enum, argument("Kind of agency.", graphql_type=api_type(AGENCY_KIND))],
    division: Annotated[str, argument("Division it is competent for.", graphql_type=api_type(DIVISION_CODE))],
    valid_from: ValidFrom = UNSET,
    valid_until: ValidUntil = UNSET,
) -> RegisteredAgency:
    registry, code = _of_agency(context, SYSTEM, code)
    await registry.agency(code, name, str(enum_name(kind)), division, valid_from=valid_from, valid_until=valid_until)
    return await _agency(registry, code)


@resolver(
    "Propose an agency's issuer and public keys; a second administrator confirms them. (设置密钥)", group=REGISTRATION
)
async def set_agency_keys(
    context: Parent[ServiceContext],
    code: CodeArg,
    issuer: Annotated[str, argument("The `iss` of the agency's tokens.")],
    jwks: Annotated[str, argument("Its public keys: a JWK set (RFC 7517) as JSON text.")],
    certificate_bound: Annotated[bool, argument("Whether its tokens must be bound to a client certificate.")] = False,
) -> RegisteredAgency:
    registry, code = _of_agency(context, SECURITY, code)
    try:
        keys = json.loads(jwks)
    except (ValueError, RecursionError):
        raise InvalidArgument(
            "The key set is not JSON.", hint="Give the key set as a string that holds JSON.", argument="jwks"
        ) from None
    await Proposals(registry).keys(code, keys_content(issuer, keys, bound=certificate_bound), context.new_id())
    return await _agency(registry, code)


@resolver(
    "Propose the provider at which an agency's officers sign in, or none; a second administrator confirms it, and"
    " the agency's sessions end. (设置登录)",
    group=REGISTRATION,
)
async def set_agency_sign_in(
    context: Parent[ServiceContext],
    code: CodeArg,
    issuer: Annotated[
        str | None, argument("The provider's issuer, a URL; without one, nobody of the agency signs in.")
    ] = UNSET,
    client_id: Annotated[
        str | None, argument("What the hub is called there; its secret, if any, is the operator's.")
    ] = UNSET,
    claim: Annotated[str, argument("Claim of its ID tokens that holds the number of the officer's card.")] = "sub",
    scope: Annotated[str, argument("Scopes to ask it for.")] = "openid",
) -> RegisteredAgency:
    registry, code = _of_agency(context, SECURITY, code)
    content = sign_in_content(issuer, client_id, claim=claim, scope=scope)
    await Proposals(registry).sign_in(code, content, context.new_id())
    return await _agency(registry, code)


@resolver("Suspend an agency. (停用单位)", group=REGISTRATION)
async def suspend_agency(context: Parent[ServiceContext], code: CodeArg, reason: ReasonArg) -> RegisteredAgency:
    return await _agency_state(context, code, reason, SUSPENDED)


@resolver("Restore an agency. (恢复单位)", group=REGISTRATION)
async def restore_agency(context: Parent[ServiceContext], code: CodeArg, reason: ReasonArg) -> RegisteredAgency:
    return await _agency_state(context, code, reason, ACTIVE)


@resolver(
    "Register an officer of an agency, or change name and validity; roles are set apart from it. (登记人员)",
    group=REGISTRATION,
)
async def register_officer(
    context: Parent[ServiceContext],
    card: CardArg,
    agency: CodeArg,
    name: NameArg,
    valid_from: ValidFrom = UNSET,
    valid_until: ValidUntil = UNSET,
) -> RegisteredOfficer:
    registry, card = _of_officer(context, SYSTEM, card)
    await registry.officer(card, agency, name, valid_from=valid_from, valid_until=valid_until)
    return await _officer(registry, card)


@resolver(
    "Set an officer's roles; those of administrators are proposed, and a second one confirms them. (设置角色)",
    group=REGISTRATION,
)
async def set_officer_roles(
    context: Parent[ServiceContext],
    card: CardArg,
    roles: Annotated[
        Sequence[Enum], argument("All roles the officer holds from now on.", graphql_type=list[api_type(ROLE)])
    ],
) -> RegisteredOfficer:
    registry, card = _of_officer(context, SECURITY, card)
    checked = checked_roles([str(enum_name(role)) for role in roles])
    if not await Proposals(registry).roles(card, checked, context.new_id()):
        await registry.roles(card, checked, guarded=ADMINISTRATORS)
    return await _officer(registry, card)


@resolver("Suspend an officer. (停用人员)", group=REGISTRATION)
async def suspend_officer(context: Parent[ServiceContext], card: CardArg, reason: ReasonArg) -> RegisteredOfficer:
    return await _officer_state(context, card, reason, SUSPENDED)


@resolver("Restore an officer. (恢复人员)", group=REGISTRATION)
async def restore_officer(context: Parent[ServiceContext], card: CardArg, reason: ReasonArg) -> RegisteredOfficer:
    return await _officer_state(context, card, reason, ACTIVE)


async def _agency_state(context: ServiceContext, code: str, reason: str, state: str) -> RegisteredAgency:
    registry, code = _of_agency(context, SECURITY, code)
    await registry.state(state, code=code, reason=reason)
    return await _agency(registry, code)


async def _officer_state(context: ServiceContext, card: str, reason: str, state: str) -> RegisteredOfficer:
    registry, card = _of_officer(context, SECURITY, card)
    await registry.state(state, card=card, reason=reason)
    return await _officer(registry, card)


async def _agency(registry: Registry, code: str) -> RegisteredAgency:
    (found,) = await registry.agencies(code)
    proposals = [RegistrationProposal(**as_api(each)) for each in await Proposals(registry).of(agency=code)]
    return from_row(RegisteredAgency, found | {"proposals": proposals})


async def _officer(registry: Registry, card: str) -> RegisteredOfficer:
    (found,) = await registry.officers(card=card)
    proposals = [RegistrationProposal(**as_api(each)) for each in await Proposals(registry).of(card=card)]
    return from_row(RegisteredOfficer, found | {"proposals": proposals})


async def _with_proposals(registry: Registry, rows: list[dict[str, Any]], name: str, key: str) -> list[dict[str, Any]]:
    pending = [RegistrationProposal(**as_api(each)) for each in await Proposals(registry).of()]
    return [row | {"proposals": [each for each in pending if getattr(each, name) == row[key]]} for row in rows]


def _of_agency(context: ServiceContext, role: str, code: str) -> tuple[Registry, str]:
    """The register, for a change of an agency by an administrator of that role, and the code as it is registered.

    Raises NotAllowed, Conflict.
    """
    _require_role(context, role)
    code = TEXT.parse(code)
    if code == context.caller.agency:
        # An administrator who sets the keys of the own agency could speak for the other administrators there.
        raise Conflict(
            "You cannot change your own agency's registration.", hint="The hub's operator does it at the shell."
        )
    return _registry_of(context), code


def _of_officer(context: ServiceContext, role: str, card: str) -> tuple[Registry, str]:
    """The register, for a change of an officer by an administrator of that role, and the card as it is registered.

    Raises NotAllowed.
    """
    _require_role(context, role)
    return _registry_of(context), TEXT.parse(card)


def _require_role(context: ServiceContext, role: str) -> None:
    if role not in context.caller.roles:
        raise NotAllowed(
            f"This is for the {role}.",
            hint=(
                "One administrator registers agencies and officers; another one sets keys, roles and states (R-PD-12)."
            ),
        )


def _registry_of(context: ServiceContext) -> Registry:
    return Registry(context.graph, context.realm, context.now, context.caller.card)


ROOTS = (registered_agencies, registered_officers)
CHANGES = (
    register_agency,
    set_agency_keys,
    set_agency_sign_in,
    suspend_agency,
    restore_agency,
    register_officer,
    set_officer_roles,
    suspend_officer,
    restore_officer,
)
