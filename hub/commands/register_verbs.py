"""The verbs `hub agency …` and `hub officer …` as typer reads them; what they do is in `register`, loaded when used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hub.commands.shell import examples

agency = typer.Typer(
    no_args_is_help=True,
    help="The register of agencies: who may ask at all, and with which keys.",
    epilog=examples(
        "hub agency add 示0102 --name 示范区人民法院 --kind COURT --division 990102",
        "hub agency keys 示0102 --issuer https://id.court.example --jwks court.json",
        'hub agency suspend 示0102 --reason "keys lost"',
        "hub agency list",
    ),
)
officer = typer.Typer(
    no_args_is_help=True,
    help="The register of officers: their agency, their roles, and whether they may ask.",
    epilog=examples(
        "hub officer add 示0102-A-017 --agency 示0102 --name 孙法官 --role JUDGE",
        "hub officer roles 示0102-A-017 --role JUDGE --role BUREAU_CHIEF",
        'hub officer suspend 示0102-A-017 --reason "moved away"',
        "hub officer list --agency 示0102",
    ),
)

Code = Annotated[str, typer.Argument(metavar="CODE", help="Code of the agency, as its tokens name it.")]
Card = Annotated[str, typer.Argument(metavar="CARD", help="Number of the officer's duty card, the subject of tokens.")]
Reason = Annotated[str, typer.Option(help="Why; it is kept with the registration.")]
From = Annotated[str | None, typer.Option(metavar="DATE", help="First day on which it counts; default: at once.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Last day on which it counts; default: no end.")]
Roles = Annotated[list[str], typer.Option(metavar="ROLE", help="A role held; repeat it for several.")]
Json = Annotated[bool, typer.Option(help="Print JSON lines instead of a table.")]


@agency.command(
    "add",
    epilog=examples(
        "hub agency add 示0102 --name 示范区人民法院 --kind COURT --division 990102",
        "hub agency add 9901GA --name 示范市公安局 --kind POLICE --division 9901 --valid-until 2027-12-31",
    ),
)
def agency_add(
    code: Code,
    name: Annotated[str, typer.Option(help="Name of the agency.")],
    kind: Annotated[str, typer.Option(help="Kind of agency, such as COURT or BANK.")],
    division: Annotated[str, typer.Option(help="Division code that the agency is competent for.")],
    valid_from: From = None,
    valid_until: Until = None,
) -> None:
    """Register an agency, or replace what is registered of it; its keys, state and officers stay."""
    from hub.commands.register import add_agency

    add_agency(code, name, kind, division, valid_from, valid_until)


@agency.command(
    "keys",
    epilog=examples(
        "hub agency keys 示0102 --issuer https://id.court.example --jwks court.json",
        "hub agency keys 示0102 --issuer https://id.court.example --jwks court.json --bound",
    ),
)
def agency_keys(
    code: Code,
    issuer: Annotated[str, typer.Option(metavar="URL", help="The `iss` of the agency's tokens.")],
    jwks: Annotated[Path, typer.Option(metavar="FILE", help="Public keys as a JWK set (RFC 7517).")],
    bound: Annotated[bool, typer.Option("--bound", help="Take tokens bound to a client certificate alone.")] = False,
) -> None:
    """Set an agency's issuer and public keys; tokens of keys that are no longer in the set end at once."""
    from hub.commands.register import set_keys

    set_keys(code, issuer, jwks, bound=bound)


@agency.command(
    "sign-in",
    epilog=examples(
        "hub agency sign-in 示0102 --issuer https://id.court.example --client-id linkage-hub",
        "hub agency sign-in 示0102 --issuer https://id.court.example --client-id linkage-hub --claim employee_number",
        "hub agency sign-in 示0102 --none",
    ),
)
def agency_sign_in(
    code: Code,
    issuer: Annotated[str | None, typer.Option(metavar="URL", help="Issuer of the agency's OpenID provider.")] = None,
    client_id: Annotated[str | None, typer.Option(metavar="ID", help="What the hub is called there.")] = None,
    claim: Annotated[str, typer.Option(help="Claim of ID tokens that holds the card's number.")] = "sub",
    scope: Annotated[str, typer.Option(help="Scopes to ask the provider for.")] = "openid",
    none: Annotated[bool, typer.Option("--none", help="Nobody of the agency signs in any more.")] = False,
) -> None:
    """Set the provider at which an agency's officers sign in to the workbench; sessions of the agency end."""
    from hub.commands.register import set_sign_in

    set_sign_in(code, None if none else issuer, client_id, claim, scope, none=none)


@agency.command("suspend", epilog=examples('hub agency suspend 示0102 --reason "keys lost"'))
def agency_suspend(code: Code, reason: Reason) -> None:
    """Suspend an agency: from the next request on, none of its officers is let in."""
    from hub.commands.register import suspend

    suspend(code=code, reason=reason)


@agency.command("restore", epilog=examples('hub agency restore 示0102 --reason "new keys"'))
def agency_restore(code: Code, reason: Reason) -> None:
    """Let a suspended agency in again."""
    from hub.commands.register import restore

    restore(code=code, reason=reason)


@agency.command("list", epilog=examples("hub agency list", "hub agency list --json"))
def agency_list(json: Json = False) -> None:
    """List the registered agencies with their state, issuer and names of keys."""
    from hub.commands.register import list_agencies

    list_agencies(as_json=json)


@officer.command(
    "add",
    epilog=examples(
        "hub officer add 示0102-A-017 --agency 示0102 --name 孙法官 --role JUDGE",
        "hub officer add 示01-X-002 --agency 示01 --name 安如山 --role SECURITY_ADMINISTRATOR",
    ),
)
def officer_add(
    card: Card,
    agency: Annotated[str, typer.Option(help="Code of the agency.")],
    name: Annotated[str, typer.Option(help="Name of the officer.")],
    role: Roles,
    valid_from: From = None,
    valid_until: Until = None,
) -> None:
    """Register an officer of a registered agency with roles, or replace what is registered; the state stays."""
    from hub.commands.register import add_officer

    add_officer(card, agency, name, role, valid_from, valid_until)


@officer.command("roles", epilog=examples("hub officer roles 示0102-A-017 --role JUDGE --role BUREAU_CHIEF"))
def officer_roles(card: Card, role: Roles) -> None:
    """Replace the roles of an officer by those given."""
    from hub.commands.register import set_roles

    set_roles(card, role)


@officer.command("suspend", epilog=examples('hub officer suspend 示0102-A-017 --reason "moved away"'))
def officer_suspend(card: Card, reason: Reason) -> None:
    """Suspend an officer: from the next request on, the officer is not let in."""
    from hub.commands.register import suspend

    suspend(card=card, reason=reason)


@officer.command("restore", epilog=examples('hub officer restore 示0102-A-017 --reason "back again"'))
def officer_restore(card: Card, reason: Reason) -> None:
    """Let a suspended officer in again."""
    from hub.commands.register import restore

    restore(card=card, reason=reason)


@officer.command("list", epilog=examples("hub officer list --agency 示0102", "hub officer list --json"))
def officer_list(
    agency: Annotated[str | None, typer.Option(help="Of this agency alone.")] = None, json: Json = False
) -> None:
    """List the registered officers with their roles and state."""
    from hub.commands.register import list_officers

    list_officers(agency, as_json=json)
