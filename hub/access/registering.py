"""The register through the API: administrators change it, each what is theirs, and look at it (R-AS-03, R-PD-12)."""

from __future__ import annotations

import json
from typing import Any

from hub.access.declare import REGISTRATION
from hub.access.registry import ACTIVE, SUSPENDED, Registry
from hub.access.roles import ROLE
from hub.changes import Change, ChangeContext
from hub.questions.links import plain
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, Types, listed, optional
from schema.entities.agency import AGENCY_KIND
from schema.errors import Conflict, InvalidArgument, NotAllowed
from schema.values import DATE, DATE_TIME, DIVISION_CODE, TEXT, choice

SYSTEM, SECURITY = "SYSTEM_ADMINISTRATOR", "SECURITY_ADMINISTRATOR"

STATE = choice(
    "RegistrationState",
    {ACTIVE: ("有效", "May ask."), SUSPENDED: ("停用", "May not ask until restored.")},
    zh="登记状态",
)
CHOICES = (STATE,)

_STATE_FIELDS = {
    "state": ShapeField(lambda types: types.scalar(STATE), "Whether it may ask."),
    "reason": ShapeField(lambda _: optional(str), "Why it was suspended or restored last."),
    "validFrom": ShapeField(lambda types: optional(types.scalar(DATE)), "First day on which it counts."),
    "validUntil": ShapeField(lambda types: optional(types.scalar(DATE)), "Last day on which it counts."),
    "changedAt": ShapeField(lambda types: types.scalar(DATE_TIME), "When it was changed last."),
    "changedBy": ShapeField(lambda _: str, "Who changed it last: the card of an administrator, or the hub's shell."),
}
AGENCY = ObjectShape(
    "RegisteredAgency",
    "An agency as it is registered: what its tokens are checked against. (登记单位)",
    {
        "code": ShapeField(lambda _: str, "Code, as its tokens name it."),
        "name": ShapeField(lambda _: str, "Name."),
        "kind": ShapeField(lambda types: types.scalar(AGENCY_KIND), "Kind of agency."),
        "division": ShapeField(lambda types: types.scalar(DIVISION_CODE), "Division it is competent for."),
        "issuer": ShapeField(lambda _: optional(str), "Issuer of its tokens; null until keys are set."),
        "keys": ShapeField(lambda _: list[str], "Names of its public keys."),
        "signInIssuer": ShapeField(lambda _: optional(str), "Provider at which its officers sign in."),
        "signInClient": ShapeField(lambda _: optional(str), "What the hub is called there."),
        "signInClaim": ShapeField(lambda _: optional(str), "Claim of its ID tokens that holds the card's number."),
        "signInScope": ShapeField(lambda _: optional(str), "Scopes the hub asks it for."),
        "keyVersion": ShapeField(lambda _: int, "How often its keys or its sign-in were set."),
        "certificateBound": ShapeField(lambda _: bool, "Whether its tokens must be bound to a client certificate."),
        **_STATE_FIELDS,
    },
)
OFFICER = ObjectShape(
    "RegisteredOfficer",
    "An officer as registered: whose tokens are taken, and with which roles. (登记人员)",
    {
        "card": ShapeField(lambda _: str, "Number of the duty card."),
        "agency": ShapeField(lambda _: str, "Code of the agency."),
        "name": ShapeField(lambda _: str, "Name."),
        "roles": ShapeField(lambda types: listed(types.scalar(ROLE)), "Roles held."),
        **_STATE_FIELDS,
    },
)
SHAPES = (AGENCY, OFFICER)

_CODE = Arg("code", str, "Code of the agency.")
_CARD = Arg("card", str, "Number of the officer's duty card.")
_REASON = Arg("reason", str, "Why.")


def _valid(types: Types) -> list[Arg]:
    return [
        Arg("validFrom", optional(types.scalar(DATE)), "First day on which it counts; at once where it is left out."),
        Arg("validUntil", optional(types.scalar(DATE)), "Last day on which it counts; no end where it is left out."),
    ]


