"""`hub agency sign-in`: where officers of an agency sign in, and what its provider must know."""

from __future__ import annotations

from typing import Annotated

import typer

from hub.commands._register import CodeOption, in_register
from hub.settings import Settings
from hub.shell import terminal
from hub.signin.web_origin import CALLBACK
from schema.errors import InvalidArgument

EXAMPLES = (
    "hub agency sign-in 示0102 --issuer https://id.court.example --client-id linkage-hub",
    "hub agency sign-in 示0102 --issuer https://id.court.example --client-id linkage-hub --claim employee_number",
    "hub agency sign-in 示0102 --none",
)


def sign_in(
    code: CodeOption,
    issuer: Annotated[str | None, typer.Option(metavar="URL", help="Issuer of the agency's OpenID provider.")] = None,
    client_id: Annotated[str | None, typer.Option(metavar="ID", help="What the hub is called there.")] = None,
    claim: Annotated[str, typer.Option(help="Claim of ID tokens that holds the card's number.")] = "sub",
    scope: Annotated[str, typer.Option(help="Scopes to ask the provider for.")] = "openid",
    none: Annotated[bool, typer.Option("--none", help="Nobody of the agency signs in any more.")] = False,
) -> None:
    """Set the provider at which an agency's officers sign in to the workbench; sessions of the agency end."""
    issuer = None if none else issuer
    if issuer is None and not none:
        raise InvalidArgument("No sign-in provider is named.", hint="Give --issuer and --client-id, or --none.")
    change = {"field": "hub agency sign-in", "agency": code}
    in_register(lambda r: r.sign_in(code, issuer, client_id, claim=claim, scope=scope), change)
    if issuer is None:
        typer.echo(f"Nobody of {code} signs in any more.")
        return
    url = Settings.from_env().url or "https://…"
    typer.echo(f"Officers of {code} sign in at {issuer}.")
    terminal.say(f"  → Let the provider redirect to {url}{CALLBACK}, and after signing out to {url}/")