def _agency_args(types: Types) -> list[Arg]:
    return [
        _CODE,
        Arg("name", str, "Name."),
        Arg("kind", types.scalar(AGENCY_KIND), "Kind of agency."),
        Arg("division", types.scalar(DIVISION_CODE), "Division it is competent for."),
        *_valid(types),
    ]


def _key_args(_: Types) -> list[Arg]:
    return [
        _CODE,
        Arg("issuer", str, "The `iss` of the agency's tokens."),
        Arg("jwks", str, "Its public keys: a JWK set (RFC 7517) as JSON text."),
        Arg("certificateBound", bool, "Whether its tokens must be bound to a client certificate.", False),
    ]


def _sign_in_args(_: Types) -> list[Arg]:
    return [
        _CODE,
        Arg("issuer", optional(str), "The provider's issuer, a URL; without one, nobody of the agency signs in."),
        Arg("clientId", optional(str), "What the hub is called there; its secret, if any, is the operator's."),
        Arg("claim", str, "Claim of its ID tokens that holds the number of the officer's card.", "sub"),
        Arg("scope", str, "Scopes to ask it for.", "openid"),
    ]


def _officer_args(types: Types) -> list[Arg]:
    return [_CARD, Arg("agency", str, "Code of the agency."), Arg("name", str, "Name."), *_valid(types)]


def _role_args(types: Types) -> list[Arg]:
    return [_CARD, Arg("roles", listed(types.scalar(ROLE)), "All roles the officer holds from now on.")]


async def _register_agency(context: ChangeContext, given: dict[str, Any]) -> dict[str, Any]:
    registry = _of_agency(context, SYSTEM, given)
    await registry.agency(
        given["code"],
        given["name"],
        str(plain(given["kind"])),
        given["division"],
        valid_from=given.get("validFrom"),
        valid_until=given.get("validUntil"),
    )
    return await _agency(registry, given)


async def _set_keys(context: ChangeContext, given: dict[str, Any]) -> dict[str, Any]:
    registry = _of_agency(context, SECURITY, given)
    try:
        keys = json.loads(given["jwks"])
    except (ValueError, RecursionError):
        raise InvalidArgument("The key set is not JSON.", hint="Give it as text.", argument="jwks") from None
    await registry.keys(given["code"], given["issuer"], keys, bound=given["certificateBound"])
    return await _agency(registry, given)


async def _set_sign_in(context: ChangeContext, given: dict[str, Any]) -> dict[str, Any]:
    registry = _of_agency(context, SECURITY, given)
    await registry.sign_in(
        given["code"], given.get("issuer"), given.get("clientId"), claim=given["claim"], scope=given["scope"]
    )
    return await _agency(registry, given)


async def _suspend_agency(context: ChangeContext, given: dict[str, Any]) -> dict[str, Any]:
    return await _agency_state(context, given, SUSPENDED)


async def _restore_agency(context: ChangeContext, given: dict[str, Any]) -> dict[str, Any]:
    return await _agency_state(context, given, ACTIVE)


async def _register_officer(context: ChangeContext, given: dict[str, Any]) -> dict[str, Any]:
    registry = _of_officer(context, SYSTEM, given)
    valid = {"valid_from": given.get("validFrom"), "valid_until": given.get("validUntil")}
    await registry.officer(given["card"], given["agency"], given["name"], **valid)
    return await _officer(registry, given)


async def _set_roles(context: ChangeContext, given: dict[str, Any]) -> dict[str, Any]:
    registry = _of_officer(context, SECURITY, given)
    await registry.roles(given["card"], [str(plain(role)) for role in given["roles"]])
    return await _officer(registry, given)


async def _suspend_officer(context: ChangeContext, given: dict[str, Any]) -> dict[str, Any]:
    return await _officer_state(context, given, SUSPENDED)


async def _restore_officer(context: ChangeContext, given: dict[str, Any]) -> dict[str, Any]:
    return await _officer_state(context, given, ACTIVE)


async def _agency_state(context: ChangeContext, given: dict[str, Any], state: str) -> dict[str, Any]:
    registry = _of_agency(context, SECURITY, given)
    await registry.state(state, code=given["code"], reason=given["reason"])
    return await _agency(registry, given)


async def _officer_state(context: ChangeContext, given: dict[str, Any], state: str) -> dict[str, Any]:
    registry = _of_officer(context, SECURITY, given)
    await registry.state(state, card=given["card"], reason=given["reason"])
    return await _officer(registry, given)


async def _agency(registry: Registry, given: dict[str, Any]) -> dict[str, Any]:
    (found,) = await registry.agencies(given["code"])
    return found


async def _officer(registry: Registry, given: dict[str, Any]) -> dict[str, Any]:
    (found,) = await registry.officers(card=given["card"])
    return found


def _of_agency(context: ChangeContext, role: str, given: dict[str, Any]) -> Registry:
    """The register, for a change of an agency by an administrator of that role; raises NotAllowed, Conflict."""
    _only(context, role)
    given["code"] = TEXT.parse(given["code"])
    if given["code"] == context.caller.agency:
        # Whoever sets the keys of the own agency could speak for the other administrators there.
        raise Conflict("Nobody changes the own agency's registration.", hint="It is done at the hub's shell.")
    return _open(context)


def _of_officer(context: ChangeContext, role: str, given: dict[str, Any]) -> Registry:
    """The register, for a change of an officer by an administrator of that role; raises NotAllowed."""
    _only(context, role)
    given["card"] = TEXT.parse(given["card"])
    return _open(context)


def _only(context: ChangeContext, role: str) -> None:
    if role not in context.caller.roles:
        raise NotAllowed(
            f"This is for the {role}.",
            hint="One administrator registers, another one sets keys, roles and states (R-PD-12).",
        )


def _open(context: ChangeContext) -> Registry:
    return Registry(context.graph, context.realm, context.now, context.caller.card)


async def _all_agencies(context: ChangeContext, _: dict[str, Any]) -> list[dict[str, Any]]:
    return await _open(context).agencies()


async def _officers_of(context: ChangeContext, given: dict[str, Any]) -> list[dict[str, Any]]:
    return await _open(context).officers(given["agency"])


def _change(name: str, description: str, answer: ObjectShape, args: Any, run: Any) -> Change:
    return Change(name, description, answer.name, args, run, REGISTRATION, computed=True)


CHANGES = (
    _change(
        "registerAgency",
        "Register an agency, or change its name, kind, division and validity. (登记单位)",
        AGENCY,
        _agency_args,
        _register_agency,
    ),
    _change("setAgencyKeys", "Set an agency's issuer and public keys. (设置密钥)", AGENCY, _key_args, _set_keys),
    _change(
        "setAgencySignIn",
        "Set the provider at which an agency's officers sign in, or none; its sessions end. (设置登录)",
        AGENCY,
        _sign_in_args,
        _set_sign_in,
    ),
    _change("suspendAgency", "Suspend an agency. (停用单位)", AGENCY, lambda _: [_CODE, _REASON], _suspend_agency),
    _change("restoreAgency", "Restore an agency. (恢复单位)", AGENCY, lambda _: [_CODE, _REASON], _restore_agency),
    _change(
        "registerOfficer",
        "Register an officer of an agency, or change name and validity; roles are set apart from it. (登记人员)",
        OFFICER,
        _officer_args,
        _register_officer,
    ),
    _change("setOfficerRoles", "Set an officer's roles. (设置角色)", OFFICER, _role_args, _set_roles),
    _change("suspendOfficer", "Suspend an officer. (停用人员)", OFFICER, lambda _: [_CARD, _REASON], _suspend_officer),
    _change("restoreOfficer", "Restore an officer. (恢复人员)", OFFICER, lambda _: [_CARD, _REASON], _restore_officer),
)
ROOTS = (
    Root(
        "registeredAgencies",
        "All registered agencies, by code. (登记单位)",
        lambda types: optional(listed(types["RegisteredAgency"])),
        lambda _: [],
        compute=_all_agencies,
        group=REGISTRATION,
    ),
    Root(
        "registeredOfficers",
        "The registered officers of an agency, by card. (登记人员)",
        lambda types: optional(listed(types["RegisteredOfficer"])),
        lambda _: [Arg("agency", str, "Code of the agency.")],
        compute=_officers_of,
        group=REGISTRATION,
    ),
)
